/** Asks a map that is filled beside a list of objects, instead of walking the list for the one with a key. */
import type { Place } from '../../genome/edit.ts';
import { isLoop, mentionsOf, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';
import { above, enclosingFunction, freshName, inList, isInvariant, type View } from '../view.ts';

/** `list.find((x) => x.key === wanted)`, either way round: the key and what is wanted. */
interface Search {
  readonly call: SyntaxNode;
  readonly list: SyntaxNode;
  readonly key: string;
  readonly wanted: SyntaxNode;
}

function searchOf(node: SyntaxNode): Search | undefined {
  if (node.type !== 'CallExpression' || !isCallOf(node, 'find', 1)) return undefined;
  const [callback] = node.arguments as SyntaxNode[];
  if (!callback || !/^(Arrow)?FunctionExpression$/.test(callback.type) || callback.params.length !== 1)
    return undefined;
  const list = node.callee.object as SyntaxNode;
  const [item] = callback.params as SyntaxNode[];
  const test = answerOf(callback);
  if (list.type !== 'Identifier' || item!.type !== 'Identifier' || test?.type !== 'BinaryExpression') return undefined;
  if (test.operator !== '===') return undefined;
  for (const [own, wanted] of [
    [test.left, test.right],
    [test.right, test.left],
  ] as const) {
    const isKey = own.type === 'MemberExpression' && !own.computed && own.object.name === item!.name;
    if (isKey && mentionsOf(wanted, item!.name) === 0) return { call: node, list, key: own.property.name, wanted };
  }
  return undefined;
}

/** What a function of one expression gives. */
function answerOf({ body }: SyntaxNode): SyntaxNode | undefined {
  if (body.type !== 'BlockStatement') return body;
  const [only, ...more] = body.body as SyntaxNode[];
  return only?.type === 'ReturnStatement' && more.length === 0 ? only.argument : undefined;
}

/** Statements that push one object onto the list; undefined where something else may put members in or take them out. */
function pushesOf(loop: SyntaxNode, list: string): SyntaxNode[] | undefined {
  const pushes: SyntaxNode[] = [];
  let plain = true;
  walk(loop, (node, parent) => {
    if (node.type !== 'Identifier' || node.name !== list || !parent) return;
    if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) return;
    const used = parent.type === 'MemberExpression' && parent.object === node ? parent : undefined;
    if (used && !used.computed && /^(find|push|length)$/.test(used.property.name)) return;
    plain = false;
  });
  walk(loop, (node) => {
    if (node.type !== 'ExpressionStatement') return;
    const { expression } = node;
    if (isCallOf(expression, 'push', 1) && expression.callee.object.name === list) pushes.push(node);
  });
  return plain && pushes.length > 0 ? pushes : undefined;
}

/** Whether a member's key is given another value anywhere in the function. */
function keyChanges(scope: SyntaxNode, key: string): boolean {
  let changes = false;
  walk(scope, (node) => {
    const target =
      node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : null;
    if (target?.type === 'MemberExpression' && (target.computed || target.property.name === key)) changes = true;
  });
  return changes;
}

export const mapForFind: Rule = {
  name: 'map-for-find',
  why: 'a map filled beside the list answers in one step where the list is walked for the member with a key',
  matches: (view) => view.all.flatMap(({ node, heat }): Match[] => matchOf(view, node, heat)),
};

function matchOf(view: View, node: SyntaxNode, heat: number): Match[] {
  const search = searchOf(node);
  const loop = search && above(view, node, (at) => isLoop(at) && inList(view, at));
  const scope = search && enclosingFunction(view, node);
  if (!search || !loop || !scope || keyChanges(scope, search.key)) return [];
  const { list, key, wanted } = search;
  const pushes = pushesOf(loop, list.name);
  if (!pushes && !isInvariant(list, loop)) return [];
  const name = freshName('byKey', node.locus);
  const filled = `for (const item of $list) if (!${name}.has(item.${key})) ${name}.set(item.${key}, item);`;
  const places: Place[] = [
    {
      at: `before:${loop.locus}`,
      code: `const ${name} = new Map();`,
    },
    { at: `before:${loop.locus}`, code: filled, holes: { $list: list.locus } },
    { at: node.locus, code: `${name}.get($wanted)`, holes: { $wanted: wanted.locus } },
  ];
  for (const push of pushes ?? []) {
    const last = freshName('last', push.locus);
    const noted = `const ${last} = $list[$list.length - 1]; if (!${name}.has(${last}.${key})) ${name}.set(${last}.${key}, ${last});`;
    places.push(
      inList(view, push)
        ? { at: `after:${push.locus}`, code: `{ ${noted} }`, holes: { $list: list.locus } }
        : { at: push.locus, code: `{ $push ${noted} }`, holes: { $list: list.locus, $push: push.locus } },
    );
  }
  return [{ at: node.locus, heat: heat * 4, places: () => places }];
}
