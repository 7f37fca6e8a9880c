/** What is compared of each member of a list is worked out once for it, not in each comparison (Schwartz 1994). */
import type { Place } from '../../genome/edit.ts';
import { nameUse, parameterName } from '../../genome/scope.ts';
import { children, isFunction, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { broughtIn, isCallOf, isContained, type Match, named, type Rule } from '../rule.ts';
import { above, enclosingFunction, freshName, inList, topStatement } from '../view.ts';

const HELPER = `function %keyed(list, keyOf) {
  return {
    sort(order) {
      const entries = [];
      for (let i = 0; i < list.length; i++) entries.push({ value: list[i], key: keyOf(list[i]) });
      entries.sort((x, y) => order(x.key, y.key));
      for (let i = 0; i < entries.length; i++) list[i] = entries[i].value;
      return list;
    },
  };
}`;

const COSTLY = /^(Call|New|OptionalCall)Expression$/;

/** The largest expressions that depend on a parameter alone and call something; undefined where it is read elsewhere too. */
function keysOf(comparator: SyntaxNode, name: string): SyntaxNode[] | undefined {
  const { declared, assigned } = nameUse(comparator);
  const keys: SyntaxNode[] = [];
  let mentions = 0;
  const isKey = (node: SyntaxNode): boolean => {
    if (!COSTLY.test(node.type)) return false;
    const { read } = nameUse(node);
    return (
      read.has(name) && [...read].every((other) => other === name || !(declared.has(other) || assigned.has(other)))
    );
  };
  walk(comparator.body, (node, parent) => {
    if (isKey(node) && isContained(node)) {
      keys.push(node);
      return false;
    }
    if (node.type === 'Identifier' && node.name === name && !isPlainName(node, parent)) mentions++;
    return undefined;
  });
  return mentions === 0 && keys.length > 0 && !assigned.has(name) ? keys : undefined;
}

/** Whether two expressions are the same but for one name in each. */
function isAlike(one: SyntaxNode, other: SyntaxNode, [a, b]: readonly [string, string]): boolean {
  if (one.type === 'Identifier' && one.name === a) return other.type === 'Identifier' && other.name === b;
  const [left, right] = [children(one), children(other)];
  if (one.signature !== other.signature || left.length !== right.length) return false;
  return left.every((child, i) => isAlike(child, right[i]!, [a, b]));
}

export const sortByKeys: Rule = {
  name: 'sort-by-keys',
  why: 'what is compared is worked out once for each member, not in each comparison',
  claims: 'on lists without holes and undefined, where what is compared of a member depends on it alone',
  matches(view) {
    const isOwn = broughtIn(view, 'sort-by-keys');
    return (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }): Match[] => {
      if (!isCallOf(node, 'sort', 1) || isOwn(node) || isOwn(node.callee.object)) return [];
      const comparator = node.arguments[0] as SyntaxNode;
      if (!isFunction(comparator) || comparator.params.length !== 2) return [];
      const [a, b] = (comparator.params as SyntaxNode[]).map(parameterName);
      const top = topStatement(view, node);
      const statement = above(view, node, (at) => inList(view, at));
      if (a === undefined || b === undefined || !top || !statement || !enclosingFunction(view, node)) return [];
      const [first, second] = [keysOf(comparator, a), keysOf(comparator, b)];
      const all = [
        ...(first ?? []).slice(1).map((key) => [key, a] as const),
        ...(second ?? []).map((key) => [key, b] as const),
      ];
      if (!first || !second || !all.every(([key, name]) => isAlike(first[0]!, key, [a, name]))) return [];
      const keyOf = freshName('keyOf', node.locus);
      const places = (): Place[] => [
        { at: `before:${top.locus}`, code: named(HELPER, node) },
        { at: `before:${statement.locus}`, code: `const ${keyOf} = (${a}) => $key;`, holes: { $key: first[0]!.locus } },
        ...first.map(({ locus }) => ({ at: locus, code: a })),
        ...second.map(({ locus }) => ({ at: locus, code: b })),
        {
          at: (node.callee.object as SyntaxNode).locus,
          code: named(`%keyed($list, ${keyOf})`, node),
          holes: { $list: (node.callee.object as SyntaxNode).locus },
        },
      ];
      return [{ at: node.locus, heat, places }];
    });
  },
};
