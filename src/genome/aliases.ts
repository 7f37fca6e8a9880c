/** Names of a module's own for what is everywhere: `var toString = Object.prototype.toString`, `var json = JSON`. */
import { declarations, nameUse } from './scope.ts';
import { type SyntaxNode, walk } from './syntax.ts';

const EVERYWHERE = /^(JSON|Math|Object|Array|String|Number|Date|Reflect)$/;

/** Whether an expression is one of these, or a member of it by name. */
function isEverywhere(node: SyntaxNode | null | undefined): node is SyntaxNode {
  if (node?.type === 'MemberExpression') return !node.computed && isEverywhere(node.object);
  return node?.type === 'Identifier' && EVERYWHERE.test(node.name);
}

/** What each such name stands for, in all of the module: declared once, wherever that is, and never given another value. */
export function aliasesIn(program: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode>();
  walk(program, ({ type, id, init }) => {
    if (type !== 'VariableDeclarator') return;
    // `Array.isArray || function ...` is the former wherever this runs.
    const value = init?.type === 'LogicalExpression' && init.operator === '||' ? init.left : init;
    if (id.type === 'Identifier' && isEverywhere(value)) found.set(id.name, value);
  });
  if (found.size === 0) return found;
  const declared = declarations(program);
  const { assigned } = nameUse(program);
  for (const name of found.keys())
    if (assigned.has(name) || declared.indexOf(name) !== declared.lastIndexOf(name)) found.delete(name);
  // One that has a name of the module's own is not what it is elsewhere.
  return declared.some((name) => EVERYWHERE.test(name)) ? new Map() : found;
}
