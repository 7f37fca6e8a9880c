/** Loops over the keys of a list, as texts, that read members by them. */
import { KINDS } from '../../analysis/values.ts';
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import { contains, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { type Match, named, type Rule } from '../rule.ts';
import { enclosingFunction, inList, isInvariant } from '../view.ts';

export const forInToIndex: Rule = {
  name: 'for-in-to-index',
  why: 'an index needs no list of the keys as texts',
  claims: 'on lists with no keys but their indices, which the body does not change',
  matches: (view) =>
    (view.byType.get('ForInStatement') ?? []).flatMap(({ node, heat }): Match[] => {
      const { left, right, body } = node as unknown as Record<'left' | 'right' | 'body', SyntaxNode>;
      const isDeclared = left.type === 'VariableDeclaration';
      const key = isDeclared ? (left.declarations[0].id as SyntaxNode) : left;
      const seen = view.valuesAt(right)?.kinds;
      if (key.type !== 'Identifier' || !inList(view, node) || (seen !== undefined && seen !== KINDS.list)) return [];
      if (hasEffects(right) || !isInvariant(right, body)) return [];
      const scope = enclosingFunction(view, node);
      if (!scope || !onlyReadsMembers(scope, node, key)) return [];
      const code = `for (let %at = 0, %end = $list.length; %at < %end; %at++) if (%at in $list) { const ${key.name} = %at; $body }`;
      const holes = { $list: right.locus, $body: body.locus };
      return [{ at: node.locus, heat, places: (): Place[] => [{ at: node.locus, code: named(code, node), holes }] }];
    }),
};

/** Whether a loop's key is no more than what stands between brackets, and is not asked for outside of the loop. */
function onlyReadsMembers(scope: SyntaxNode, loop: SyntaxNode, key: SyntaxNode): boolean {
  const { left, body } = loop as unknown as Record<'left' | 'body', SyntaxNode>;
  const isBound = left.type === 'VariableDeclaration' && left.kind !== 'var';
  let fits = true;
  let reads = 0;
  walk(scope, (node, parent) => {
    if (node.type !== 'Identifier' || node.name !== key.name || !parent || isPlainName(node, parent)) return;
    if (contains(left, node)) return;
    if (!contains(body, node)) {
      // Declared once more, it is another loop's; one that the loop itself declares ends with it.
      if (!isBound && !isOtherLoops(node, parent)) fits = false;
      return;
    }
    if (parent.type === 'MemberExpression' && parent.computed && parent.property === node) reads++;
    else fits = false;
  });
  return fits && reads > 0;
}

/** Whether a use belongs to another loop that gives the name its own values. */
function isOtherLoops(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'VariableDeclarator' && parent.id === node) return true;
  for (let up: SyntaxNode | null = parent; up; up = up.parent) {
    const target = up.type === 'ForInStatement' ? up.left : up.type === 'ForStatement' ? up.init : undefined;
    if (target && setsName(target, node.name as string)) return true;
  }
  return false;
}

/** Whether the head of a loop declares or assigns a name before anything reads it. */
function setsName(head: SyntaxNode, name: string): boolean {
  if (head.type === 'VariableDeclaration')
    return head.declarations.some(
      (one: SyntaxNode) => one.id.name === name && (one.init || head.parent!.type !== 'ForStatement'),
    );
  return head.type === 'Identifier'
    ? head.name === name
    : head.type === 'AssignmentExpression' && head.left.name === name;
}
