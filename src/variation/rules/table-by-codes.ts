/** What an object of the module's holds for single characters, found by their codes. */
import type { Place } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { answeredByTable, character, mayBeCharacter } from '../characters.ts';
import { heldForGood } from '../held.ts';
import { broughtIn, isCallOf, type Match, named, type Rule } from '../rule.ts';
import { localNames, topStatement, type View } from '../view.ts';

const AT = `const %held = new Array(128).fill(undefined);
function %heldAt(text, i) {
  const code = typeof text === 'string' ? text.charCodeAt(i) : 128;
  if (!(code < 128)) return $table[$other];
  return %held[code] ?? (%held[code] = $table[$other]);
}`;

interface Found {
  readonly helper: string;
  readonly code: string;
  readonly holes: Record<string, string>;
}

/** What a table holds for the character at a place of a text, which is not made. */
function heldAt(
  node: SyntaxNode,
  table: string,
  property: SyntaxNode,
  read: NonNullable<ReturnType<typeof character>>,
): Found {
  const other = property.type === 'MemberExpression' ? 'text[i]' : 'text.charAt(i)';
  return {
    helper: named(AT.replaceAll('$table', table).replaceAll('$other', other), node),
    code: named('%heldAt($s, $i)', node),
    holes: { $s: read.text.locus, $i: read.at.locus },
  };
}

/** What it holds for a character that is at hand. */
function heldFor(locus: string, table: string, property: SyntaxNode): Found {
  const { helper, name } = answeredByTable(locus, `return ${table}[c];`);
  return { helper, code: `${name}($c)`, holes: { $c: property.locus } };
}

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
      const { helper, code, holes } = read
        ? heldAt(node, object.name, property, read)
        : heldFor(node.locus, object.name, property);
      const places = (): Place[] => [
        { at: `before:${top.locus}`, code: helper },
        { at: node.locus, code, holes },
      ];
      return [{ at: node.locus, heat, places }];
    });
  },
};
