/** Stress: inputs beside those seen, repeats, other orders, and calls from within calls. */
import { Equality, type Outcome } from '../../experiment/equality.ts';
import type { SubjectPayload } from '../../experiment/subject.ts';
import { below, pick, type RandomStream, stream } from '../../statistics/random.ts';
import type { FailingClass, Outside } from '../../variation/guard.ts';
import type { NamedCheck, StressReading } from '../protocol.ts';
import type { Realm } from './realm.ts';
import { outcomeOf } from './side.ts';

export interface StressContext {
  readonly payload: SubjectPayload;
  readonly left: Realm;
  readonly right: Realm;
  /** Both sides with their loops counted. */
  readonly leftSide: ReturnType<Realm['loadCounted']>;
  /** What the left side answered before, kept for as long as its realm. */
  readonly known: Known;
  readonly rightSide: ReturnType<Realm['loadCounted']>;
  readonly rows: readonly (readonly unknown[][])[];
  readonly twins: readonly (readonly unknown[][])[];
  /** Checks a class. */
  readonly checks: number;
  /** A graded oracle has no right answer beside the inputs: only the hard checks count. */
  readonly graded: boolean;
  /** Whether each kind of check is told by name, inputs of other types included. */
  readonly named: boolean;
  readonly equality: Equality;
  readonly prototypes: () => Equality;
}

/** One check of a class of inputs: leaves of a row that are changed, and what the ancestor makes of it. */
interface Check {
  readonly e: number;
  readonly row: number;
  readonly paths: readonly Path[];
  readonly draw: number;
  readonly kind: 'alone' | 'together';
  readonly wanted: Outcome;
}

/** The checks of one class, and how the inputs hold that class themselves: the same for all variants. */
interface Checks {
  readonly list: readonly Check[];
  /** Whether all values of some row that could be of the class are. */
  readonly together: boolean;
  /** Where the inputs hold it: a list of one point says nothing of points of one coordinate. */
  readonly places: ReadonlySet<string>;
}

/** Checks by their class and count. */
export type Known = Map<string, Checks>;

export type Leaf = string | number | boolean | unknown[] | null | undefined | object;

/** A class of neighbouring inputs: keeps the types seen, leaves the ranges seen. */
interface Neighbourhood {
  readonly kind: string;
  readonly fits: (leaf: Leaf) => boolean;
  /** Whether an input seen belongs to this class already; then every check of it must pass. */
  readonly holds: (leaf: Leaf) => boolean;
  readonly change: (leaf: Leaf, random: RandomStream) => unknown;
}

/** A neighbourhood with the test, in `$v`, that tells its members from the values seen at the same place; null where none can. */
interface Counted extends Neighbourhood {
  readonly beyond: ((seen: readonly Leaf[]) => string) | null;
}

const isText = (leaf: Leaf): boolean => typeof leaf === 'string';
const isInteger = (leaf: Leaf): boolean => typeof leaf === 'number' && Number.isSafeInteger(leaf);
const isFraction = (leaf: Leaf): boolean => typeof leaf === 'number' && !Number.isInteger(leaf);
const isList = (leaf: Leaf): boolean => Array.isArray(leaf) || (ArrayBuffer.isView(leaf) && 'length' in leaf);

const most = (seen: readonly Leaf[], of: (leaf: Leaf) => number): number =>
  seen.reduce<number>((max, leaf) => Math.max(max, of(leaf)), 0);
const lengthOf = (leaf: Leaf): number => (isText(leaf) || isList(leaf) ? (leaf as string).length : 0);

/** A class of a regular expression with these characters, as ranges. */
function charactersOf(seen: readonly Leaf[]): string {
  const units = new Set<number>();
  for (const leaf of seen)
    if (isText(leaf)) for (const unit of (leaf as string).split('')) units.add(unit.charCodeAt(0));
  const sorted = [...units].sort((a, b) => a - b);
  const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
  let out = '';
  for (let i = 0, from = 0; i < sorted.length; i++) {
    if (sorted[i + 1] === sorted[i]! + 1) continue;
    out += escaped(sorted[from]!) + (i > from ? `-${escaped(sorted[i]!)}` : '');
    from = i + 1;
  }
  return out;
}

/** A half of a pair that stands for one character. */
const HALF = /[\ud800-\udfff]/u;

/** Puts one of these among the characters of a text, or in the place of one. */
const withOneOf =
  (others: readonly string[]): Neighbourhood['change'] =>
  (leaf, random) => {
    const characters = [...(leaf as string)];
    const at = below(random, characters.length + 1);
    characters.splice(at, below(random, 2), pick(random, others));
    return characters.join('');
  };

export const neighbourhoods: readonly Counted[] = [
  { kind: 'empty texts', fits: isText, holds: (leaf) => leaf === '', change: () => '', beyond: () => `$v === ''` },
  {
    kind: 'long texts',
    fits: isText,
    holds: () => false,
    change: (leaf, random) => (leaf as string).repeat(2 + below(random, 6)) || 'ab'.repeat(40),
    beyond: (seen) => `$v.length > ${most(seen, lengthOf)}`,
  },
  {
    kind: 'texts beyond ASCII',
    fits: isText,
    holds: (leaf) => typeof leaf === 'string' && /[^\0-\x7f]/.test(leaf),
    change: withOneOf(['é', 'ß', '漢', '😀', 'e\u0301', '\uffff']),
    beyond: () => '/[^\\0-\\x7f]/.test($v)',
  },
  {
    // Who cuts texts by length makes such; most who take texts beyond ASCII never see one.
    kind: 'texts with half of a character',
    fits: isText,
    holds: (leaf) => typeof leaf === 'string' && HALF.test(leaf),
    change: withOneOf(['\ud800', '\udc00']),
    beyond: () => '/[\\ud800-\\udfff]/u.test($v)',
  },
  {
    kind: 'texts of other characters',
    fits: isText,
    holds: () => false,
    change: (leaf, random) => {
      const text = leaf as string;
      const at = below(random, text.length + 1);
      return (
        text.slice(0, at) +
        pick(random, [' ', '\t', '\n', '%', '&', '"', "'", '\\', '/', '<', '.', '-', '0', 'Z', '\0', '__proto__']) +
        text.slice(at)
      );
    },
    beyond: (seen) => `/[^${charactersOf(seen)}]/.test($v)`,
  },
  {
    // What differs here differs for inputs like those seen: no guard can tell them apart.
    kind: 'texts with two characters exchanged',
    fits: (leaf) => isText(leaf) && (leaf as string).length > 1,
    holds: () => false,
    change: (leaf, random) => {
      const text = leaf as string;
      const at = below(random, text.length - 1);
      return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
    },
    beyond: null,
  },
  { kind: 'zeros', fits: isInteger, holds: (leaf) => leaf === 0, change: () => 0, beyond: () => '$v === 0' },
  {
    kind: 'negative integers',
    fits: isInteger,
    holds: (leaf) => isInteger(leaf) && (leaf as number) < 0,
    change: (leaf, random) => -Math.abs(leaf as number) - below(random, 3),
    beyond: () => '!($v >= 0)',
  },
  {
    kind: 'integers above 65,535',
    fits: isInteger,
    holds: (leaf) => isInteger(leaf) && (leaf as number) > 65_535,
    change: (leaf, random) => 65_536 + below(random, 1000) + Math.abs(leaf as number),
    beyond: () => '!($v <= 65535)',
  },
  {
    kind: 'negative fractions',
    fits: isFraction,
    holds: (leaf) => isFraction(leaf) && (leaf as number) < 0,
    change: (leaf) => -Math.abs(leaf as number) || -0.5,
    beyond: () => '!($v >= 0)',
  },
  {
    kind: 'large fractions',
    fits: isFraction,
    holds: () => false,
    change: (leaf) => (leaf as number) * 1e9 + 0.5,
    beyond: (seen) => `!(Math.abs($v) <= ${most(seen, (leaf) => Math.abs(leaf as number))})`,
  },
  {
    kind: 'empty lists',
    fits: isList,
    holds: (leaf) => isList(leaf) && (leaf as unknown[]).length === 0,
    change: (leaf) => (leaf as unknown[]).slice(0, 0),
    beyond: () => '$v.length === 0',
  },
  {
    kind: 'lists of one',
    fits: isList,
    holds: (leaf) => isList(leaf) && (leaf as unknown[]).length === 1,
    change: (leaf) => (leaf as unknown[]).slice(0, 1),
    beyond: () => '$v.length === 1',
  },
  {
    kind: 'long lists',
    fits: (leaf) => Array.isArray(leaf),
    holds: () => false,
    change: (leaf) => {
      const list = leaf as unknown[];
      const out = list.slice();
      for (let i = 0; i < 2; i++) for (const item of list) out[out.length] = item;
      return out;
    },
    beyond: (seen) => `$v.length > ${most(seen, lengthOf)}`,
  },
  {
    kind: 'lists with repeats',
    fits: (leaf) => Array.isArray(leaf) && leaf.length > 1,
    holds: () => false,
    change: (leaf, random) => {
      const out = (leaf as unknown[]).slice();
      out[below(random, out.length)] = out[below(random, out.length)];
      return out;
    },
    beyond: () => 'new Set($v).size !== $v.length',
  },
];

/** Inputs of other types than those seen: what they do is told, and does not count. */
export const otherTypes: readonly Neighbourhood[] = [
  ['undefined among the inputs', undefined],
  ['null among the inputs', null],
  ['a number among the inputs', 7],
  ['NaN among the inputs', Number.NaN],
  ['a text among the inputs', '12'],
  ['a boolean among the inputs', true],
].map(([kind, value]) => ({
  kind: kind as string,
  fits: (leaf: Leaf) => typeof leaf !== typeof value && typeof leaf !== 'function',
  holds: () => false,
  change: () => value,
}));

/** Leaves of a row that are changed together, at the most. */
const MOST_TOGETHER = 4;
/** Units of work after which a check of the ancestor is given up as too long. */
const LONGEST = 3_000_000;

/** Runs the checks: hard ones first. */
export function stress(context: StressContext): StressReading {
  const { left, right, leftSide, rightSide, payload, equality, graded } = context;
  let checks = 0;
  const within = new Equality({ tolerance: 0, messages: payload.messages, prototypes: new Map() });
  const runLeft = (e: number, args: unknown[]): Outcome | null => {
    leftSide.counters.fill(LONGEST);
    const outcome = outcomeOf(leftSide.calls[e]!, args);
    return leftSide.counters.stopped() ? null : outcome;
  };
  const runRight = (e: number, args: unknown[]): Outcome => {
    rightSide.counters.fill(LONGEST * 20);
    return outcomeOf(rightSide.calls[e]!, args);
  };
  const named: NamedCheck[] = [];
  const hard = (reason: string): StressReading => ({ checks, score: 0, hard: reason, failing: [], ...told() });
  const told = (): Pick<StressReading, 'named'> => (context.named ? { named } : {});

  const repeats = { name: 'called again, in another order: the same result', kind: 'hard' as const, run: 0, passed: 0 };
  const entries = {
    name: 'entered again from a callback, getter or toString of its arguments, or left by a throw there: as the original',
    kind: 'hard' as const,
    run: 0,
    passed: 0,
  };
  for (const [e, rows] of context.twins.entries()) {
    const some = rows.slice(0, 24);
    const first = some.map((row) => runRight(e, right.kit.copy(row)));
    for (let i = some.length - 1; i >= 0; i--) {
      checks++;
      repeats.run++;
      const again = runRight(e, right.kit.copy(some[i]!));
      if (within.difference(first[i]!, again))
        return hard('gives another result when it is called again in another order');
      repeats.passed++;
    }
    const reentered = reenter(context, e, runLeft, runRight, leftSide.calls[e]!.call, rightSide.calls[e]!.call);
    checks += reentered.checks;
    entries.run += reentered.checks;
    if (reentered.reason) return hard(reentered.reason);
    entries.passed += reentered.checks;
  }
  named.push(repeats);
  if (entries.run > 0) named.push(entries);
  if (graded) return { checks, score: 1, hard: null, failing: [], ...told() };

  const failing: FailingClass[] = [];
  let sum = 0;
  let classes = 0;
  for (const neighbourhood of neighbourhoods) {
    const { run, passed, seen, failed } = agreement(neighbourhood, context.checks, () => checks++);
    if (run === 0) continue;
    classes++;
    sum += passed / run;
    named.push({ name: neighbourhood.kind, kind: seen ? 'hard' : 'graded', run, passed });
    if (passed === run) continue;
    if (seen) return hard(`differs for ${neighbourhood.kind}, which the inputs hold`);
    failing.push({ kind: neighbourhood.kind, passed: passed / run, outside: outsideOf(neighbourhood, failed) });
  }
  if (context.named) {
    for (const other of otherTypes) {
      const { run, passed } = agreement(other, Math.ceil(context.checks / 4));
      if (run > 0) named.push({ name: other.kind, kind: 'told', run, passed });
    }
  }
  return { checks, score: classes === 0 ? 1 : sum / classes, hard: null, failing, ...told() };

  /** Each place of `failed` with the test that tells this class there. */
  function outsideOf({ fits, beyond }: Counted, failed: readonly Failed[]): Outside[] {
    if (!beyond) return [];
    const unique = new Map(failed.map(({ e, path }) => [kindOfPlace(e, path), { e, path: path.map(placeName) }]));
    return [...unique.values()].map(({ e, path }) => {
      const all = context.rows[e]!.flatMap((row) => valuesAt(row, path));
      const seen = all.filter(fits);
      const [is, isNot] = typedAs(seen[0]);
      // Where nothing of another type was seen, other types are not like those seen either.
      const test = seen.length === all.length ? `${isNot} || ${beyond(seen)}` : `${is} && ${beyond(seen)}`;
      return { export: e, path, test };
    });
  }

  /** How often both sides agree on inputs of one class, where not, and whether the inputs hold that class themselves. */
  function agreement(
    neighbourhood: Neighbourhood,
    count: number,
    ran: () => void = () => undefined,
  ): { run: number; passed: number; seen: boolean; failed: Failed[] } {
    const key = `${neighbourhood.kind} ${count}`;
    const before = context.known.get(key);
    const checks = before ?? prepared(neighbourhood, count);
    if (!before) context.known.set(key, checks);
    const { list, together, places } = checks;
    const failed: { alone: Failed[]; together: Failed[] } = { alone: [], together: [] };
    let passed = 0;
    for (const check of list) {
      const { e, row, paths, draw, kind } = check;
      const got = runRight(e, changed(right, context.twins[e]![row]!, paths, neighbourhood, draw));
      ran();
      const agrees = (wanted: Outcome | null): boolean =>
        wanted !== null && equality.difference(wanted, got) === undefined;
      // What was kept may have been overwritten by a later call of the ancestor.
      const again = (): boolean =>
        agrees(runLeft(e, changed(left, context.rows[e]![row]!, paths, neighbourhood, draw)));
      if (!rightSide.counters.stopped() && (agrees(check.wanted) || (before !== undefined && again()))) passed++;
      else failed[kind].push(...paths.map((path) => ({ e, path })));
    }
    // What fails together, and nothing alone, is told of all of them.
    const kind = failed.alone.length === 0 && failed.together.length > 0 ? 'together' : 'alone';
    const alone = (): boolean =>
      failed.alone.length > 0 ? failed.alone.some(({ e, path }) => places.has(kindOfPlace(e, path))) : places.size > 0;
    return { run: list.length, passed, seen: kind === 'alone' ? alone() : together, failed: failed[kind] };
  }

  /** The checks of one class: rows drawn, leaves that are changed, and what the left side makes of it. */
  function prepared(neighbourhood: Neighbourhood, count: number): Checks {
    let together = false;
    const places = new Set<string>();
    const list: Check[] = [];
    for (const [e, rows] of context.rows.entries()) {
      const random = stream(payload.seed, 'stress', neighbourhood.kind, e);
      for (let k = 0; k < count; k++) {
        const row = below(random, rows.length);
        const all = leavesOf(rows[row]!, neighbourhood.fits);
        if (all.length === 0) continue;
        const held = leavesOf(rows[row]!, neighbourhood.holds);
        for (const path of held) places.add(kindOfPlace(e, path));
        together ||= held.length >= all.length;
        // One alone, and where they are few all together: much code is only reached by two long texts.
        const kind = k % 2 === 1 && all.length > 1 && all.length <= MOST_TOGETHER ? 'together' : 'alone';
        const paths = kind === 'together' ? all : [pick(random, all)];
        const draw = Math.floor(random() * 1e9);
        const wanted = runLeft(e, changed(left, rows[row]!, paths, neighbourhood, draw));
        if (wanted !== null) list.push({ e, row, paths, draw, kind, wanted });
      }
    }
    return { list, together, places };
  }
}

export type Path = readonly (string | number)[];

interface Failed {
  readonly e: number;
  readonly path: Path;
}

/** The key of an argument or a property; any member of a list is one place. */
const placeName = (key: string | number, depth: number): string =>
  typeof key === 'number' && depth > 0 ? '*' : String(key);

/** A place of an export's arguments. */
const kindOfPlace = (e: number, path: Path): string => `${e} ${path.map(placeName)}`;

/** Values at a place, of a row of arguments. */
function valuesAt(row: readonly unknown[], [first, ...rest]: readonly string[]): Leaf[] {
  let values: unknown[] = Number(first) < row.length ? [row[Number(first)]] : [undefined];
  for (const key of rest) {
    values = values.flatMap((value): unknown[] => {
      if (key === '*') return Array.isArray(value) ? value : [];
      return value !== null && typeof value === 'object' ? [(value as Record<string, unknown>)[key]] : [];
    });
  }
  return values as Leaf[];
}

/** Tests in `$v` for values of the type of one leaf, and for others. */
function typedAs(leaf: Leaf): [is: string, isNot: string] {
  if (Array.isArray(leaf)) return ['Array.isArray($v)', '!Array.isArray($v)'];
  if (typeof leaf === 'object') return ['ArrayBuffer.isView($v)', '!ArrayBuffer.isView($v)'];
  return [`typeof $v === '${typeof leaf}'`, `typeof $v !== '${typeof leaf}'`];
}

export function leavesOf(row: readonly unknown[], fits: (leaf: Leaf) => boolean): Path[] {
  const paths: Path[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (path.length > 0 && fits(value as Leaf)) paths.push(path);
    if (paths.length > 200 || path.length > 5) return;
    if (Array.isArray(value)) {
      const step = Math.max(1, Math.floor(value.length / 12));
      for (let i = 0; i < value.length; i += step) visit(value[i], [...path, i]);
    } else if (value !== null && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      for (const key of Object.keys(value)) visit((value as Record<string, unknown>)[key], [...path, key]);
    }
  };
  visit(row, []);
  return paths;
}

/** What holds the leaf at a path, and under which key. */
export function placeOf(
  args: unknown[],
  path: Path,
): { holder: Record<string | number, unknown>; key: string | number } {
  let holder = args as unknown as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  return { holder, key: path.at(-1)! };
}

/** A copy of a row with some leaves changed alike; the same leaves and the same change in either realm. */
function changed(
  realm: Realm,
  row: unknown[],
  paths: readonly Path[],
  { change }: Neighbourhood,
  draw: number,
): unknown[] {
  const args = realm.kit.copy(row);
  // What lies in another leaf first.
  for (const path of [...paths].sort((a, b) => b.length - a.length)) {
    const { holder, key } = placeOf(args, path);
    // Lists are changed by methods of their own realm, so they stay in it.
    holder[key] = change(holder[key] as Leaf, stream(draw, 'change'));
  }
  return args;
}

type Runner = (e: number, args: unknown[]) => Outcome | null;

/** Calls from within calls, and a throw half-way, through callbacks and getters among the arguments. */
function reenter(
  context: StressContext,
  e: number,
  runLeft: Runner,
  runRight: Runner,
  leftCall: (...args: unknown[]) => unknown,
  rightCall: (...args: unknown[]) => unknown,
): { checks: number; reason: string | null } {
  let checks = 0;
  const rows = context.rows[e]!;
  const twins = context.twins[e]!;
  const count = Math.min(6, rows.length - 1);
  for (let i = 0; i < count; i++) {
    for (const mode of ['again', 'throw'] as const) {
      const leftArgs = trapped(context.left, rows[i]!, mode, () => leftCall(...context.left.kit.copy(rows[i + 1]!)));
      const rightArgs = trapped(context.right, twins[i]!, mode, () =>
        rightCall(...context.right.kit.copy(twins[i + 1]!)),
      );
      if (!leftArgs || !rightArgs) return { checks, reason: null };
      const wanted = runLeft(e, leftArgs.args);
      const got = runRight(e, rightArgs.args);
      // What was not entered meanwhile must not be by whoever compares what came of it.
      leftArgs.disarm();
      rightArgs.disarm();
      if (wanted === null || got === null) continue;
      checks++;
      const failure = context.graded
        ? ownFailure(context, e, i, mode, got, runRight)
        : failureBeside(context, e, i, wanted, got, runLeft, runRight);
      if (failure === 'entered') {
        const what = mode === 'again' ? 'is entered again from a callback or getter' : 'a callback or getter throws';
        return { checks, reason: `differs when ${mode === 'again' ? 'it ' : ''}${what}` };
      }
      if (failure === 'after')
        return { checks, reason: 'differs after a call from within a call, or after one that threw half-way' };
    }
  }
  return { checks, reason: null };
}

type Failure = 'entered' | 'after' | undefined;

/** Beside the ancestor: the same answer, and the same answer to the next call. */
function failureBeside(
  context: StressContext,
  e: number,
  i: number,
  wanted: Outcome,
  got: Outcome,
  runLeft: Runner,
  runRight: Runner,
): Failure {
  const equality = context.prototypes();
  if (wanted.threw !== got.threw) return 'entered';
  if (!wanted.threw && !got.threw && !equality.equal(wanted.value, got.value)) return 'entered';
  const after = runLeft(e, context.left.kit.copy(context.rows[e]![i + 1]!));
  const afterwards = runRight(e, context.right.kit.copy(context.twins[e]![i + 1]!));
  return after !== null && afterwards !== null && equality.difference(after, afterwards) !== undefined
    ? 'after'
    : undefined;
}

/** A graded function need not agree with the ancestor: it must agree with itself, left in peace. */
function ownFailure(
  context: StressContext,
  e: number,
  i: number,
  mode: 'again' | 'throw',
  got: Outcome,
  runRight: Runner,
): Failure {
  const within = new Equality({ tolerance: 0, messages: [], prototypes: new Map() });
  const row = context.twins[e]![i]!;
  const peaceful = runRight(e, context.right.kit.copy(row));
  if (peaceful === null || mode === 'throw') return undefined;
  if (peaceful.threw !== got.threw) return 'entered';
  return !peaceful.threw && !got.threw && !within.equal(peaceful.value, got.value) ? 'entered' : undefined;
}

type Trap = (
  mode: string,
  again: () => unknown,
) => { wrap(f: unknown): unknown; getter(object: object, key: string): void; disarm(): void };

/** A row with a trap in it. */
interface Trapped {
  readonly args: unknown[];
  readonly disarm: () => void;
}

const traps = new WeakMap<Realm, Trap>();

function trapOf(realm: Realm): Trap {
  const known = traps.get(realm);
  if (known) return known;
  const made = realm.run(
    `(function (mode, again) {
      let sprung = 0;
      return {
        disarm() { sprung = 2; },
        wrap(f) { return function () { if (sprung++ === 1) { if (mode === 'throw') throw new Error('half-way'); again(); } return f.apply(this, arguments); }; },
        getter(object, key) {
          const value = object[key];
          Object.defineProperty(object, key, { enumerable: true, configurable: true, get() {
            if (sprung++ === 0) { if (mode === 'throw') throw new Error('half-way'); again(); }
            return value;
          } });
          Object.defineProperty(object, 'toString', { enumerable: false, configurable: true, value() {
            if (sprung++ === 0) { if (mode === 'throw') throw new Error('half-way'); again(); }
            return '[object Object]';
          } });
        },
      };
    })`,
    'trap',
  ) as Trap;
  traps.set(realm, made);
  return made;
}

/** A copy of a row in which a callback, or a getter or `toString` of an object, enters again or throws once; null where there is none. */
function trapped(realm: Realm, row: unknown[], mode: 'again' | 'throw', again: () => unknown): Trapped | null {
  const args = realm.kit.copy(row);
  const { wrap, getter, disarm } = trapOf(realm)(mode, again);
  for (const [i, value] of args.entries()) {
    if (typeof value === 'function') {
      args[i] = wrap(value);
      return { args, disarm };
    }
  }
  for (const value of args) {
    const holder = Array.isArray(value) ? value.find((item) => item !== null && typeof item === 'object') : value;
    if (holder === null || typeof holder !== 'object' || Array.isArray(holder) || ArrayBuffer.isView(holder)) continue;
    const key = Object.keys(holder)[0];
    if (key === undefined || typeof (holder as Record<string, unknown>)[key] === 'object') continue;
    getter(holder, key);
    return { args, disarm };
  }
  return null;
}
