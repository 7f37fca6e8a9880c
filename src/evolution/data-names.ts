/** Which data an edit touches, and whether two edits are in each other's way. */
import type { Ancestor } from '../genome/ancestor.ts';
import { type Edit, locusAt } from '../genome/edit.ts';
import { isPlainName, isStatementType, type SyntaxNode, walk } from '../genome/syntax.ts';

const variables = new WeakMap<Ancestor, ReadonlySet<string>>();
const touched = new WeakMap<Edit, ReadonlySet<string>>();

/** Names of variables of the ancestor in what an edit changes and in what it brings. */
export function dataNames(ancestor: Ancestor, edit: Edit): ReadonlySet<string> {
  const known = touched.get(edit);
  if (known) return known;
  const all = variablesOf(ancestor);
  const names = new Set<string>();
  for (const { at, code } of edit.places) {
    for (const name of code.match(/[A-Za-z_$][\w$]*/g) ?? []) if (all.has(name)) names.add(name);
    // What stands beside a place is no part of the edit.
    const node = at === locusAt(at) ? ancestor.nodes[Number(at)] : undefined;
    if (!node) continue;
    for (const root of [node, ...givenTo(node)])
      walk(root, (inner, parent) => {
        if (inner.type === 'Identifier' && !isPlainName(inner, parent)) names.add(inner.name);
      });
  }
  touched.set(edit, names);
  return names;
}

/** What a value is given to, where the node is a part of it. */
function givenTo(node: SyntaxNode): SyntaxNode[] {
  for (let at = node; at.parent && !isStatementType(at.type); at = at.parent) {
    if (at.parent.type === 'VariableDeclarator') return [at.parent.id];
    if (at.parent.type === 'AssignmentExpression') return [at.parent.left];
  }
  return [];
}

function variablesOf(ancestor: Ancestor): ReadonlySet<string> {
  const known = variables.get(ancestor);
  if (known) return known;
  const names = new Set(
    ancestor.nodes.flatMap((node) =>
      node.type === 'Identifier' && !isPlainName(node, node.parent) ? [node.name] : [],
    ),
  );
  variables.set(ancestor, names);
  return names;
}

/** Whether both replace the same node: whichever comes second has no place any more. */
export function inConflict(a: Edit, b: Edit): boolean {
  const replaced = new Set(a.places.flatMap(({ at }) => (at === locusAt(at) ? [at] : [])));
  return b.places.some(({ at }) => replaced.has(at));
}
