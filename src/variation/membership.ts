/** Questions whether a list holds a member. */
import type { SyntaxNode } from '../genome/syntax.ts';
import { matchPattern, parsePattern } from './pattern.ts';
import { isCallOf } from './rule.ts';

export interface Membership {
  readonly list: SyntaxNode;
  readonly wanted: SyntaxNode;
  /** Whether it asks for presence, or for absence. */
  readonly present: boolean;
}

/** `list.includes(x)`, `list.indexOf(x) === -1` and their kin. */
export function question(node: SyntaxNode): Membership | undefined {
  const asks = (call: SyntaxNode, method: string, present: boolean): Membership | undefined => {
    const search = searchIn(call, method);
    return search && { ...search, present };
  };
  if (node.type === 'CallExpression') return asks(node, 'includes', true);
  // `!~list.indexOf(x)`: -1 is the one number without a bit that is not set.
  if (node.type === 'UnaryExpression' && node.operator === '!' && node.argument.operator === '~')
    return asks(node.argument.argument, 'indexOf', false);
  if (node.type !== 'BinaryExpression') return undefined;
  const { left, operator, right } = node;
  const minusOne = right.type === 'UnaryExpression' && right.operator === '-' && right.argument.value === 1;
  const zero = right.type === 'NumericLiteral' && right.value === 0;
  if (minusOne && /^===?$/.test(operator)) return asks(left, 'indexOf', false);
  if (minusOne && /^!==?$|^>$/.test(operator)) return asks(left, 'indexOf', true);
  if (zero && operator === '<') return asks(left, 'indexOf', false);
  if (zero && operator === '>=') return asks(left, 'indexOf', true);
  return undefined;
}

/** Calls of the methods of lists themselves. */
const CALLED = new Map(
  ['indexOf', 'includes'].map((method) => [
    method,
    ['Array.prototype', '[]'].map((of) => parsePattern(`${of}.${method}.call($list, $x)`)),
  ]),
);

/** `list.method(x)`, or `Array.prototype.method.call(list, x)` by whatever name of the module's. */
function searchIn(node: SyntaxNode, method: string): Omit<Membership, 'present'> | undefined {
  if (node.type !== 'CallExpression') return undefined;
  if (isCallOf(node, method, 1)) return { list: node.callee.object, wanted: node.arguments[0] };
  for (const pattern of CALLED.get(method)!) {
    const found = matchPattern(pattern, node);
    if (found) return { list: found.get('$list')![0]!, wanted: found.get('$x')![0]! };
  }
  return undefined;
}
