/** Where execution goes: how often each node of a phenotype runs, from exact counts on the ancestor. */
import { type SyntaxNode, slotNames } from '../genome/syntax.ts';

/** Runs per call by the offset of the piece (function body, loop body, branch) in the ancestor's text. */
export type Profile = ReadonlyMap<number, number>;

/**
 * Calls `visit` with every node and how often it runs per call; what an edit brought in runs as often as its place.
 * A visitor that returns false keeps its children out.
 */
export function walkWithHeat(
  root: SyntaxNode,
  ancestorText: object,
  profile: Profile,
  visit: (node: SyntaxNode, parent: SyntaxNode | null, heat: number) => unknown,
): void {
  const step = (node: SyntaxNode, parent: SyntaxNode | null, above: number): void => {
    const origin = node.origin ?? node;
    let heat = above;
    if (parent !== null && isPiece(node, parent) && origin.from === ancestorText) heat = profile.get(origin.start) ?? 0;
    if (visit(node, parent, heat) === false) return;
    for (const name of slotNames(node.type)) {
      const value = node[name] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
      if (Array.isArray(value)) {
        for (const item of value) if (item) step(item, node, heat);
      } else if (value) step(value, node, heat);
    }
  };
  step(root, null, 1);
}

/** Pieces are counted apart: bodies of functions and loops, branches of `if`. */
function isPiece(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'IfStatement') return parent.test !== node;
  return (
    parent.body === node &&
    parent.type !== 'LabeledStatement' &&
    parent.type !== 'ClassBody' &&
    node.type !== 'ClassBody'
  );
}
