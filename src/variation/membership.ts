/** Questions whether a list holds a member. */
import type { SyntaxNode } from '../genome/syntax.ts';
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

/** `list.method(x)`, or `Array.prototype.method.call(list, x)` by whatever name of the module's. */
function searchIn(node: SyntaxNode, method: string): Omit<Membership, 'present'> | undefined {
  if (node.type !== 'CallExpression') return undefined;
  if (isCallOf(node, method, 1)) return { list: node.callee.object, wanted: node.arguments[0] };
  if (!isCallOf(node, 'call', 2)) return undefined;
  const native = standsFor(node.callee.object);
  const isNative = native.type === 'MemberExpression' && !native.computed && native.property.name === method;
  return isNative && isOfArrays(native.object) ? { list: node.arguments[0], wanted: node.arguments[1] } : undefined;
}

/** What a name of the module's stands for everywhere, or the node itself. */
const standsFor = (node: SyntaxNode): SyntaxNode =>
  (node.type === 'Identifier' ? (node.origin ?? node).from.aliases?.get(node.name) : undefined) ?? node;

const isOfArrays = ({ type, elements, object, property, computed }: SyntaxNode): boolean =>
  type === 'ArrayExpression'
    ? elements.length === 0
    : type === 'MemberExpression' && !computed && object.name === 'Array' && property.name === 'prototype';
