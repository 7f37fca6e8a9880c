/**
 * What compilers to older JavaScript leave of literals with spread members, made literals again: calls of helpers by their
 * customary names (Babel's `_extends`, TypeScript's `__assign` and their kin).
 */
import type { Place } from '../../genome/edit.ts';
import { contains, type SyntaxNode } from '../../genome/syntax.ts';
import { helperOf } from '../compiled.ts';
import { broughtIn, isCallOf, type Match, type Rule } from '../rule.ts';

/** Helpers that put the members of all objects into the first one, and such as make one list of several. */
const OBJECTS = /^(_extends|_objectSpread|__assign)$/;
const LISTS = /^(__spread|__spreadArrays|__spreadArray)$/;

const callOf = (node: SyntaxNode, helper: string | RegExp): boolean =>
  node.type === 'CallExpression' &&
  (typeof helper === 'string' ? helperOf(node.callee) === helper : helper.test(helperOf(node.callee) ?? ''));

/** A member of a literal. */
interface Part {
  readonly spread?: true;
  readonly key?: string | SyntaxNode;
  readonly value: SyntaxNode;
}

type Parts = readonly Part[] | undefined;

const spread = (value: SyntaxNode): Part => ({ spread: true, value });

/** The parts of all, of which those that are no literal themselves are spread. */
const allOf = (nodes: readonly SyntaxNode[], partsOf: (node: SyntaxNode) => Parts): readonly Part[] =>
  nodes.flatMap((node) => partsOf(node) ?? [spread(node)]);

/** What stands in a literal of an object, or what a helper's call makes one of. */
function membersOf(node: SyntaxNode): Parts {
  if (node.type === 'ObjectExpression') {
    const properties = node.properties as SyntaxNode[];
    return properties.every(({ type }) => type === 'ObjectProperty') ? properties.map(memberOf) : [spread(node)];
  }
  const [first, ...more] = (node.arguments as SyntaxNode[] | undefined) ?? [];
  const known = first && node.type === 'CallExpression' ? membersOf(first) : undefined;
  if (!known || more.some(({ type }) => type === 'SpreadElement')) return undefined;
  if (callOf(node, OBJECTS)) return [...known, ...allOf(more, membersOf)];
  const [key, value] = more;
  return callOf(node, '_defineProperty') && value ? [...known, { key: key!, value }] : undefined;
}

function memberOf({ key, value, computed, shorthandName }: SyntaxNode): Part {
  if (shorthandName !== undefined) return { key: shorthandName, value };
  if (!computed && key.type === 'Identifier') return { key: key.name, value };
  return { key: key.type === 'StringLiteral' && /^[\w -]+$/.test(key.value) ? `'${key.value}'` : key, value };
}

/** What stands in a literal of a list, or what a helper's call makes one of. */
function elementsOf(node: SyntaxNode): Parts {
  if (node.type === 'ArrayExpression') {
    const elements = node.elements as (SyntaxNode | null)[];
    if (elements.includes(null)) return undefined;
    return elements.map((one) => (one!.type === 'SpreadElement' ? spread(one!.argument) : { value: one! }));
  }
  const given = node.type === 'CallExpression' ? (node.arguments as SyntaxNode[]) : [];
  if (given.length === 0 || given.some(({ type }) => type === 'SpreadElement')) return undefined;
  if (callOf(node, '_toConsumableArray') || (callOf(node, '__read') && given.length === 1))
    return allOf(given, elementsOf);
  if (callOf(node, LISTS)) return allOf(callOf(node, '__spreadArray') ? given.slice(0, 2) : given, elementsOf);
  // `[].concat(_toConsumableArray(a), [b])`: of other arguments nobody knows whether they are lists.
  const isJoined = isCallOf(node, 'concat', given.length) && given.some((one) => callOf(one, '_toConsumableArray'));
  const lists = isJoined ? [node.callee.object as SyntaxNode, ...given].map(elementsOf) : [undefined];
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

/** The literal that a call of a helper stands for. */
function literalOf(node: SyntaxNode): Place | undefined {
  const members = membersOf(node);
  const parts = members ?? elementsOf(node);
  // A literal that names a member twice is told to be a mistake.
  const named = (parts ?? []).flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
  if (!parts || new Set(named).size < named.length) return undefined;
  const holes: Record<string, string> = {};
  const hole = ({ locus }: SyntaxNode): string => {
    const name = `$h${Object.keys(holes).length}`;
    holes[name] = locus;
    return name;
  };
  const inside = parts.map(({ spread, key, value }) => {
    const name = key === undefined ? '' : typeof key === 'string' ? `${key}: ` : `[${hole(key)}]: `;
    return `${spread ? '...' : name}${hole(value)}`;
  });
  return { at: node.locus, code: members ? `({ ${inside.join(', ')} })` : `[${inside.join(', ')}]`, holes };
}

export const compiledToLiteral: Rule = {
  name: 'compiled-to-literal',
  why: 'a literal in place of what a compiler to older JavaScript made of it',
  claims: "where the helpers are a compiler's own",
  matches(view) {
    const isOwn = broughtIn(view, 'compiled-to-literal');
    const found = (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }) => {
      const place = isOwn(node) ? undefined : literalOf(node);
      return place ? [{ node, heat, place }] : [];
    });
    const outer = found.filter(({ node }) => !found.some((other) => other.node !== node && contains(other.node, node)));
    const each = outer.map(({ node, heat, place }): Match => ({ at: node.locus, heat, places: () => [place] }));
    if (outer.length < 2) return each;
    const heat = outer.reduce((sum, one) => sum + one.heat, 0);
    return [{ at: outer[0]!.node.locus, heat, places: () => outer.map(({ place }) => place) }, ...each];
  },
};
