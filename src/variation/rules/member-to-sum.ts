/** A member that holds a list of pieces of a text, in all objects of a module, made a text that grows by addition. */
import type { Place } from '../../genome/edit.ts';
import { type SyntaxNode, slotOf } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';
import type { View } from '../view.ts';

const isEmptyList = (node: SyntaxNode | null | undefined): node is SyntaxNode =>
  node?.type === 'ArrayExpression' && node.elements.length === 0;

/** What only asks of a length whether there is one. */
function isAskedFor(view: View, length: SyntaxNode): boolean {
  const parent = view.phenotype.parentOf(length);
  if (!parent) return false;
  const slot = slotOf(parent, length)?.name;
  if (/^(If|While)Statement$|^ConditionalExpression$/.test(parent.type)) return slot === 'test';
  if (parent.type === 'UnaryExpression') return parent.operator === '!';
  if (parent.type !== 'BinaryExpression') return false;
  return slot === 'left' && parent.right.value === 0 && /^(>|===?|!==?)$/.test(parent.operator);
}

/** What stands for a use of the member; undefined where it has to be a list there. */
function placeOf(view: View, member: SyntaxNode): Place | 'as it is' | undefined {
  const { phenotype } = view;
  const parent = phenotype.parentOf(member);
  if (!parent) return undefined;
  const slot = slotOf(parent, member)?.name;
  if (parent.type === 'AssignmentExpression' && slot === 'left')
    return parent.operator === '=' && isEmptyList(parent.right) ? { at: parent.right.locus, code: "''" } : undefined;
  if (parent.type !== 'MemberExpression' || slot !== 'object' || parent.computed) return undefined;
  if (parent.property.name === 'length') return isAskedFor(view, parent) ? 'as it is' : undefined;
  const call = phenotype.parentOf(parent);
  if (!call || call.callee !== parent) return undefined;
  const [given] = call.arguments as SyntaxNode[];
  if (isCallOf(call, 'join', 1) && given!.type === 'StringLiteral' && given!.value === '')
    return { at: call.locus, code: '$list', holes: { $list: member.locus } };
  const isStatement = phenotype.parentOf(call)?.type === 'ExpressionStatement';
  if (!isCallOf(call, 'push', 1) || !isStatement || given!.type === 'SpreadElement') return undefined;
  return { at: call.locus, code: '$list += $piece', holes: { $list: member.locus, $piece: given!.locus } };
}

/** `{ pieces: [] }` and `class { pieces = []; }`. */
const isBegun = ({ type, key, value, computed }: SyntaxNode): boolean =>
  /^(ObjectProperty|Property|ClassProperty|PropertyDefinition)$/.test(type) &&
  !computed &&
  key.type === 'Identifier' &&
  isEmptyList(value);

export const memberToSum: Rule = {
  name: 'member-to-sum',
  why: 'a text grows by addition, without a list of its pieces',
  claims: 'on pieces that are texts and not empty',
  matches(view) {
    const members = Map.groupBy(
      (view.byType.get('MemberExpression') ?? []).filter(
        ({ node }) => !node.computed && node.property.type === 'Identifier',
      ),
      ({ node }) => node.property.name as string,
    );
    const begun = ['ObjectProperty', 'Property', 'ClassProperty', 'PropertyDefinition'].flatMap(
      (type) => view.byType.get(type) ?? [],
    );
    return [...members].flatMap(([name, sites]): Match[] => {
      const own = begun.filter(({ node }) => !node.computed && (node.key?.name ?? node.key?.value) === name);
      if (own.some(({ node }) => !isBegun(node) || node.typeAnnotation)) return [];
      const places = sites.map(({ node }) => placeOf(view, node));
      if (places.includes(undefined)) return [];
      const real = places.filter((place): place is Place => place !== undefined && place !== 'as it is');
      const has = (code: string): boolean => real.some((place) => place.code === code);
      if (!has('$list') || !has('$list += $piece')) return [];
      const all = [...real, ...own.map(({ node }) => ({ at: (node.value as SyntaxNode).locus, code: "''" }))];
      return [{ at: sites[0]!.node.locus, heat: Math.max(...sites.map(({ heat }) => heat)), places: () => all }];
    });
  },
};
