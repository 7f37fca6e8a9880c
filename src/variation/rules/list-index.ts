/** Asks an index of a list, made once in the function that the list belongs to, instead of walking it at each question. */
import type { Place } from '../../genome/edit.ts';
import { nameUse, scopeNames } from '../../genome/scope.ts';
import { isFunction, isLoop, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, isContained, type Match, mutates, type Rule } from '../rule.ts';
import { above, enclosingFunction, freshName, topStatement, type View } from '../view.ts';

/** The function that a list belongs to, where the list stays as it is and a place in it is reached more than once. */
function ownerOf(view: View, site: SyntaxNode, list: SyntaxNode): SyntaxNode | undefined {
  for (let scope = enclosingFunction(view, site); scope; scope = enclosingFunction(view, scope)) {
    const body = scope.body as SyntaxNode;
    if (body.type !== 'BlockStatement') continue;
    if (![...scopeNames(scope), ...scopeNames(body)].includes(list.name)) continue;
    const again = above(view, site, (at) => at === scope || isLoop(at) || isFunction(at)) !== scope;
    const stays = !mutates(scope, list) && !nameUse(scope).assigned.has(list.name);
    return again && stays && body.body.length > 0 ? scope : undefined;
  }
  return undefined;
}

/** Places of an edit: a helper, a variable of the owner that holds the index once it is made, and the question. */
function asking(
  view: View,
  owner: SyntaxNode,
  site: SyntaxNode,
  index: string,
  helper: Omit<Place, 'at'>,
  question: Omit<Place, 'at'>,
): Place[] {
  const top = topStatement(view, owner);
  if (!top) return [];
  const first = (owner.body.body as SyntaxNode[])[0]!;
  return [
    { at: `before:${top.locus}`, ...helper },
    { at: `before:${first.locus}`, code: `let ${index};` },
    { at: site.locus, ...question },
  ];
}

/** A call of a method of a list that has a name, with one argument. */
const asks = (node: SyntaxNode, name: string): boolean =>
  isCallOf(node, name, 1) && node.callee.object.type === 'Identifier';

export const indexOfToPlaces: Rule = {
  name: 'index-of-to-places',
  why: 'a map of places, made once, answers in one step where the list is searched from its start',
  claims: 'on lists that nothing else changes',
  matches(view) {
    const out: Match[] = [];
    for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
      if (!asks(node, 'indexOf')) continue;
      const list = node.callee.object as SyntaxNode;
      const owner = ownerOf(view, node, list);
      if (!owner) continue;
      const [index, helper] = [freshName('places', node.locus), freshName('placesOf', node.locus)];
      const code = `function ${helper}(list) {
const places = new Map();
for (let i = list.length - 1; i >= 0; i--) if (list[i] === list[i]) places.set(list[i], i);
return places;
}`;
      const question = `((${index} || (${index} = ${helper}($list))).get($x) ?? -1)`;
      const holes = { $list: list.locus, $x: (node.arguments as SyntaxNode[])[0]!.locus };
      out.push({
        at: node.locus,
        heat,
        places: () => asking(view, owner, node, index, { code }, { code: question, holes }),
      });
    }
    return out;
  },
};

/** `function (e) { return key(e) === wanted; }`: both sides, and the parameter. */
function keyed(test: SyntaxNode): { item: string; key: SyntaxNode; wanted: SyntaxNode } | undefined {
  if (
    !/^(Arrow)?FunctionExpression$/.test(test.type) ||
    test.params.length !== 1 ||
    test.params[0].type !== 'Identifier'
  )
    return undefined;
  const item = test.params[0].name as string;
  const [only, more] = test.body.type === 'BlockStatement' ? (test.body.body as SyntaxNode[]) : [test.body];
  const value = (only?.type === 'ReturnStatement' ? only.argument : only) as SyntaxNode | null | undefined;
  if (more || value?.type !== 'BinaryExpression' || value.operator !== '===') return undefined;
  const own = (side: SyntaxNode): boolean => {
    const { read } = nameUse(side);
    return read.size === 1 && read.has(item) && isPath(side);
  };
  const other = (side: SyntaxNode): boolean => !nameUse(side).read.has(item) && isPath(side) && isContained(side);
  if (own(value.left) && other(value.right)) return { item, key: value.left, wanted: value.right };
  if (own(value.right) && other(value.left)) return { item, key: value.right, wanted: value.left };
  return undefined;
}

/** A name, a literal, or members of one by name or literal. */
function isPath(node: SyntaxNode): boolean {
  if (node.type === 'MemberExpression')
    return isPath(node.object) && (!node.computed || /Literal$/.test(node.property.type));
  return node.type === 'Identifier' || /^(String|Numeric)Literal$/.test(node.type);
}

/** Whether the list that a call gives is only read: members by place, and its length. */
function isOnlyRead(view: View, call: SyntaxNode): boolean {
  const holder = view.phenotype.parentOf(call);
  const name = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : undefined;
  const scope = enclosingFunction(view, call);
  if (name === undefined || !scope) return false;
  let only = true;
  walk(scope, (node, parent) => {
    if (!parent || node.type !== 'Identifier' || node.name !== name || parent === holder) return;
    const member = parent.type === 'MemberExpression' && parent.object === node;
    const around = view.phenotype.parentOf(parent);
    const written = around?.type === 'AssignmentExpression' && around.left === parent;
    const called = around?.type === 'CallExpression' && around.callee === parent;
    if (!member || written || called || (!parent.computed && parent.property.name !== 'length')) only = false;
  });
  return only;
}

export const filterToGroups: Rule = {
  name: 'filter-to-groups',
  why: 'the members with a key are found once for all keys instead of by a walk for each',
  claims: 'on lists that nothing else changes',
  matches(view) {
    const out: Match[] = [];
    for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
      if (!asks(node, 'filter') || !isOnlyRead(view, node)) continue;
      const test = keyed((node.arguments as SyntaxNode[])[0]!);
      const list = node.callee.object as SyntaxNode;
      const owner = test && ownerOf(view, node, list);
      if (!test || !owner) continue;
      const [index, helper] = [freshName('groups', node.locus), freshName('grouped', node.locus)];
      const code = `function ${helper}(list) {
const groups = new Map();
for (let i = 0; i < list.length; i++) {
const ${test.item} = list[i];
const key = $key;
if (key !== key) continue;
const group = groups.get(key);
if (group === undefined) groups.set(key, [${test.item}]);
else group.push(${test.item});
}
return groups;
}`;
      const question = `((${index} || (${index} = ${helper}($list))).get($wanted) || [])`;
      out.push({
        at: node.locus,
        heat: heat * 2,
        places: () =>
          asking(
            view,
            owner,
            node,
            index,
            { code, holes: { $key: test.key.locus } },
            { code: question, holes: { $list: list.locus, $wanted: test.wanted.locus } },
          ),
      });
    }
    return out;
  },
};
