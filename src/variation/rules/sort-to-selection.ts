/** Members that are read of a sorted list are looked for in the unsorted one: Hoare 1961, "Algorithm 65: Find". */
import { parseAncestor } from '../../genome/ancestor.ts';
import type { Place } from '../../genome/edit.ts';
import { declaredFunction, isFunction, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { partition } from '../partition.ts';
import { isCallOf, type Match, named, type Rule } from '../rule.ts';
import { enclosingFunction, enclosingLoop, inList, topStatement, type View } from '../view.ts';

/** Where members are no numbers, or the list is such that it takes long, it is sorted after all: then, and the same way. */
const HELPER = `function %sorted(list, descending) {
  return list.sort(descending ? (a, b) => b - a : (a, b) => a - b);
}
function %ranked(list, rank, descending) {
  const n = list.length;
  for (let i = 0; i < n; i++) {
    const x = list[i];
    if (typeof x !== 'number' || x !== x || (x === 0 && 1 / x < 0)) return %sorted(list, descending)[rank];
  }
  const k = descending ? n - 1 - rank : rank;
  if (!(k >= 0 && k < n) || k % 1 !== 0) return list[rank];
  let left = 0;
  let right = n - 1;
  for (let rounds = 0; left < right; rounds++) {
    if (rounds > 60) return %sorted(list, descending)[rank];
    ${partition('list')}
  }
  return list[k];
}`;
/** Reads beyond which sorting once is less. */
const MOST_READS = 6;
const HOLDERS = /^(ExpressionStatement|VariableDeclarator|AssignmentExpression)$/;

export const sortToSelection: Rule = {
  name: 'sort-to-selection',
  why: 'the few members that are read of a sorted list are found without sorting it all',
  claims: 'on a list of its own, of numbers, by their difference',
  matches: (view) =>
    (view.byType.get('CallExpression') ?? []).flatMap(({ node, parent, heat }): Match[] => {
      // Who is called is looked for in the whole module: only where a name may hold what comes of it.
      if (!HOLDERS.test(parent.type)) return [];
      const sorted = sortedBy(view, node);
      const top = sorted && topStatement(view, node);
      const scope = enclosingFunction(view, node);
      if (!sorted || !top || !scope) return [];
      const target = nameOf(view, node, parent, sorted);
      const reads = target && readsAfter(view, scope, node, target);
      if (!reads || reads.length === 0 || reads.length > MOST_READS) return [];
      const places = (): Place[] => [
        { at: `before:${top.locus}`, code: named(HELPER, node) },
        parent.type === 'ExpressionStatement'
          ? { at: parent.locus, code: '' }
          : { at: node.locus, code: sorted.made, holes: { $list: sorted.list.locus } },
        ...reads.map(
          ({ locus, object, property }): Place => ({
            at: locus,
            code: named(`%ranked($list, $k, ${sorted.descending})`, node),
            holes: { $list: object.locus, $k: property.locus },
          }),
        ),
      ];
      return [{ at: node.locus, heat, places }];
    }),
};

interface Sorted {
  /** What is sorted, and what stands for the sorted list: a template with `$list` for it. */
  readonly list: SyntaxNode;
  readonly made: string;
  /** Whether that is a list that nobody else holds. */
  readonly own: boolean;
  readonly descending: boolean;
}

/** A call that sorts numbers, by itself or by one of the module's functions that does no more than that to a copy. */
function sortedBy(view: View, call: SyntaxNode): Sorted | undefined {
  if (isCallOf(call, 'sort', 1)) {
    const descending = isDescending(view, call.arguments[0]);
    const list = call.callee.object as SyntaxNode;
    return descending === undefined ? undefined : { list, made: '$list', own: isCopy(list), descending };
  }
  const [argument, ...more] = call.arguments as SyntaxNode[];
  if (call.callee.type !== 'Identifier' || !argument || more.length > 0 || argument.type === 'SpreadElement')
    return undefined;
  const callee = functionOf(view, call.callee.name);
  const value = callee && givenBy(callee);
  if (!value || callee.params.length !== 1 || !isCallOf(value, 'sort', 1)) return undefined;
  const made = copyOf(value.callee.object, callee.params[0].name);
  const descending = isDescending(view, value.arguments[0]);
  return made === undefined || descending === undefined ? undefined : { list: argument, made, own: true, descending };
}

/** What a function of one statement gives. */
function givenBy({ body }: SyntaxNode): SyntaxNode | undefined {
  if (body.type !== 'BlockStatement') return body;
  const [statement, ...more] = body.body as SyntaxNode[];
  return statement?.type === 'ReturnStatement' && more.length === 0 ? (statement.argument ?? undefined) : undefined;
}

/** The one function of a name: of the module, brought in by an edit, or of another file. */
function functionOf(view: View, name: string): SyntaxNode | undefined {
  const here = ['FunctionDeclaration', 'VariableDeclarator'].flatMap((type) => view.byType.get(type) ?? []);
  const known = [...new Set([...here.map(({ node }) => node), ...view.ancestor.nodes])].flatMap((node) => {
    const found = declaredFunction(node);
    return found?.name === name ? [found.scope] : [];
  });
  // The same one may stand in both, changed in the first.
  if (new Set(known.map(({ locus }) => locus)).size === 1) return known[0];
  const text = known.length === 0 && view.neighbours && Object.hasOwn(view.neighbours, name) && view.neighbours[name];
  return text ? parsed(text) : undefined;
}

const functions = new Map<string, SyntaxNode | undefined>();

function parsed(text: string): SyntaxNode | undefined {
  if (!functions.has(text)) {
    const { nodes } = parseAncestor(`module.exports = ${text};\n`, 'function.cjs');
    functions.set(text, nodes.find(isFunction));
  }
  return functions.get(text);
}

/** Whether a comparator puts numbers in descending order, by their difference; undefined for any other. */
function isDescending(view: View, given: SyntaxNode): boolean | undefined {
  const order = given.type === 'Identifier' ? functionOf(view, given.name) : given;
  if (!order || !isFunction(order) || order.params.length !== 2) return undefined;
  const value = givenBy(order);
  const [a, b] = order.params.map(({ name }: SyntaxNode) => name as string | undefined);
  if (value?.type !== 'BinaryExpression' || value.operator !== '-' || a === undefined || b === undefined)
    return undefined;
  if (value.left.name === a && value.right.name === b) return false;
  return value.left.name === b && value.right.name === a ? true : undefined;
}

const COPIES = /^(slice|concat|map|filter|flat)$/;

/** Whether an expression makes a list. */
function isCopy(node: SyntaxNode): boolean {
  if (node.type === 'ArrayExpression') return true;
  const { callee } = node;
  if (node.type !== 'CallExpression' || callee.type !== 'MemberExpression' || callee.computed) return false;
  return COPIES.test(callee.property.name) || (callee.object.name === 'Array' && callee.property.name === 'from');
}

/** A copy of a parameter, with `$list` in its place. */
function copyOf(node: SyntaxNode, parameter: string): string | undefined {
  if (node.type === 'ArrayExpression') {
    const [spread, ...more] = node.elements as (SyntaxNode | null)[];
    return spread?.type === 'SpreadElement' && spread.argument.name === parameter && more.length === 0
      ? '[...$list]'
      : undefined;
  }
  for (const method of ['slice', 'concat'])
    if (isCallOf(node, method, 0) && node.callee.object.name === parameter) return `$list.${method}()`;
  const isFrom = isCallOf(node, 'from', 1) && node.callee.object.name === 'Array';
  return isFrom && node.arguments[0].name === parameter ? 'Array.from($list)' : undefined;
}

/** The variable that holds the sorted list, and no other one before. */
function nameOf(view: View, call: SyntaxNode, parent: SyntaxNode, { list, own }: Sorted): string | undefined {
  if (parent.type === 'ExpressionStatement')
    return inList(view, parent) && list.type === 'Identifier' ? list.name : undefined;
  const target =
    parent.type === 'VariableDeclarator'
      ? parent.id
      : parent.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === call
        ? parent.left
        : undefined;
  return own && target?.type === 'Identifier' ? target.name : undefined;
}

/**
 * Reads of members behind the call, where nothing else happens to the list but that its length is asked for; before it,
 * a list made here may have been filled.
 */
function readsAfter(view: View, scope: SyntaxNode, call: SyntaxNode, name: string): SyntaxNode[] | undefined {
  const reads: SyntaxNode[] = [];
  const loop = enclosingLoop(view, call);
  let made = call.callee.type === 'Identifier' || isCopy(call.callee.object);
  let fits = true;
  walk(scope, (node, parent) => {
    if (node.type !== 'Identifier' || node.name !== name || !parent || isPlainName(node, parent)) return;
    const before = node.start < call.start;
    if (parent.type === 'VariableDeclarator' && parent.id === node) {
      if (before && parent.init && parent.init !== call) {
        made = isCopy(parent.init);
        fits &&= enclosingLoop(view, parent) === loop;
      }
      return;
    }
    if (parent.type === 'AssignmentExpression' && parent.left === node && parent.right === call) return;
    if (parent.type !== 'MemberExpression' || parent.object !== node) {
      fits = false;
      return;
    }
    if (parent === call.callee) return;
    const { parent: use } = parent;
    const isWritten =
      (use?.type === 'AssignmentExpression' && use.left === parent) ||
      use?.type === 'UpdateExpression' ||
      (use?.type === 'UnaryExpression' && use.operator === 'delete');
    const isCalled = use?.type === 'CallExpression' && use.callee === parent;
    if (before) {
      fits &&= parent.computed ? !isCalled : parent.property.name === 'length' || parent.property.name === 'push';
      return;
    }
    if (isWritten || isCalled || enclosingFunction(view, parent) !== scope) fits = false;
    else if (!parent.computed) fits &&= parent.property.name === 'length';
    else if (enclosingLoop(view, parent) === loop) reads.push(parent);
    else fits = false;
  });
  const nested = reads.some((read) =>
    reads.some((other) => other !== read && read.start < other.start && other.end <= read.end),
  );
  return fits && made && !nested ? reads : undefined;
}
