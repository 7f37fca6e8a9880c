/** Compares with each member of a short list that never changes, instead of searching it. */
import type { Place } from '../../genome/edit.ts';
import { textOf } from '../../genome/pieces.ts';
import { hasEffects } from '../../genome/scope.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { heldForGood } from '../held.ts';
import { question } from '../membership.ts';
import { type Match, mutates, type Rule } from '../rule.ts';
import type { View } from '../view.ts';

const MOST = 8;

/** Texts of the members of a list of numbers and texts, as it is written or under a name. */
function membersOf(view: View, list: SyntaxNode): string[] | undefined {
  const literal = list.type === 'Identifier' ? heldForGood(view, list.name) : list;
  if (literal?.type !== 'ArrayExpression' || literal.origin !== null) return undefined;
  if (list !== literal && mutates(view.phenotype.root, list)) return undefined;
  const members = literal.elements as (SyntaxNode | null)[];
  if (members.length === 0 || members.length > MOST) return undefined;
  if (members.some((member) => !member || !/^(String|Numeric)Literal$/.test(member.type))) return undefined;
  return members.map((member) => textOf(member!));
}

export const membersToComparisons: Rule = {
  name: 'members-to-comparisons',
  why: 'a few comparisons instead of a search of a list',
  claims: 'where the list is never changed',
  matches: (view) =>
    view.all.flatMap(({ node, heat }): Match[] => {
      const asked = question(node);
      if (!asked) return [];
      const { list, wanted: value } = asked;
      const members = membersOf(view, list);
      if (!members || hasEffects(value)) return [];
      const [is, or] = asked.present ? ['===', '||'] : ['!==', '&&'];
      const code = `(${members.map((member) => `$x ${is} ${member}`).join(` ${or} `)})`;
      const places = (): Place[] => [{ at: node.locus, code, holes: { $x: value.locus } }];
      return [{ at: node.locus, heat, places }];
    }),
};
