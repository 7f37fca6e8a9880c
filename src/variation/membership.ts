/** Questions whether a list holds a member. */
import type { SyntaxNode } from '../genome/syntax.ts';
import { isCallOf } from './rule.ts';

/** `list.includes(x)`, `list.indexOf(x) === -1` and their kin: the question, and whether it asks for presence. */
export function question(node: SyntaxNode): { call: SyntaxNode; present: boolean } | undefined {
  if (node.type === 'CallExpression') return isCallOf(node, 'includes', 1) ? { call: node, present: true } : undefined;
  if (node.type !== 'BinaryExpression' || !isCallOf(node.left, 'indexOf', 1)) return undefined;
  const { operator, right } = node;
  const minusOne = right.type === 'UnaryExpression' && right.operator === '-' && right.argument.value === 1;
  const zero = right.type === 'NumericLiteral' && right.value === 0;
  if (minusOne && /^===?$/.test(operator)) return { call: node.left, present: false };
  if (minusOne && /^!==?$|^>$/.test(operator)) return { call: node.left, present: true };
  if (zero && operator === '<') return { call: node.left, present: false };
  if (zero && operator === '>=') return { call: node.left, present: true };
  return undefined;
}
