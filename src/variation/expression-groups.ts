/** Equal expressions of a region, grouped, for rules that compute a value once. */
import { size } from '../genome/scope.ts';
import { isFunction, type SyntaxNode, sameCode, walk } from '../genome/syntax.ts';

/** Equal expressions below a region, grouped; those that are targets of assignments or called are left out. */
export function groupsIn(region: SyntaxNode, wanted: (node: SyntaxNode) => boolean): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [];
  const init = region.type === 'ForStatement' ? region.init : null;
  walk(region, (node, parent) => {
    if (node === init || isFunction(node)) return false;
    if (!parent || !WORTH.has(node.type) || isTarget(node, parent) || !wanted(node)) return undefined;
    const group = groups.find((items) => sameCode(items[0]!, node));
    if (group) group.push(node);
    else groups.push([node]);
    return undefined;
  });
  return groups;
}

const WORTH = new Set([
  'MemberExpression',
  'BinaryExpression',
  'CallExpression',
  'UnaryExpression',
  'ConditionalExpression',
]);

/** Whether a node is what is assigned to, called or asked for its type, or a value that nothing takes. */
export function isTarget(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'AssignmentExpression' || parent.type === 'UpdateExpression')
    return (parent.left ?? parent.argument) === node;
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return parent.callee === node;
  if (parent.type === 'UnaryExpression') return parent.operator === 'delete' || parent.operator === 'typeof';
  return parent.type === 'ExpressionStatement' || /^For(In|Of)/.test(parent.type) || /^Optional/.test(parent.type);
}

/** A name that says what the value is. */
export function nameFor(node: SyntaxNode): string {
  if (node.type === 'MemberExpression') {
    if (!node.computed && /^[a-z]\w*$/i.test(node.property.name)) return node.property.name;
    return node.object.type === 'MemberExpression' ? 'cell' : 'row';
  }
  if (node.type === 'CallExpression') return 'result';
  return size(node) > 3 ? 'value' : 'term';
}
