/** Single characters of texts. */
import type { SyntaxNode } from '../genome/syntax.ts';
import { isCallOf } from './rule.ts';

/** `text[at]` or `text.charAt(at)`. */
export function character(node: SyntaxNode | null | undefined): { text: SyntaxNode; at: SyntaxNode } | undefined {
  if (node?.type === 'MemberExpression' && node.computed && node.object.type === 'Identifier')
    return { text: node.object, at: node.property };
  if (node && isCallOf(node, 'charAt', 1) && node.callee.object.type === 'Identifier')
    return { text: node.callee.object, at: node.arguments[0] };
  return undefined;
}
