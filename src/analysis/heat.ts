/** Where execution goes: how often each node of a phenotype runs, from exact counts on the ancestor. */
import { isLogicalAssignment, type SyntaxNode, slotNames } from '../genome/syntax.ts';

/** Runs per call by the offset of the piece (function body, loop body, branch, ...) in the ancestor's text. */
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
    // What an edit has put where pieces are was none before.
    const counted = parent && origin.from === ancestorText && isPiece(node, parent) ? pieceAt(origin) : undefined;
    if (counted !== undefined) heat = profile.get(counted) ?? 0;
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

/** The offset at which a node of an ancestor is counted as a piece, or undefined where it is none. */
export const pieceAt = (node: SyntaxNode): number | undefined =>
  isPiece(node, node.parent) ? startOf(node) : undefined;

/** Where a piece is counted: of the statements of a case at the first one. */
function startOf(node: SyntaxNode): number {
  return node.parent?.type === 'SwitchCase' ? node.parent.consequent[0].start : node.start;
}

/**
 * Pieces are counted apart: bodies of functions, loops and handlers, branches of `if` and `?:`, what `&&`, `||`, `??` and
 * defaults may pass over, cases. Functions and classes that are passed over count what they do in their own bodies.
 */
function isPiece(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (!parent) return false;
  const { type } = node;
  switch (parent.type) {
    case 'LabeledStatement':
    case 'ClassBody':
      return false;
    case 'IfStatement':
    case 'SwitchCase':
      return parent.test !== node;
    case 'ConditionalExpression':
      return parent.test !== node && !isNamedByPlace(type);
    case 'LogicalExpression':
    case 'AssignmentPattern':
      return parent.right === node && !isNamedByPlace(type);
    case 'AssignmentExpression':
      return parent.right === node && isLogicalAssignment(parent) && !isNamedByPlace(type);
    default:
      return parent.body === node && type !== 'ClassBody';
  }
}

const isNamedByPlace = (type: string): boolean => /(Function|Class)Expression$/.test(type);
