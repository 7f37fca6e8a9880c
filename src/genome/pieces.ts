/** A node's own text with pieces of it exchanged for others. */
import type { SyntaxNode } from './syntax.ts';

/** A stretch of a text, by offsets, and what comes in its place. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Run text of a node that is as it was written. */
export const textOf = ({ from, start, end }: SyntaxNode): string => from.run.slice(start, end);

/**
 * The run text of a node with these pieces exchanged, none of which lies in another.
 * @param start and end: where to begin and end, for the inside of a node alone.
 */
export function exchanged(
  node: SyntaxNode,
  pieces: readonly Piece[],
  start: number = node.start,
  end: number = node.end,
): string {
  return exchangedIn(node.from.run, pieces, start, end);
}

/** A text, or a part of it, with these pieces exchanged. */
export function exchangedIn(whole: string, pieces: readonly Piece[], start = 0, end = whole.length): string {
  let text = '';
  let at = start;
  for (const piece of [...pieces].sort((a, b) => a.start - b.start)) {
    text += whole.slice(at, piece.start) + piece.text;
    at = piece.end;
  }
  return text + whole.slice(at, end);
}
