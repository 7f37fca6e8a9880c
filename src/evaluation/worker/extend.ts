/**
 * Inputs beside the user's: neighbours, shrunk and grown ones, and such as the code's own constants suggest. Those are
 * kept that reach code which no input reached, or on which a broken copy shows (search guided by coverage, as in
 * American Fuzzy Lop, Zalewski 2013). How much is tried depends on the time of a call; where no clock may decide, that
 * is fixed.
 */
import type { Equality } from '../../experiment/equality.ts';
import type { Recipe, SubjectPayload } from '../../experiment/subject.ts';
import { below, pick, type RandomStream, stream } from '../../statistics/random.ts';
import type { Extension } from '../protocol.ts';
import { examine, literalsOf } from './examine.ts';
import type { Realm } from './realm.ts';
import { hangsAt, outcomeOf } from './side.ts';
import { type Leaf, leavesOf, neighbourhoods, type Path, placeOf } from './stress.ts';

/** Rows of the generator's that recipes start from. */
export const BASE_ROWS = 200;
/** Inputs that are tried at the most and at the least, the time that they may take, and counted work, together and each. */
const TRIES = [60, 1500] as const;
const TRIES_MICROS = 1_500_000;
const WORK = 40_000_000;
const WORK_EACH = 400_000;
const MOST_STEPS = 6;
/** Inputs on which each broken copy is tried, of the user's and of those made, and work that this may cost. */
const PLAIN_LOOKS = 20;
const LOOKS = [12, 150] as const;
const LOOKS_MICROS = 3_000_000;
const LOOK_WORK = 4_000_000;
/** Inputs kept for one broken copy, and altogether. */
const FOR_EACH = 2;
const MOST_KEPT = 200;

export interface ExtendContext {
  readonly payload: SubjectPayload;
  /** Run text of the ancestor, with every branch counted. */
  readonly profiled: string;
  readonly seed: (e: number) => number;
  readonly realm: () => Realm;
  readonly equality: (left: Realm, right: Realm) => Equality;
  /** Microseconds a call: native code takes time that no counter sees. Fixed where no clock may decide. */
  readonly micros: number;
  /** Whether the ancestor is the oracle: elsewhere nobody knows the right answer to another input. */
  readonly comparable: boolean;
}

/** Tries broken copies of the ancestor, given as run texts, on inputs made for it. */
export function extend(context: ExtendContext, faults: readonly string[]): Extension {
  const { payload, seed } = context;
  const strict = payload.form.kind === 'esm';
  const left = context.realm();
  const counted = left.loadCounted(context.profiled);
  const bases = payload.exports.map((name, e) => left.rows(seed(e), BASE_ROWS, name));
  const literals = literalsOf(payload.ancestor, strict);
  const make = (realm: Realm, rows: readonly unknown[][][], recipe: Recipe): unknown[] =>
    rowOf(realm, rows[recipe.export]!, recipe, literals);

  const random = stream(payload.seed, 'extension');
  const reached = new Set<number>();
  let spent = 0;
  /** Runs the ancestor; whether it came to an end without a throw, and whether code ran that none had reached. */
  const run = (recipe: Recipe): { fine: boolean; fresh: boolean } => {
    const profile = counted.counters.profile();
    counted.counters.fill(WORK_EACH);
    const outcome = outcomeOf(counted.calls[recipe.export]!, make(left, bases, recipe));
    spent += counted.counters.used().work;
    let fresh = false;
    const fine = !counted.counters.stopped() && !outcome.threw;
    if (fine || recipe.steps.length === 0) {
      for (const at of Object.keys(profile)) {
        if (reached.has(Number(at))) continue;
        reached.add(Number(at));
        fresh = true;
      }
    }
    return { fine, fresh };
  };
  const plain = bases.flatMap((rows, e) => rows.map((_, row): Recipe => ({ export: e, row, steps: [] })));
  const tries = within(TRIES, TRIES_MICROS / context.micros);
  for (const recipe of plain.slice(0, tries)) if (spent < WORK) run(recipe);
  const before = reached.size;
  const opening: Recipe[] = [];
  const tried: Recipe[] = [];
  for (let k = 0; k < tries && spent < WORK; k++) {
    const parents = pick(random, [plain, opening, tried]);
    const parent = pick(random, parents.length > 0 ? parents : plain);
    const steps = [...parent.steps];
    for (let n = 1 + below(random, 2); n > 0 && steps.length < MOST_STEPS; n--) steps.push(below(random, 2 ** 31));
    const recipe = { ...parent, steps };
    const { fine, fresh } = run(recipe);
    if (!fine) continue;
    if (fresh) opening.push(recipe);
    else tried.push(recipe);
  }
  const looks = [...opening, ...plain.filter((_, i) => i % Math.ceil(plain.length / PLAIN_LOOKS) === 0), ...tried];
  const kept = new Set<Recipe>(context.comparable ? opening : []);
  const shows: number[] = [];
  const silent: number[] = [];
  const mine = left.loadCounted(examine(payload.ancestor, strict, 'values').counted);
  let remaining = LOOK_WORK;
  const most = within(LOOKS, LOOKS_MICROS / (context.micros * Math.max(1, faults.length)));
  const wanted = looks.slice(0, most).flatMap((recipe) => {
    // Long ones leave room for as many others.
    mine.counters.fill(Math.min(WORK_EACH, remaining / 8));
    const outcome = outcomeOf(mine.calls[recipe.export]!, make(left, bases, recipe));
    const { work } = mine.counters.used();
    if (mine.counters.stopped()) return [];
    remaining -= work;
    return [{ recipe, outcome, work, trace: mine.counters.trace() }];
  });
  let there = rightSide();
  for (const [number, text] of faults.entries()) {
    const verdict = tryFault(text);
    if (verdict === 'shows') shows.push(number);
    if (verdict === 'silent') silent.push(number);
    if (there.realm.damage() !== undefined) there = rightSide();
  }
  return { recipes: [...kept].slice(0, MOST_KEPT), reached: reached.size - before, shows, silent };

  function rightSide(): { realm: Realm; rows: unknown[][][]; equality: Equality } {
    const realm = context.realm();
    const rows = payload.exports.map((name, e) => realm.rows(seed(e), BASE_ROWS, name));
    return { realm, rows, equality: context.equality(left, realm) };
  }

  /** Whether a fault shows in a result, or at least in a value on the way, or nowhere. */
  function tryFault(text: string): 'shows' | 'masked' | 'silent' {
    const { realm, rows, equality } = there;
    const { calls, counters } = realm.loadCounted(examine(text, strict, 'values').counted);
    let differs = false;
    let found = 0;
    for (const { recipe, outcome, work, trace } of wanted) {
      counters.fill(hangsAt(work));
      const got = outcomeOf(calls[recipe.export]!, make(realm, rows, recipe));
      differs ||= trace !== counters.trace();
      if (!context.comparable) continue;
      if (!counters.stopped() && equality.difference(outcome, got) === undefined) continue;
      if (recipe.steps.length > 0) kept.add(recipe);
      if (++found >= FOR_EACH) break;
    }
    return found > 0 ? 'shows' : differs ? 'masked' : 'silent';
  }
}

const within = ([least, most]: readonly [number, number], wanted: number): number =>
  Math.max(least, Math.min(most, Math.floor(wanted)));

/** The row of a recipe, in a realm whose rows these are. */
export function rowOf(
  realm: Realm,
  rows: readonly unknown[][],
  { row, steps }: Recipe,
  literals: readonly (string | number)[],
): unknown[] {
  const args = realm.kit.copy(rows[row % rows.length]!);
  for (const step of steps) change(realm, args, rows, literals, stream(step, 'extension'));
  return args;
}

function change(
  realm: Realm,
  args: unknown[],
  rows: readonly unknown[][],
  literals: readonly (string | number)[],
  random: RandomStream,
): void {
  const paths = leavesOf(args, (leaf) => typeof leaf !== 'function');
  if (paths.length === 0) return;
  const path = pick(random, paths);
  const { holder, key } = placeOf(args, path);
  const leaf = holder[key] as Leaf;
  const made = pick(random, CHANGES)({ realm, args, rows, literals, leaf, random });
  if (made !== undefined) holder[key] = made;
}

interface Place {
  readonly realm: Realm;
  readonly args: unknown[];
  readonly rows: readonly unknown[][];
  readonly literals: readonly (string | number)[];
  readonly leaf: Leaf;
  readonly random: RandomStream;
}

/** Changes keep the type of what they change; undefined where there is none of their kind. */
const CHANGES: readonly ((place: Place) => unknown)[] = [
  /** A neighbour, edge values among them. */
  ({ leaf, random }) => {
    const fitting = neighbourhoods.filter(({ fits }) => fits(leaf));
    return fitting.length === 0 ? undefined : pick(random, fitting).change(leaf, random);
  },
  /** Shrunk. */
  ({ leaf, random }) => {
    if (typeof leaf === 'string' || Array.isArray(leaf)) {
      const from = below(random, leaf.length + 1);
      return leaf.slice(from, from + below(random, leaf.length - from + 1));
    }
    return typeof leaf === 'number' ? (Number.isInteger(leaf) ? Math.trunc(leaf / 2) : leaf / 2) : undefined;
  },
  /** Grown. */
  ({ realm, leaf, random, args, rows }) => {
    if (typeof leaf === 'string') return leaf + String(another(leaf, args, rows, random) ?? leaf);
    if (Array.isArray(leaf)) {
      const out = leaf.slice();
      const more = another(leaf, args, rows, random);
      for (const item of Array.isArray(more) ? more : leaf) out[out.length] = realm.kit.copy(item);
      return out;
    }
    return typeof leaf === 'number' ? leaf * 2 + 1 : undefined;
  },
  /** One like another in the same row, or in another one. */
  ({ realm, leaf, random, args, rows }) => realm.kit.copy(another(leaf, args, rows, random)),
  /** A constant of the code, or beside it. */
  ({ leaf, random, literals }) => {
    if (typeof leaf === 'number') {
      const numbers = literals.filter((literal) => typeof literal === 'number');
      return numbers.length === 0 ? undefined : pick(random, numbers) + below(random, 3) - 1;
    }
    if (typeof leaf !== 'string') return undefined;
    const texts = literals.filter((literal) => typeof literal === 'string');
    if (texts.length === 0) return undefined;
    const text = pick(random, texts);
    const at = below(random, leaf.length + 1);
    return random() < 0.3 ? text : leaf.slice(0, at) + text + leaf.slice(at);
  },
  /** One character, or one item, as its neighbour. */
  ({ leaf, random }) => {
    if ((typeof leaf !== 'string' && !Array.isArray(leaf)) || leaf.length < 2) return undefined;
    const at = 1 + below(random, leaf.length - 1);
    if (typeof leaf === 'string') return leaf.slice(0, at) + leaf[at - 1]! + leaf.slice(at + below(random, 2));
    const out = leaf.slice();
    out[at] = out[at - 1];
    return out;
  },
];

/** A value of the same type from elsewhere in the row or in another one; undefined where there is none. */
function another(leaf: Leaf, args: unknown[], rows: readonly unknown[][], random: RandomStream): unknown {
  const from = random() < 0.5 ? args : pick(random, rows);
  const alike = leavesOf(
    from,
    (other) => other !== null && typeof other === typeof leaf && Array.isArray(other) === Array.isArray(leaf),
  );
  return alike.length === 0 ? undefined : at(from, pick(random, alike));
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce((holder, key) => (holder as Record<string | number, unknown>)[key], value);
