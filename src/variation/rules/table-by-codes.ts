/** What an object of the module's holds for single characters, found by their codes. */
import type { SyntaxNode } from '../../genome/syntax.ts';
import { character, mayBeCharacter } from '../characters.ts';
import { heldForGood } from '../held.ts';
import { broughtIn, isCallOf, type Match, named, type Rule } from '../rule.ts';
import { localNames, topStatement, type View } from '../view.ts';

const KEPT = `const %held = new Array(128).fill(undefined);
`;

const AT = `function %heldAt(text, i) {
  const code = typeof text === 'string' ? text.charCodeAt(i) : 128;
  if (!(code < 128)) return $table[$other];
  return %held[code] ?? (%held[code] = $table[$other]);
}`;

const FOR = `function %heldFor(c) {
  const code = typeof c === 'string' && c.length === 1 ? c.charCodeAt(0) : 128;
  if (code > 127) return $table[c];
  return %held[code] ?? (%held[code] = $table[c]);
}`;

/** Whether an expression makes an object for keys. */
const isTable = (node: SyntaxNode | undefined): boolean =>
  node?.type === 'ObjectExpression' || (node !== undefined && isCallOf(node, 'create', 1));

/** Names of tables that code which runs in calls changes. */
const changedIn = (view: View): ReadonlySet<string> =>
  new Set(
    view.all.flatMap(({ node }): string[] => {
      const target = node.type === 'AssignmentExpression' ? node.left : node.argument;
      const isChange = /^(Assignment|Update)Expression$/.test(node.type) || node.operator === 'delete';
      return isChange && target?.type === 'MemberExpression' ? [target.object.name] : [];
    }),
  );

export const tableByCodes: Rule = {
  name: 'table-by-codes',
  why: 'what an object holds for a character is found by its code, without making the character and looking for the key',
  claims: 'where the object is filled once, when the module is loaded',
  matches(view) {
    // A strict compiler asks for keys of the object's own.
    if (view.ancestor.typescript) return [];
    const isOwn = broughtIn(view, 'table-by-codes');
    const changed = changedIn(view);
    return (view.byType.get('MemberExpression') ?? []).flatMap(({ node, parent, heat }): Match[] => {
      const { object, property, computed } = node;
      if (!computed || object.type !== 'Identifier' || isOwn(node) || !mayBeCharacter(view, property)) return [];
      const isTarget = (parent.left ?? parent.argument) === node && /^(Assignment|Update|Unary)/.test(parent.type);
      if (isTarget || (parent.type === 'CallExpression' && parent.callee === node)) return [];
      if (changed.has(object.name) || localNames(view, node).has(object.name)) return [];
      const top = topStatement(view, node);
      if (!top || !isTable(heldForGood(view, object.name))) return [];
      const read = character(property);
      const other = read && property.type === 'MemberExpression' ? 'text[i]' : 'text.charAt(i)';
      const helper = (KEPT + (read ? AT : FOR)).replaceAll('$table', object.name).replaceAll('$other', other);
      const call: { code: string; holes: Record<string, string> } = read
        ? { code: '%heldAt($s, $i)', holes: { $s: read.text.locus, $i: read.at.locus } }
        : { code: '%heldFor($c)', holes: { $c: property.locus } };
      return [
        {
          at: node.locus,
          heat,
          places: () => [
            { at: `before:${top.locus}`, code: named(helper, node) },
            { at: node.locus, code: named(call.code, node), holes: call.holes },
          ],
        },
      ];
    });
  },
};
