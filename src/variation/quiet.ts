/** Calls that change nothing, and names that stand for the same things for good, as far as names tell. */
import { nameUse } from '../genome/scope.ts';
import { CHANGING_METHOD, type SyntaxNode, walk } from '../genome/syntax.ts';

/**
 * Whether a call changes neither what it is made on, unless that is one of these names, nor where a regular expression
 * goes on.
 */
export function isQuiet({ callee }: SyntaxNode, own: ReadonlySet<string> = new Set()): boolean {
  if (callee.type !== 'MemberExpression' || callee.computed) return true;
  const { object, property } = callee as { object: SyntaxNode; property: SyntaxNode };
  if (CHANGING_METHOD.test(property.name) && !own.has(object.name)) return false;
  return !(/^(test|exec)$/.test(property.name) && /[gy]/.test(object.flags ?? ''));
}

const changes = new WeakMap<SyntaxNode, ReadonlySet<string>>();

/** Names below a node that are given other values, or whose members are; remembered per node. */
export function changedNames(root: SyntaxNode): ReadonlySet<string> {
  const known = changes.get(root);
  if (known) return known;
  const names = new Set(nameUse(root).assigned);
  const holder = (node: SyntaxNode): void => {
    let at = node;
    while (at.type === 'MemberExpression') at = at.object;
    if (at !== node && at.type === 'Identifier') names.add(at.name);
  };
  walk(root, (node) => {
    if (node.type === 'AssignmentExpression') holder(node.left);
    else if (node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete'))
      holder(node.argument);
    else if (node.type === 'CallExpression' && !isQuiet(node)) holder(node.callee);
  });
  changes.set(root, names);
  return names;
}
