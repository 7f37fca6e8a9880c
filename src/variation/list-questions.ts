/** Questions that a list is walked for, and how an index of it answers them. */
import { hasEffects, nameUse } from '../genome/scope.ts';
import { contains, isLoop, mentionsOf, type SyntaxNode, sameCode, walk } from '../genome/syntax.ts';
import { type Membership, question } from './membership.ts';
import { matchPattern, parsePattern } from './pattern.ts';
import { isCallOf, isContained } from './rule.ts';
import { enclosingFunction, isInvariant, type View } from './view.ts';

/** Code with holes for nodes. */
export interface Template {
  readonly code: string;
  readonly holes: Readonly<Record<string, SyntaxNode>>;
}

export interface ListQuestion {
  /** What asks, and goes. */
  readonly node: SyntaxNode;
  readonly list: SyntaxNode;
  /** What the index is called. */
  readonly base: string;
  /** A function `%helper` that makes the index of the `$list` that its parameter `%root` holds. */
  readonly helper: Template;
  /** The question to `%index`. */
  readonly asked: Template;
}

/** The question that a node is; undefined where it is none. */
export type Asking = (view: View, node: SyntaxNode) => ListQuestion | undefined;

/** Where each member, or each key of one, stands first; `NaN` is nowhere, as where it is compared with. */
const places = (item: string, key: string): string => `function %helper(%root) {
  const %places = new Map();
  for (let %i = $list.length - 1; %i >= 0; %i--) {
    const ${item} = $list[%i];
    const %key = ${key};
    if (%key === %key) %places.set(%key, %i);
  }
  return %places;
}`;

/** All members with a key, or all their places, in order. */
const groups = (item: string, isPlace: boolean): string => `function %helper(%root) {
  const %groups = new Map();
  ${isPlace ? `for (let ${item} = 0; ${item} < $list.length; ${item}++)` : 'for (let %i = 0; %i < $list.length; %i++)'} {
    ${isPlace ? '' : `const ${item} = $list[%i];`}
    const %key = $key;
    if (%key !== %key) continue;
    const %group = %groups.get(%key);
    if (%group === undefined) %groups.set(%key, [${item}]);
    else %group.push(${item});
  }
  return %groups;
}`;

/** `list.indexOf(x)`. */
export const askedForPlace: Asking = (_, node) => {
  if (!isCallOf(node, 'indexOf', 1)) return undefined;
  const [$x] = node.arguments as [SyntaxNode];
  const helper = { code: places('%item', '%item'), holes: {} };
  const asked = { code: '(%index.get($x) ?? -1)', holes: { $x } };
  return { node, list: node.callee.object, base: 'places', helper, asked };
};

/** `list.includes(x)` and its kin, or `new Set(list).has(x)`. */
export const askedForMember: Asking = (_, node) => {
  const found = membersAsked(node) ?? question(node);
  if (!found) return undefined;
  const { list, wanted: $x } = found;
  const helper = { code: 'function %helper(%root) { return new Set($list); }', holes: {} };
  const asked = { code: `${found.present ? '' : '!'}%index.has($x)`, holes: { $x } };
  return { node, list, base: 'members', helper, asked };
};

/** A set of a list that is made at each question. */
function membersAsked(node: SyntaxNode): Membership | undefined {
  if (node.type !== 'CallExpression' || !isCallOf(node, 'has', 1)) return undefined;
  const { type, callee, arguments: given } = node.callee.object as SyntaxNode;
  const isSet = type === 'NewExpression' && callee.name === 'Set' && given.length === 1;
  return isSet ? { list: given[0], wanted: node.arguments[0], present: true } : undefined;
}

interface Keyed {
  readonly item: string;
  readonly key: SyntaxNode;
  readonly wanted: SyntaxNode;
}

/** `key(item) === wanted`, or with another comparison: both sides. */
function comparison(value: SyntaxNode, item: string, operator: RegExp): Keyed | undefined {
  if (value.type !== 'BinaryExpression' || !operator.test(value.operator)) return undefined;
  const own = (side: SyntaxNode): boolean => {
    const read = [...nameUse(side).read].filter((name) => !EVERYWHERE.test(name));
    return read.length === 1 && read[0] === item && isKey(side);
  };
  const other = (side: SyntaxNode): boolean =>
    !nameUse(side).read.has(item) && (isKey(side) || (!hasEffects(side) && isContained(side)));
  if (own(value.left) && other(value.right)) return { item, key: value.left, wanted: value.right };
  if (own(value.right) && other(value.left)) return { item, key: value.right, wanted: value.left };
  return undefined;
}

/** `function (e) { return key(e) === wanted; }`: both sides, and the parameter. */
function keyed(test: SyntaxNode, operator: RegExp): Keyed | undefined {
  const [item, second] = /^(Arrow)?FunctionExpression$/.test(test.type) ? (test.params as SyntaxNode[]) : [];
  if (item?.type !== 'Identifier' || second) return undefined;
  const [only, more] = test.body.type === 'BlockStatement' ? (test.body.body as SyntaxNode[]) : [test.body];
  const value = (only?.type === 'ReturnStatement' ? only.argument : only) as SyntaxNode | null | undefined;
  return more || !value ? undefined : comparison(value, item.name, operator);
}

const EVERYWHERE = /^(JSON|String|Number)$/;
/** Methods that give the same for the same. */
const STEADY = /^(toLowerCase|toUpperCase|trim|toString|valueOf|getTime|charAt|slice|substr|substring|join)$/;

/** What a member is told by: a path, or what a plain function makes of one. */
function isKey(node: SyntaxNode): boolean {
  if (node.type !== 'CallExpression') return isPath(node);
  const { callee, arguments: given } = node;
  if (callee.type === 'Identifier')
    return /^(String|Number)$/.test(callee.name) && given.length === 1 && isKey(given[0]);
  if (callee.type !== 'MemberExpression' || callee.computed) return false;
  if (callee.object.name === 'JSON')
    return callee.property.name === 'stringify' && given.length === 1 && isKey(given[0]);
  const literals = (given as SyntaxNode[]).every(({ type }) => /^(String|Numeric)Literal$/.test(type));
  return STEADY.test(callee.property.name) && literals && isKey(callee.object);
}

/** A name, a literal, or members of one by name or literal. */
function isPath(node: SyntaxNode): boolean {
  if (node.type === 'MemberExpression')
    return isPath(node.object) && (!node.computed || /Literal$/.test(node.property.type));
  return node.type === 'Identifier' || /^(String|Numeric)Literal$/.test(node.type);
}

/** How a search for a member with a key is answered by the places of keys; by which comparison it looks. */
const SEARCHES: Readonly<Record<string, readonly [operator: RegExp, answer: string]>> = {
  some: [/^===?$/, '%index.has($wanted)'],
  every: [/^!==?$/, '!%index.has($wanted)'],
  find: [/^===?$/, '$list[%index.get($wanted) ?? -1]'],
  findIndex: [/^===?$/, '(%index.get($wanted) ?? -1)'],
};

/** `list.find((x) => x.key === wanted)` and its kin. */
export const askedForKey: Asking = (_, node) => {
  const { callee } = node;
  const method = callee?.type === 'MemberExpression' && !callee.computed ? (callee.property.name as string) : '';
  if (!Object.hasOwn(SEARCHES, method) || !isCallOf(node, method, 1)) return undefined;
  const [operator, code] = SEARCHES[method]!;
  const test = keyed((node.arguments as SyntaxNode[])[0]!, operator);
  if (!test) return undefined;
  const list = callee.object as SyntaxNode;
  const helper = { code: places(test.item, '$key'), holes: { $key: test.key } };
  const holes: Record<string, SyntaxNode> = { $wanted: test.wanted };
  if (code.includes('$list')) holes.$list = list;
  return { node, list, base: 'places', helper, asked: { code, holes } };
};

/** Whether the list that a call gives is only read: members by place, and its length. */
function isOnlyRead(view: View, call: SyntaxNode): boolean {
  const holder = view.phenotype.parentOf(call);
  // What goes over the list at once keeps nothing of it.
  if (holder?.type === 'MemberExpression' && holder.object === call)
    return (
      !holder.computed && /^(map|length|some|every|forEach|reduce|filter|flatMap|join)$/.test(holder.property.name)
    );
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

/** `list.filter((x) => x.key === wanted)`. */
export const askedForGroup: Asking = (view, node) => {
  if (!isCallOf(node, 'filter', 1) || !isOnlyRead(view, node)) return undefined;
  const test = keyed((node.arguments as SyntaxNode[])[0]!, /^===?$/);
  if (!test) return undefined;
  const helper = { code: groups(test.item, false), holes: { $key: test.key } };
  const asked = { code: '(%index.get($wanted) || [])', holes: { $wanted: test.wanted } };
  return { node, list: node.callee.object, base: 'groups', helper, asked };
};

/** Loops that go over a list and do something for some members alone. */
const WALKS = [
  'for (let $j = 0; $j < $list.length; $j++) { if ($test) $body }',
  'for (const $x of $list) { if ($test) $body }',
  'for (let $j = 0; $j < $list.length; $j++) { const $x = $list[$j]; if ($test) $body }',
].map(parsePattern);

/** A loop over a list that does something for the members with a key alone. */
export const walkedForGroup: Asking = (_, node) => {
  if (!isLoop(node)) return undefined;
  for (const pattern of WALKS) {
    const found = matchPattern(pattern, node);
    if (!found) continue;
    const [place, member, list, test, body] = ['$j', '$x', '$list', '$test', '$body'].map(
      (hole) => found.get(hole)?.[0],
    ) as [SyntaxNode | undefined, SyntaxNode | undefined, SyntaxNode, SyntaxNode, SyntaxNode];
    const item = member ?? place!;
    if (item.type !== 'Identifier' || (member && place && mentionsOf(body, place.name) > 0)) continue;
    const key = conjuncts(test)
      .map((one) => (member ? comparison(one, item.name, /^===?$/) : byPlace(one, item.name, list)))
      .find(Boolean);
    if (!key || hasEffects(test) || !isInvariant(key.wanted, body)) continue;
    const declared = found.declared.get(member ? '$x' : '$j') ?? 'const ';
    const others = conjuncts(test).filter((one) => !contains(one, key.key));
    const rest = others.map((_one, k) => `$and${k}`);
    const inner = rest.length > 0 ? `if (${rest.join(' && ')}) $body` : '$body';
    const code = `{ const %group = %index.get($wanted);
      if (%group !== undefined) for (let %i = 0; %i < %group.length; %i++) { ${declared}${key.item} = %group[%i]; ${inner} } }`;
    const holes = {
      $wanted: key.wanted,
      $body: body,
      ...Object.fromEntries(others.map((one, k) => [rest[k], one])),
    };
    const helper = { code: groups(key.item, !member), holes: { $key: key.key } };
    return { node, list, base: 'groups', helper, asked: { code, holes } };
  }
  return undefined;
};

const conjuncts = (test: SyntaxNode): SyntaxNode[] =>
  test.type === 'LogicalExpression' && test.operator === '&&'
    ? [...conjuncts(test.left), ...conjuncts(test.right)]
    : [test];

/** `list[j].key === wanted`: the place's name stands nowhere else. */
function byPlace(value: SyntaxNode, place: string, list: SyntaxNode): Keyed | undefined {
  if (value.type !== 'BinaryExpression' || !/^===?$/.test(value.operator)) return undefined;
  const reads = (side: SyntaxNode): boolean =>
    side.type === 'MemberExpression' &&
    (side.computed && side.property.name === place
      ? sameCode(side.object, list)
      : reads(side.object) && (!side.computed || /Literal$/.test(side.property.type)));
  const free = (side: SyntaxNode): boolean => mentionsOf(side, place) === 0 && isContained(side);
  if (reads(value.left) && free(value.right)) return { item: place, key: value.left, wanted: value.right };
  if (reads(value.right) && free(value.left)) return { item: place, key: value.right, wanted: value.left };
  return undefined;
}
