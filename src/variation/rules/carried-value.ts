/** Carries what a loop works out for its next turn to that turn, instead of working it out again: of points, both ends of each side. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects, nameUse, size } from '../../genome/scope.ts';
import {
  children,
  contains,
  isFunction,
  isLoop,
  isPlainName,
  type SyntaxNode,
  sameCode,
  walk,
} from '../../genome/syntax.ts';
import { isTarget } from '../expression-groups.ts';
import { changedNames, isQuiet } from '../quiet.ts';
import type { Match, Rule } from '../rule.ts';
import { freshName, inList } from '../view.ts';

/** How an index of one turn is another one's in the next. */
interface Turn {
  readonly counter: string;
  /** What the names of the loop's head begin with. */
  readonly starts: ReadonlyMap<string, SyntaxNode>;
  readonly isOlder: (node: SyntaxNode) => boolean;
  readonly isNewer: (node: SyntaxNode) => boolean;
  /** The older one in the first turn, as a template with a hole `$first`. */
  readonly first: { readonly code: string; readonly from: SyntaxNode };
  /** Declares the newer one: it is known behind this statement. */
  readonly behind?: SyntaxNode;
}

/** A value of the next turn, and all places of it and of the same value a turn later. */
interface Carried {
  readonly newer: readonly SyntaxNode[];
  readonly older: readonly SyntaxNode[];
}

export const carriedValue: Rule = {
  name: 'carried-value',
  why: 'is carried to the next turn of the loop instead of being worked out again',
  matches(view) {
    const out: Match[] = [];
    for (const { node: loop, heat } of view.byType.get('ForStatement') ?? []) {
      if (!inList(view, loop) || goesOnEarly(loop.body)) continue;
      for (const turn of turnsOf(loop)) {
        const values = carriedIn(loop, turn);
        const choices = values.length > 1 ? [values, ...values.map((value) => [value])] : [values];
        for (const chosen of choices.filter(({ length }) => length > 0))
          out.push({ at: chosen[0]!.newer[0]!.locus, heat, places: () => placesOf(loop, turn, chosen) });
      }
    }
    return out;
  },
};

/** Whether a turn may end before its last statement and yet be followed by another: a loop in a list has no label to name. */
function goesOnEarly(node: SyntaxNode): boolean {
  if (node.type === 'ContinueStatement') return node.label === null;
  return !isFunction(node) && !isLoop(node) && children(node).some(goesOnEarly);
}

const isName = (node: SyntaxNode | null | undefined, name: string): boolean =>
  node?.type === 'Identifier' && node.name === name;
const isOne = (node: SyntaxNode): boolean => node.type === 'NumericLiteral' && node.value === 1;

/** `i + 1`, or `i - 1`. */
const isBeside = (node: SyntaxNode, counter: string, operator: string): boolean =>
  node.type === 'BinaryExpression' && node.operator === operator && isName(node.left, counter) && isOne(node.right);

/** `i + 1`, back to the start behind the last: `(i + 1) % n`, `i === n - 1 ? 0 : i + 1`. */
function isNext(node: SyntaxNode, counter: string): boolean {
  if (node.type === 'ConditionalExpression')
    return isBeside(node.consequent, counter, '+') || isBeside(node.alternate, counter, '+');
  return isBeside(node.type === 'BinaryExpression' && node.operator === '%' ? node.left : node, counter, '+');
}

function startsOf({ init }: SyntaxNode): Map<string, SyntaxNode> {
  const starts = new Map<string, SyntaxNode>();
  const set = (target: SyntaxNode, value: SyntaxNode | null): void => {
    if (target.type === 'Identifier' && value) starts.set(target.name, value);
  };
  if (init?.type === 'VariableDeclaration') for (const { id, init: value } of init.declarations) set(id, value);
  const given = init?.type === 'SequenceExpression' ? (init.expressions as SyntaxNode[]) : [init];
  for (const each of given) if (each?.type === 'AssignmentExpression') set(each.left, each.right);
  return starts;
}

/** The name that an expression counts up by one. */
function counted(node: SyntaxNode | null | undefined): string | undefined {
  const up =
    (node?.type === 'UpdateExpression' && node.operator === '++') ||
    (node?.type === 'AssignmentExpression' && node.operator === '+=' && isOne(node.right));
  const target = up ? (node!.argument ?? node!.left) : undefined;
  return target?.type === 'Identifier' ? target.name : undefined;
}

/** A counter, and a name that is given what it was: `j = i++`, `j = i, i++`. */
function countersOf(update: SyntaxNode | null): { counter: string | undefined; before: string | undefined } {
  const parts = update?.type === 'SequenceExpression' ? (update.expressions as SyntaxNode[]) : [update];
  let counter: string | undefined;
  let before: string | undefined;
  let was: string | undefined;
  for (const part of parts) {
    const assigned = part?.type === 'AssignmentExpression' && part.operator === '=' ? part : undefined;
    const up = assigned ? (assigned.right as SyntaxNode) : part;
    if (
      assigned &&
      counter === undefined &&
      (up?.type === 'Identifier' || (up?.type === 'UpdateExpression' && !up.prefix))
    ) {
      before = assigned.left.name;
      was = up.name ?? counted(up);
    }
    counter ??= counted(up);
  }
  return { counter, before: was === counter ? before : undefined };
}

function turnsOf(loop: SyntaxNode): Turn[] {
  const { counter, before } = countersOf(loop.update);
  const starts = startsOf(loop);
  const start = counter === undefined ? undefined : starts.get(counter);
  if (counter === undefined || !start || changedNames(loop.body).has(counter)) return [];
  if ([...starts.values()].some(hasEffects)) return [];
  const isCounter = (node: SyntaxNode): boolean => isName(node, counter);
  const common = { counter, starts };
  const fromStart = { code: '$first', from: start };
  const turns: Turn[] = [
    { ...common, isOlder: isCounter, isNewer: (node) => isNext(node, counter), first: fromStart },
    {
      ...common,
      isOlder: (node) => isBeside(node, counter, '-'),
      isNewer: isCounter,
      first: { code: '($first - 1)', from: start },
    },
  ];
  const statements: SyntaxNode[] = loop.body.type === 'BlockStatement' ? loop.body.body : [];
  for (const behind of statements)
    for (const { id, init } of behind.type === 'VariableDeclaration' ? (behind.declarations as SyntaxNode[]) : [])
      if (id.type === 'Identifier' && init && isNext(init, counter) && !changedNames(loop.body).has(id.name)) {
        const isNewer = (node: SyntaxNode): boolean => isName(node, id.name);
        turns.push({ ...common, isOlder: isCounter, isNewer, first: fromStart, behind });
      }
  const other = before === undefined || changedNames(loop.body).has(before) ? undefined : starts.get(before);
  if (other) {
    const isOlder = (node: SyntaxNode): boolean => isName(node, before!);
    turns.push({ ...common, isOlder, isNewer: isCounter, first: { code: '$first', from: other } });
  }
  return turns;
}

/** What may hold an index in a value that is carried. */
const WORTH = /^(Member|Call|Conditional|Binary|Logical|Unary)Expression$/;

/** The expressions of a loop's body that hold no index but these, and read nothing that the loop changes. */
function candidates(loop: SyntaxNode, isIndex: Turn['isOlder'], isOther: Turn['isOlder']): SyntaxNode[] {
  const changed = new Set([...changedNames(loop), ...nameUse(loop).declared]);
  const found: SyntaxNode[] = [];
  /** Whether code is of an index and of what stays, and reads more than the index. */
  const steady = (node: SyntaxNode, parent: SyntaxNode | null): { index: boolean; reads: boolean } | undefined => {
    if (isIndex(node)) return { index: true, reads: false };
    if (isOther(node) || isFunction(node)) return undefined;
    if (node.type === 'Identifier' && !isPlainName(node, parent) && changed.has(node.name)) return undefined;
    if (node.type === 'CallExpression' ? !isQuiet(node) : CHANGES.test(node.type)) return undefined;
    let index = false;
    let reads = /^(Member|Call)Expression$/.test(node.type);
    for (const child of children(node)) {
      const part = steady(child, node);
      if (!part || (part.index && !WORTH.test(node.type))) return undefined;
      index ||= part.index;
      reads ||= part.reads;
    }
    return { index, reads };
  };
  walk(loop.body, (node, parent) => {
    if (isFunction(node) || isIndex(node) || isOther(node)) return false;
    if (!parent || !WORTH.test(node.type) || isTarget(node, parent)) return undefined;
    const part = steady(node, parent);
    if (part?.index && part.reads) found.push(node);
    return undefined;
  });
  return found;
}

const CHANGES = /^((New|Assignment|Update|TaggedTemplate|Await|Yield|Import|OptionalCall)Expression)$/;

/** Whether two expressions are the same but for their indexes. */
function isTwin(newer: SyntaxNode, older: SyntaxNode, turn: Turn): boolean {
  const isIndex = turn.isNewer(newer);
  if (isIndex || turn.isOlder(older)) return isIndex && turn.isOlder(older);
  if (newer.signature !== older.signature) return false;
  const left = children(newer);
  const right = children(older);
  return left.length === right.length && left.every((child, k) => isTwin(child, right[k]!, turn));
}

/** Values of the next turn that are read once more in it, the largest expressions. */
function carriedIn(loop: SyntaxNode, turn: Turn): Carried[] {
  const newer = candidates(loop, turn.isNewer, turn.isOlder).sort((a, b) => size(b) - size(a));
  const older = candidates(loop, turn.isOlder, turn.isNewer);
  const found: Carried[] = [];
  const done: SyntaxNode[] = [];
  for (const node of newer) {
    if (done.some((outer) => contains(outer, node))) continue;
    const twins = older.filter((each) => isTwin(node, each, turn));
    if (twins.length === 0) continue;
    const same = newer.filter((each) => sameCode(each, node) && !done.some((outer) => contains(outer, each)));
    done.push(...same);
    found.push({ newer: same, older: twins });
  }
  const inLarger = (node: SyntaxNode): boolean =>
    found.some(({ older: twins }) => twins.some((twin) => twin !== node && contains(twin, node)));
  return found.flatMap((value) => {
    const left = value.older.filter((node) => !inLarger(node));
    return left.length > 0 ? [{ newer: value.newer, older: left }] : [];
  });
}

function placesOf(loop: SyntaxNode, turn: Turn, values: readonly Carried[]): Place[] {
  const isBlock = loop.body.type === 'BlockStatement';
  const statements: SyntaxNode[] = isBlock ? loop.body.body : [loop.body];
  const places: Place[] = [];
  const holes: Record<string, string> = {};
  let declared = '';
  let carried = '';
  values.forEach(({ newer, older }, k) => {
    const before = freshName('before', newer[0]!.locus);
    const next = freshName('next', newer[0]!.locus);
    places.push(beginning(loop, turn, before, older[0]!));
    for (const node of newer) places.push({ at: node.locus, code: next });
    for (const node of older) places.push({ at: node.locus, code: before });
    declared += `const ${next} = $next${k};`;
    holes[`$next${k}`] = newer[0]!.locus;
    carried += `${before} = ${next};`;
  });
  if (!isBlock) {
    const body = { ...holes, $body: loop.body.locus };
    return [...places, { at: loop.body.locus, code: `{ ${declared} $body; ${carried} }`, holes: body }];
  }
  const first = turn.behind ? `after:${turn.behind.locus}` : `before:${statements[0]!.locus}`;
  return [...places, { at: first, code: declared, holes }, { at: `after:${statements.at(-1)!.locus}`, code: carried }];
}

/** Before the loop: what the first turn begins with; where there is no turn, nothing is read. */
function beginning(loop: SyntaxNode, turn: Turn, name: string, older: SyntaxNode): Place {
  const { counter, starts, first, isOlder } = turn;
  const holes: Record<string, string> = {};
  // The names of the loop's head have no values yet.
  const before = (node: SyntaxNode): string =>
    templateOf(node, holes, {
      is: ({ type, name }) => type === 'Identifier' && starts.has(name),
      code: ({ name }) => templateOf(starts.get(name)!, holes),
    });
  const index = first.code.replace('$first', before(first.from));
  const value = templateOf(older, holes, { is: isOlder, code: () => index });
  const { test } = loop;
  const asks = test?.type === 'BinaryExpression' && isName(test.left, counter) && !hasEffects(test);
  const guarded = asks
    ? `${before(starts.get(counter)!)} ${test.operator} ${before(test.right)} ? ${value} : 0`
    : value;
  return { at: `before:${loop.locus}`, code: `let ${name} = ${guarded};`, holes };
}

/** What is exchanged in an expression, and for what. */
interface Exchange {
  is(node: SyntaxNode): boolean;
  code(node: SyntaxNode): string;
}

/** An expression as a template, with what is exchanged in it written out, and the rest as holes. */
function templateOf(node: SyntaxNode, holes: Record<string, string>, exchange?: Exchange): string {
  const part = (child: SyntaxNode): string => templateOf(child, holes, exchange);
  if (exchange?.is(node)) return exchange.code(node);
  let inside = false;
  if (exchange)
    walk(node, (each) => {
      inside ||= exchange.is(each);
      return !inside;
    });
  switch (inside ? node.type : undefined) {
    case 'MemberExpression':
      return node.computed
        ? `${part(node.object)}[${part(node.property)}]`
        : `${part(node.object)}.${node.property.name}`;
    case 'CallExpression':
      return `${part(node.callee)}(${(node.arguments as SyntaxNode[]).map(part).join(', ')})`;
    case 'ConditionalExpression':
      return `(${part(node.test)} ? ${part(node.consequent)} : ${part(node.alternate)})`;
    case 'UnaryExpression':
      return `(${node.operator} ${part(node.argument)})`;
    case 'BinaryExpression':
    case 'LogicalExpression':
      return `(${part(node.left)} ${node.operator} ${part(node.right)})`;
  }
  const hole = `$h${Object.keys(holes).length}`;
  holes[hole] = node.locus;
  return hole;
}
