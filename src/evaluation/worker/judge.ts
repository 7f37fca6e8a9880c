/** The judge of a worker: two realms with the same inputs, the ancestor in one, variants in the other. */
import { Equality, incomparable, type Outcome } from '../../experiment/equality.ts';
import { shown } from '../../experiment/shown.ts';
import type { SubjectPayload } from '../../experiment/subject.ts';
import { deviation, median } from '../../statistics/summary.ts';
import { DOMAINS_OF } from '../../variation/kernel.ts';
import {
  type ExportedMember,
  type Extension,
  type MemoryReading,
  type NamedCheck,
  NOTHING_ASKED,
  type Phase,
  type Plan,
  type Preflight,
  refused,
  type Stage,
  type StressReading,
  type TrialItem,
  type TrialResult,
} from '../protocol.ts';
import { type Allowed, examine, type Grain, literalsOf, refusal } from './examine.ts';
import { BASE_ROWS, extend, rowOf } from './extend.ts';
import { commonArity, type Loop, makeLoop } from './loop.ts';
import { bytesOfCall, MEMORY_BLOCKS } from './memory.ts';
import { known, later, settled } from './neutral.ts';
import { givenByKernels } from './parts.ts';
import { type Callable, milliseconds, Realm } from './realm.ts';
import { hangsAt, onlyPrimitives, outcomeOf } from './side.ts';
import { type Known, stress } from './stress.ts';
import { letTurboFan, optimiseFor } from './tiers.ts';
import { BLOCK_MS, NOISE, type Race, race, type Stand, warmAfter } from './timing.ts';
import { TookTooLong, within } from './watchdog.ts';

/** Units of counted work that the cases of one variant may cost the ancestor. */
const CASE_WORK = 400_000;
const FEWEST_CASES = 64;
const MOST_CASES = 600;
/**
 * Rows for warming, or as many as take the ancestor so many microseconds: the rows of a slow function are often slow to
 * make as well (array-to-tree: 0.7 s for 3,000 on both sides). Milliseconds for which the ancestor is warmed once, and
 * rows at a time.
 */
const WARM_ROWS = 3000;
const WARM_ROWS_MICROS = 50_000;
const WARM_MS = 150;
const WARM_CHUNK = 20;
/** Races between two of the ancestor against itself. */
const NEUTRAL_EVERY = 12;
const NEUTRAL_PAIRS = { pairs: 16, morePairs: 0, floor: 0 };
/** Pairs from which on a race tells what pairs scatter by, and how many races are remembered for it. */
const LONG_RACE = 6;
const SCATTER_KEPT = 15;
/** Copies of the ancestor whose compiling is remembered. */
const COMPILED_KEPT = 8;
/** How much longer than the ancestor a variant may take before it counts as endless, and milliseconds for compiling. */
const PATIENCE = 20;
const LEAST_PATIENCE = 500;
/** Readings of the ancestor's bytes a call, of which the middle one counts from then on. */
const BYTES_READ = 5;
const POOL_PAIRS = 12;
const RACES_PER_POOL = 60;
const MOST_ROWS = 16_384;
const VARIANTS_PER_REALM = 1000;
/** How far copies of the ancestor may differ from it, as a logarithm, before its realm is no longer trusted. */
const DRIFT = 0.3;
/** What is said of calls that throw while they are timed, and the share of such as were seen in no row of the look. */
const THROWS = 'throws in repeated calls';
const RARELY = 1e-6;
const PREFLIGHT_ROWS = 200;
/** Stands for the microseconds of a call where no clock may decide. */
const COUNTED_MICROS = 100;
/** Calls that show what the arguments are, parameters that are looked at, and the shares of calls that must agree. */
const ENTRY_ROWS = 80;
const PARAMETERS = 4;
const MOST_CALLS = 0.75;
const MANY_CALLS = 0.1;

/** Inputs of one export with what the ancestor makes of them. */
interface CaseSet {
  /** The user's rows, then those made beside them. */
  readonly rows: unknown[][];
  /** How many are the user's: they alone are weighed, scored and measured for memory. */
  readonly own: number;
  readonly twin: unknown[][];
  readonly wanted: Outcome[];
  readonly work: number[];
  readonly made: number[];
}

/** The ancestor under stress: its calls, and what it is known to answer. */
interface StressSide {
  readonly side: ReturnType<Realm['loadCounted']>;
  readonly known: Known;
}

/** One of the cases for those that lead, with its number as a killer. */
interface FurtherCase {
  readonly e: number;
  readonly set: CaseSet;
  readonly row: number;
  readonly killer: number;
}

interface Arena {
  readonly left: Realm;
  readonly leftCalls: Callable[];
  right: Realm;
  cases: CaseSet[];
  /** Many more, for those that lead: slices, each made when first asked for. */
  further: Map<number, readonly FurtherCase[]>;
  /** Rows for timing: one pool a side and export. */
  leftPool: unknown[][][];
  rightPool: unknown[][][];
  /** Arguments in each row of a pool, by export; null where rows differ. */
  arity: (number | null)[];
  equality: Equality;
  served: number;
  leftLoops: Loop[];
  /** The ancestor's side of the stress checks, once there were any. */
  stressed: StressSide | null;
  /** Milliseconds that the ancestor's counted form takes for the cases. */
  caseMs: number;
  /** Races run on the pools. */
  races: number;
  /** Bytes a call of the ancestor, as read so far. */
  bytes: number[];
  /** Copies of the ancestor that were raced. */
  copies: number;
  /** What pairs of a race scattered by, in the latest long ones. */
  scatter: number[];
  /** Log ratios of the ancestor against a fresh copy of itself, the latest ones, and races until the next one is due. */
  neutral: number[];
  neutralDue: number;
  /** When such copies were last compiled, the latest ones (`Race.compiled`). */
  compiled: readonly number[];
  /** What a variant may have left otherwise on the right side: inputs of the cases, or anything. */
  spoilt: 'cases' | 'all' | null;
}

/**
 * How many times the search's cases a phase goes through. Finalists bear what thousands of variants do not; a winner
 * that was right on the 207 cases of string-similarity's search was wrong on some of the proof's inputs.
 */
const PHASE_CASES: Record<Phase | 'further', number> = { search: 1, further: 12, confirmation: 50, minimising: 2 };
const MOST_CASES_EVER = 30_000;
/** More than a slice of the further cases can hold, for their numbers. */
const SLICE = 1_000_000;
/**
 * Microseconds that the more cases may take: of the ancestor's time, and those for leaders of all that a case takes. By
 * the ancestor's time alone, making and running them took a third of the search where arguments are trees.
 */
const MORE_CASES_MICROS: Record<Phase | 'further', number> = {
  search: 200_000,
  further: 100_000,
  confirmation: 200_000,
  minimising: 200_000,
};

/** Seeds of the inputs: no phase sees another one's. */
const PHASE_SEEDS: Record<Phase | 'further', number> = { search: 1, confirmation: 2, minimising: 3, further: 4 };

export class Judge {
  private readonly payload: SubjectPayload;
  private readonly allowed: Allowed;
  private readonly ancestorCounted: string;
  private readonly profiled: string;
  private readonly grain: Grain;
  private readonly arenas = new Map<Phase, Arena>();
  private facts: (Preflight & { microsEach: number[]; primitive: boolean }) | null = null;
  private poolSeed: number;
  private literals: readonly (string | number)[] | null = null;

  constructor(payload: SubjectPayload, workerNumber: number) {
    this.payload = payload;
    const strict = payload.form.kind === 'esm';
    letTurboFan(false);
    this.grain = payload.cost === 'work' ? 'branches' : 'loops';
    const examined = examine(payload.ancestor, strict, this.grain);
    this.profiled = examine(payload.ancestor, strict, 'branches').counted;
    // Import bindings are declared by the head, which is no part of the text.
    this.allowed = { free: examined.free, reaching: examined.reaching };
    this.ancestorCounted = examined.counted;
    this.poolSeed = 1_000_003 * (workerNumber + 1);
  }

  /** What the module exports, or why it cannot be loaded. */
  exported(): { exports: readonly ExportedMember[] | null; refusal: string | null } {
    let realm: Realm;
    try {
      realm = new Realm(this.payload);
    } catch (error) {
      return { exports: null, refusal: `the inputs file or an import fails when it is loaded: ${textOf(error)}` };
    }
    try {
      return { exports: realm.exported(this.payload.ancestor), refusal: null };
    } catch (error) {
      return { exports: null, refusal: `the module fails when it is loaded: ${textOf(error)}` };
    }
  }

  /** First look: is this a subject that can be judged? */
  preflight(): Preflight {
    if (this.facts) return this.facts;
    const begun = milliseconds();
    let realm: Realm;
    let other: Realm;
    try {
      realm = new Realm(this.payload);
      other = new Realm(this.payload);
    } catch (error) {
      return refused(`the inputs file or an import fails when it is loaded: ${textOf(error)}`);
    }
    if (typeof realm.inputs?.inputs !== 'function') {
      return refused(`${this.payload.inputsName} exports no function inputs(random, count)`);
    }
    let calls: Callable[];
    let counted: ReturnType<Realm['loadCounted']>;
    let twin: Callable[];
    try {
      calls = realm.load(this.payload.ancestor);
      counted = realm.loadCounted(this.profiled);
      twin = other.load(this.payload.ancestor);
    } catch (error) {
      return refused(`the module fails when it is loaded: ${textOf(error)}`);
    }
    const equality = this.equality(realm, other);
    const profile = counted.counters.profile();
    let changes = false;
    let throws = 0;
    let work = 0;
    let rowsMade = 0;
    let rowsTime = 0;
    const microsEach: number[] = [];
    let primitive = true;
    let total = 0;
    for (const [e, name] of this.payload.exports.entries()) {
      let rows: unknown[][];
      let twins: unknown[][];
      let again: unknown[][];
      const start = milliseconds();
      try {
        rows = realm.rows(this.seed('search', e), PREFLIGHT_ROWS, name);
        twins = other.rows(this.seed('search', e), PREFLIGHT_ROWS, name);
        again = realm.rows(this.seed('search', e), PREFLIGHT_ROWS, name);
      } catch (error) {
        return refused(`inputs(random, count) of ${this.payload.inputsName} failed: ${textOf(error)}`);
      }
      if (rows.length === 0) return refused(`inputs(random, count) of ${this.payload.inputsName} gave no rows`);
      rowsTime += (milliseconds() - start) / 3;
      rowsMade += rows.length;
      if (!equality.equal(rows, twins)) {
        return refused(
          `inputs(random, count) of ${this.payload.inputsName} gives other rows from the same random stream; take all chance from its argument`,
        );
      }
      primitive &&= onlyPrimitives(rows);
      let thrown = 0;
      let firstThrow = '';
      const from = milliseconds();
      const kept: Outcome[] = [];
      for (const row of rows) {
        const outcome = outcomeOf(calls[e]!, row);
        kept.push(outcome);
        if (outcome.threw) {
          firstThrow ||= textOf(outcome.error);
          thrown++;
        } else {
          const why = incomparable(outcome.value);
          if (why) return refused(`${name} returns ${why}, which cannot be compared`);
        }
      }
      microsEach.push(((milliseconds() - from) * 1000) / rows.length);
      if (thrown === rows.length) return refused(`${name} throws on every input: ${firstThrow}`);
      throws += thrown;
      total += rows.length;
      // The same inputs in the other realm, and again here in reverse order: a function that differs from itself
      // (chance, a clock, state that shows) cannot be judged.
      const mirrored: Outcome[] = twins.map((row) => outcomeOf(twin[e]!, row));
      for (let i = 0; i < rows.length; i++) {
        const why = equality.difference(kept[i]!, mirrored[i]!);
        if (why) return refused(`${name} differs from itself between two calls with ${shown(again[i])}: it ${why}`);
      }
      const sameRealm = this.equality(realm, realm);
      const before = realm.kit.copy(again);
      for (let i = rows.length - 1; i >= 0; i--) {
        const second = outcomeOf(calls[e]!, again[i]!);
        const why = sameRealm.difference(kept[i]!, second);
        if (why) return refused(`${name} differs from itself between two calls with ${shown(before[i])}: it ${why}`);
      }
      changes ||= !sameRealm.equal(before, again);
      const beside = this.rowsBeside(realm, e);
      const copies = realm.kit.copy(beside);
      for (const row of beside) outcomeOf(calls[e]!, row);
      changes ||= !beside.every((row, i) => sameRealm.equal(copies[i], row));
      primitive &&= onlyPrimitives(beside);
      for (const row of before) {
        counted.counters.fill(1e12);
        outcomeOf(counted.calls[e]!, row);
        work += counted.counters.used().work;
      }
      // Code that only the inputs made beside the user's reach is judged by them: it may be changed, and counts as cold.
      for (const row of copies) {
        counted.counters.fill(1e12);
        outcomeOf(counted.calls[e]!, row);
      }
    }
    const perCall = Math.max(1, work / total);
    const cases = Math.min(MOST_CASES, Math.max(FEWEST_CASES, Math.floor(CASE_WORK / perCall)));
    this.facts = {
      refusal: null,
      microsPerCall: 0,
      changesArguments: changes,
      cases,
      accuracy: 0,
      graded: typeof realm.inputs.score === 'function',
      bytesPerCall: 0,
      throws: throws / total,
      lookMs: 0,
      trialMs: 0,
      usualMs: 0,
      rowsPerSecond: (rowsMade * 1000) / Math.max(rowsTime, 0.01),
      profile: Object.entries(profile).map(([at, runs]) => [Number(at), runs / total] as const),
      loaded: Object.keys(counted.atLoad).map(Number),
      domains: [],
      values: [],
      parts: [],
      wholes: null,
      entries: [],
      microsEach,
      primitive,
    };
    // The whole way of a variant, walked by the ancestor: settles its times, its accuracy and its memory.
    const arena = this.arena('search');
    const plan: Plan = { ...this.wayOfOne(), memory: true };
    const tried = milliseconds();
    let itself = this.walk(arena, plan);
    // It throws on so few of its inputs that the first rows did not show it.
    if (this.facts.throws === 0 && itself.reason?.startsWith(THROWS)) {
      this.facts = { ...this.facts, throws: RARELY };
      arena.leftLoops = [];
      itself = this.walk(arena, plan);
    }
    if (itself.stage !== 'done') return refused(`the module does not agree with itself: ${itself.reason}`);
    const accuracy = itself.accuracy ?? 1;
    const micros = this.facts.microsEach;
    this.facts = {
      ...this.facts,
      accuracy,
      microsPerCall: micros.reduce((sum, value) => sum + value, 0) / micros.length,
      bytesPerCall: itself.memory?.bytesBefore ?? 0,
      lookMs: milliseconds() - begun,
      trialMs: milliseconds() - tried,
    };
    return this.facts;
  }

  /** The look that the engine asks for: with what it needs beside the judge itself. */
  look(): Preflight {
    const facts = this.preflight();
    if (facts.refusal !== null) return facts;
    // The first walk made the rows, and warmed the ancestor: what a trial usually takes, another one shows.
    const walked = milliseconds();
    this.walk(this.arena('search'), this.wayOfOne());
    const usualMs = milliseconds() - walked;
    return { ...facts, usualMs, ...this.entered(new Realm(this.payload)), ...this.given() };
  }

  /** What is asked of a variant in the search, in short. */
  private wayOfOne(): Plan {
    return { ...NOTHING_ASKED, cases: true, pairs: this.payload.cost === 'time' ? 4 : 0 };
  }

  /** The ancestor on the way of a variant. */
  private walk(arena: Arena, plan: Plan): TrialResult {
    return this.judgeOne(arena, { slot: 0, text: this.payload.ancestor, plan }, []);
  }

  /** What kernels give of the functions; nothing where that cannot be seen: the search does without. */
  private given(): Pick<Preflight, 'parts' | 'wholes'> {
    try {
      const { parts, wholes } = givenByKernels(this.payload, (e) => this.seed('search', e));
      // Where an answer may be another one, a kernel may give another one too.
      return { parts, wholes: this.facts?.graded || this.payload.tolerance > 0 ? null : wholes };
    } catch {
      return { parts: [], wholes: null };
    }
  }

  /** Which function each export enters first, and what the arguments of each function are, by the offset of its body. */
  private entered(realm: Realm): Pick<Preflight, 'domains' | 'entries' | 'values'> {
    const strict = this.payload.form.kind === 'esm';
    const { calls, counters } = realm.loadCounted(examine(this.payload.ancestor, strict, 'entries').counted);
    const entries = this.payload.exports.map((name, e) => {
      const firsts = new Set<number>();
      for (const row of realm.rows(this.seed('search', e), ENTRY_ROWS, name)) {
        counters.fill(1e9);
        const outcome = outcomeOf(calls[e]!, row);
        firsts.add(counters.first());
        counters.settle(row, outcome.threw ? outcome.error : outcome.value);
      }
      return firsts.size === 1 ? [...firsts][0]! : -1;
    });
    const domainsOf = realm.run(DOMAINS_OF, 'domains') as (
      rows: unknown,
      share: number,
      many: number,
      most: number,
    ) => string[][];
    const domains = Object.entries(counters.entries()).map(
      ([at, rows]) =>
        [Number(at), domainsOf(rows, MOST_CALLS, MANY_CALLS, PARAMETERS).map((names) => [...names])] as const,
    );
    const values = Object.entries(counters.values()).map(
      ([at, [kinds, members, most, shared]]) => [at, { kinds, members, most, shared }] as const,
    );
    return { domains, entries, values };
  }

  /** Judges variants one after the other. */
  trials(items: readonly TrialItem[], killers: readonly number[], phase: Phase): TrialResult[] {
    this.preflight();
    const arena = this.arena(phase);
    // Further cases belong to the search.
    const known = phase === 'search' ? killers : killers.filter((number) => number >= 0);
    let damage: string | undefined;
    const results = items.map((item) => {
      const result = this.judgeOne(arena, item, known);
      arena.served++;
      if (arena.spoilt) {
        damage ??= arena.right.damage();
        if (arena.spoilt === 'all' || damage !== undefined || !this.renewCases(arena, phase))
          this.renewRight(arena, phase);
        arena.spoilt = null;
      }
      return result;
    });
    damage ??= arena.right.damage();
    if (damage === undefined) return results;
    this.renewRight(arena, phase);
    // Somebody changed the realm, and others may have run in it since: each is judged again alone.
    if (items.length > 1) return items.flatMap((item) => this.trials([item], known, phase));
    const [result] = results as [TrialResult];
    return [result.stage === 'done' ? { ...result, stage: 'stress', reason: `changes ${damage}` } : result];
  }

  private arena(phase: Phase): Arena {
    let arena = this.arenas.get(phase);
    if (arena && arena.served >= VARIANTS_PER_REALM) arena = undefined;
    if (!arena) {
      for (const other of this.arenas.keys()) if (other !== 'search') this.arenas.delete(other);
      arena = this.makeArena(phase);
      this.arenas.set(phase, arena);
    }
    return arena;
  }

  private makeArena(phase: Phase): Arena {
    const left = new Realm(this.payload);
    const right = new Realm(this.payload);
    const arena: Arena = {
      left,
      leftCalls: left.load(this.payload.ancestor),
      right,
      cases: [],
      further: new Map(),
      leftPool: [],
      rightPool: [],
      arity: [],
      equality: this.equality(left, right),
      served: 0,
      leftLoops: [],
      stressed: null,
      caseMs: 0,
      races: 0,
      bytes: [],
      copies: 0,
      scatter: [],
      neutral: [],
      neutralDue: 0,
      compiled: [],
      spoilt: null,
    };
    const begun = milliseconds();
    arena.cases = this.caseSets(arena, phase);
    arena.caseMs = milliseconds() - begun;
    this.makePools(arena);
    return arena;
  }

  /** A fresh right realm with the same inputs, after a variant has changed the old one. */
  private renewRight(arena: Arena, phase: Phase): void {
    arena.right = new Realm(this.payload);
    arena.equality = this.equality(arena.left, arena.right);
    arena.further.clear();
    arena.cases = this.withTwins(arena, phase);
    this.makePools(arena);
  }

  /** The inputs of the cases anew, for the right side; false where they are no longer those of the left side. */
  private renewCases(arena: Arena, phase: Phase): boolean {
    const renewed = this.withTwins(arena, phase);
    if (!renewed.every(({ rows, twin }) => arena.equality.equal(rows, twin))) return false;
    arena.cases = renewed;
    return true;
  }

  /** The cases with the right side's inputs made anew. */
  private withTwins({ cases, right }: Arena, phase: Phase): CaseSet[] {
    return cases.map((set, e) => ({ ...set, twin: this.rowsOf(right, phase, e, set.own).rows }));
  }

  private caseSets(arena: Arena, phase: Phase | 'further', slice = 0): CaseSet[] {
    const counted = arena.left.loadCounted(this.ancestorCounted);
    // What is timed has seen the rows that are timed and no others, like every variant: inputs made beside the user's
    // left an ancestor that was compiled for them five times as slow.
    const answering = arena.left.load(this.payload.ancestor);
    return this.payload.exports.map((_, e) => this.caseSet(arena, answering[e]!, counted, phase, e, slice));
  }

  private caseSet(
    arena: Arena,
    answering: Callable,
    counted: ReturnType<Realm['loadCounted']>,
    phase: Phase | 'further',
    e: number,
    slice: number,
  ): CaseSet {
    const { cases } = this.facts!;
    const affordable = Math.floor(MORE_CASES_MICROS[phase] / Math.max(this.microsOfCase(arena, phase, e), 0.01));
    const count = Math.max(cases, Math.min(MOST_CASES_EVER, affordable, cases * PHASE_CASES[phase]));
    const { rows, own } = this.rowsOf(arena.left, phase, e, count, slice);
    const twin = this.rowsOf(arena.right, phase, e, count, slice).rows;
    const wanted: Outcome[] = [];
    const work: number[] = [];
    const made: number[] = [];
    const expected = arena.left.inputs.expected;
    for (const row of rows) {
      counted.counters.fill(1e12);
      outcomeOf(counted.calls[e]!, arena.left.kit.copy(row));
      const used = counted.counters.used();
      work.push(used.work);
      made.push(used.allocations);
      const args = this.facts!.changesArguments ? arena.left.kit.copy(row) : row;
      const outcome = outcomeOf(answering, args);
      wanted.push(
        expected ? { threw: false, value: expected(...arena.left.kit.copy(row)), args: outcome.args } : outcome,
      );
    }
    return { rows, own, twin, wanted, work, made };
  }

  private microsOfCase({ cases, caseMs }: Arena, phase: Phase | 'further', e: number): number {
    if (this.payload.cost === 'work') return COUNTED_MICROS;
    if (phase !== 'further') return this.facts!.microsEach[e]!;
    return (caseMs * 1000) / rowsIn(cases);
  }

  /** The user's rows, and those that recipes add to them. */
  private rowsOf(
    realm: Realm,
    phase: Phase | 'further',
    e: number,
    count: number,
    slice = 0,
  ): { rows: unknown[][]; own: number } {
    const part = phase === 'search' || phase === 'further' ? 'search' : 'confirmation';
    const rows = realm.rows(this.seed(phase, e, slice), count, this.payload.exports[e]!, part);
    return { rows: [...rows, ...this.rowsBeside(realm, e)], own: rows.length };
  }

  /** Rows that recipes make for one export. The generator is not asked where there are none. */
  private rowsBeside(realm: Realm, e: number): unknown[][] {
    const recipes = this.payload.extension.filter((recipe) => recipe.export === e);
    if (recipes.length === 0) return [];
    const bases = realm.rows(this.seed('search', e), BASE_ROWS, this.payload.exports[e]!);
    this.literals ??= literalsOf(this.payload.ancestor, this.payload.form.kind === 'esm');
    return recipes.map((recipe) => rowOf(realm, bases, recipe, this.literals!));
  }

  /** Inputs made beside the user's, and what broken copies of the ancestor do with them. */
  extend(faults: readonly string[]): Extension {
    this.preflight();
    const { inputs } = new Realm(this.payload);
    return extend(
      {
        payload: this.payload,
        profiled: this.profiled,
        seed: (e) => this.seed('search', e),
        micros: this.payload.cost === 'work' ? COUNTED_MICROS : Math.max(1, ...this.facts!.microsEach),
        realm: () => new Realm(this.payload),
        equality: (left, right) => this.equality(left, right),
        comparable: inputs.score === undefined && inputs.expected === undefined,
      },
      faults,
    );
  }

  /**
   * Rows for timing, the same on both sides; how many depends on how long a call takes. Where they hold primitives
   * alone, both sides read the same ones: of two copies, one comes to lie worse in memory, or has its texts turned into
   * keys, and its side was up to 1.3 times as slow for hundreds of variants on end.
   */
  private makePools(arena: Arena): void {
    if (this.payload.cost === 'work') return;
    const { microsEach, rowsPerSecond } = this.facts!;
    const share = this.payload.exports.length;
    const affordable = Math.max(64, Math.floor((rowsPerSecond * 0.5) / share));
    this.poolSeed += 7919;
    arena.leftPool = [];
    arena.rightPool = [];
    for (const [e, name] of this.payload.exports.entries()) {
      const perBlock = this.callsPerBlock(microsEach[e]!);
      const warming = Math.min(WARM_ROWS, Math.ceil(WARM_ROWS_MICROS / Math.max(microsEach[e]!, 0.01)));
      const count = Math.min(MOST_ROWS, affordable, warming + perBlock * POOL_PAIRS);
      const seed = (this.poolSeed ^ (this.payload.seed * 31 + e)) >>> 0;
      const newestLeft = this.poolSeed & 1;
      const twin = newestLeft ? arena.right.rows(seed, count, name) : undefined;
      const pool = arena.left.rows(seed, count, name);
      const arity = commonArity(pool);
      // A loop is made for rows of one length, or for all.
      if (arena.arity[e] !== arity) delete arena.leftLoops[e];
      arena.arity[e] = arity;
      arena.leftPool[e] = pool;
      const shared = arity !== null && onlyPrimitives(pool);
      arena.rightPool[e] = shared ? pool : (twin ?? arena.right.rows(seed, count, name));
    }
    arena.races = 0;
    arena.neutral = [];
    arena.neutralDue = 0;
  }

  private callsPerBlock(micros: number): number {
    return Math.max(1, Math.round((BLOCK_MS * 1000) / Math.max(micros, 0.01)));
  }

  private seed(phase: Phase | 'further', e: number, slice = 0): number {
    return (this.payload.seed * 2_654_435_761 + (PHASE_SEEDS[phase] + slice) * 40_503 + e * 97) >>> 0;
  }

  private equality(left: Realm, right: Realm): Equality {
    const prototypes = new Map<object, object>();
    for (const [name, prototype] of Object.entries(left.kit.prototypes))
      prototypes.set(prototype, right.kit.prototypes[name]!);
    return new Equality({ tolerance: this.payload.tolerance, messages: this.payload.messages, prototypes });
  }

  private judgeOne(arena: Arena, item: TrialItem, killers: readonly number[]): TrialResult {
    const trial = new Trial(item);
    const { plan } = item;
    const strict = this.payload.form.kind === 'esm';
    const examined = trial.stage('parse', () => examine(item.text, strict, this.grain));
    if (!examined) return trial.result();
    const refused = refusal(examined, this.allowed);
    if (refused) return trial.reject('scope', refused);
    if (plan.cases !== false) {
      const counted = trial.stage('load', () => arena.right.loadCounted(examined.counted));
      if (!counted) return trial.result();
      if (!this.casesInTime(trial, arena, counted, killers)) return trial.result();
    }
    if (plan.pairs === 0 && !plan.memory && plan.stress === 0) return trial.result();
    const calls = trial.stage('load', () => this.fresh(arena, item.text));
    if (!calls) return trial.result();
    letTurboFan(true);
    if (plan.pairs > 0) this.time(trial, arena, calls);
    if (this.wantsMemory(trial)) this.memory(trial, arena, calls);
    letTurboFan(false);
    if (plan.stress > 0 && !trial.rejected && this.wantsMore(trial)) this.stress(trial, arena, item.text);
    return trial.result();
  }

  private wantsMemory(trial: Trial): boolean {
    const { memory } = trial.item.plan;
    if (memory === false || trial.rejected || !this.wantsMore(trial)) return false;
    return memory === true || Math.exp(median(trial.logs)) >= memory;
  }

  private wantsMore(trial: Trial): boolean {
    return trial.item.plan.pairs === 0 || trial.hopeful;
  }

  /** Loops are counted; what the language does by itself (a regular expression, a sort) can last for ever, too. */
  private casesInTime(
    trial: Trial,
    arena: Arena,
    counted: ReturnType<Realm['loadCounted']>,
    killers: readonly number[],
  ): boolean {
    const { cases } = trial.item.plan;
    const further = this.furtherCases(arena, cases, killers);
    const own = killers.filter((number) => number >= 0);
    const run = (): boolean =>
      this.runFurther(trial, arena, counted, further) && (cases !== true || this.cases(trial, arena, counted, own));
    // Where work is counted no clock decides: the supervisor's long limit alone stands behind it.
    if (this.payload.cost === 'work') return run();
    const start = milliseconds();
    const share = typeof cases === 'number' ? PHASE_CASES.further : 1;
    try {
      return within(LEAST_PATIENCE + PATIENCE * share * arena.caseMs, run);
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error;
      arena.spoilt = 'all';
      return trial.fail('cases', error.message, null, start);
    }
  }

  /** Further cases on which a variant failed before, then those of the slice that is asked for, each once. */
  private furtherCases(arena: Arena, cases: Plan['cases'], killers: readonly number[]): readonly FurtherCase[] {
    // Where less than full accuracy will do, one case more says nothing.
    if (arena.right.inputs.score !== undefined || (this.payload.minAccuracy ?? 1) < 1) return [];
    const found = killers.flatMap((number) => {
      const at = -1 - number;
      return number < 0 ? (this.slice(arena, Math.floor(at / SLICE))[at % SLICE] ?? []) : [];
    });
    return typeof cases === 'number' ? [...new Set([...found, ...this.slice(arena, cases)])] : found;
  }

  /** A slice of the further cases, of all exports one after the other. */
  private slice(arena: Arena, slice: number): readonly FurtherCase[] {
    let list = arena.further.get(slice);
    if (!list) {
      const sets = this.caseSets(arena, 'further', slice);
      const rows = sets.flatMap((set, e) => Array.from({ length: set.own }, (_, row) => ({ e, set, row })));
      list = rows.map((one, at) => ({ ...one, killer: -1 - (slice * SLICE + at) }));
      arena.further.set(slice, list);
    }
    return list;
  }

  private runFurther(
    trial: Trial,
    { right, equality }: Arena,
    counted: ReturnType<Realm['loadCounted']>,
    further: readonly FurtherCase[],
  ): boolean {
    const start = milliseconds();
    for (const { e, set, row, killer } of further) {
      counted.counters.fill(hangsAt(set.work[row]!));
      const outcome = outcomeOf(counted.calls[e]!, right.kit.copy(set.twin[row]!));
      const why = counted.counters.stopped() ? 'hangs' : equality.difference(set.wanted[row]!, outcome);
      if (why !== undefined) return trial.fail('cases', why, killer, start);
    }
    if (further.length > 0) trial.spend('cases', start);
    return true;
  }

  /** All cases, those that rejected most variants first; false when the variant is rejected. */
  private cases(
    trial: Trial,
    arena: Arena,
    counted: ReturnType<Realm['loadCounted']>,
    killers: readonly number[],
  ): boolean {
    const start = milliseconds();
    const { right, equality } = arena;
    const total = rowsIn(arena.cases);
    const graded = right.inputs.score !== undefined;
    const patient = graded || (this.payload.minAccuracy ?? 1) < 1;
    const copies = this.facts!.changesArguments;
    let score = 0;
    const work = { before: 0, after: 0, madeBefore: 0, madeAfter: 0 };
    const kept: { outcome: Outcome; copy: unknown; number: number }[] = [];
    const order = orderOf(total, killers);
    for (const number of order) {
      const [e, i] = locate(arena.cases, number);
      const set = arena.cases[e]!;
      const args = copies ? right.kit.copy(set.twin[i]!) : set.twin[i]!;
      counted.counters.fill(hangsAt(set.work[i]!));
      trial.ran = true;
      const outcome = outcomeOf(counted.calls[e]!, args);
      const used = counted.counters.used();
      const own = i < set.own;
      if (own) {
        work.before += set.work[i]!;
        work.after += used.work;
        work.madeBefore += set.made[i]!;
        work.madeAfter += used.allocations;
      }
      trial.casesRun++;
      // What a rejected variant did to the arguments must not reach the next one.
      const untouched = (): boolean => this.facts!.primitive || copies || equality.equal(set.rows[i], set.twin[i]);
      const reject = (why: string): false => {
        if (!untouched()) arena.spoilt = 'cases';
        return trial.fail('cases', why, number, start);
      };
      if (counted.counters.stopped()) return reject('hangs');
      if (graded) {
        if (!untouched()) return reject('leaves its arguments in another state');
        score += outcome.threw ? 0 : this.score(right, set.twin[i]!, outcome.value);
        continue;
      }
      const why = equality.difference(set.wanted[i]!, outcome);
      if (why === undefined) {
        if (own) score++;
        if (!outcome.threw && typeof outcome.value === 'object' && outcome.value !== null && kept.length < 24) {
          kept.push({ outcome, copy: right.kit.copy(outcome.value), number });
        }
      } else if (!patient || !own) return reject(why);
      else if (!untouched()) return reject('leaves its arguments in another state');
    }
    // Results that later calls overwrite are no results.
    const within = new Equality({ tolerance: 0, messages: [], prototypes: new Map() });
    for (const { outcome, copy, number } of kept) {
      if (!outcome.threw && !within.equal(outcome.value, copy)) {
        return trial.fail('cases', 'overwrites an earlier result', number, start);
      }
    }
    trial.accuracy = score / arena.cases.reduce((sum, set) => sum + set.own, 0);
    trial.work = work;
    trial.named.push(
      { name: 'arguments left as the original leaves them', kind: 'hard', run: total, passed: total },
      { name: 'results kept, and the same after later calls', kind: 'hard', run: kept.length, passed: kept.length },
    );
    trial.spend('cases', start);
    const least = this.payload.minAccuracy ?? (graded ? this.facts!.accuracy : 1);
    if (trial.accuracy < least - 1e-12)
      return trial.fail('cases', `accuracy ${trial.accuracy.toFixed(4)}`, null, start);
    return true;
  }

  private score(realm: Realm, args: unknown[], output: unknown): number {
    const value = Number(realm.inputs.score!(realm.kit.copy(args), output));
    return value >= 0 && value <= 1 ? value : 0;
  }

  private time(trial: Trial, arena: Arena, calls: Callable[]): void {
    if (++arena.races > RACES_PER_POOL && !this.facts!.primitive) this.makePools(arena);
    const start = milliseconds();
    const { changesArguments } = this.facts!;
    let outcome: Race;
    try {
      const neutral = this.neutral(arena);
      const { plan, slot } = trial.item;
      const blocks = 2 * (plan.pairs + plan.morePairs);
      outcome = within(this.patience(blocks, 1), () =>
        race(this.stands(arena, calls), plan, slot, {
          neutral,
          noise: this.noise(arena),
          warm: warmAfter(arena.compiled),
        }),
      );
    } catch (error) {
      this.failRepeated('time', error, trial, arena, start);
      return;
    }
    this.note(outcome);
    trial.logs = outcome.logs;
    if (outcome.logs.length >= LONG_RACE)
      arena.scatter = [...arena.scatter, deviation(outcome.logs)].slice(-SCATTER_KEPT);
    trial.hopeful = outcome.hopeful;
    trial.spend('time', start);
    if (!this.facts!.primitive && !changesArguments) this.comparePools(trial, arena, start);
  }

  private noise({ scatter }: Arena): number {
    return scatter.length === 0 ? NOISE : Math.max(NOISE, median(scatter));
  }

  /** What a race shows of the ancestor's own times. */
  private note({ micros: seen }: Race): void {
    for (const [e, micros] of seen.entries()) {
      if (micros > 0) this.facts!.microsEach[e] = micros;
    }
  }

  /** Milliseconds that a variant may take where the ancestor takes so many blocks of so many calls. */
  private patience(blocks: number, calls: number): number {
    const micros = this.facts!.microsEach.reduce((sum, each) => sum + Math.max(BLOCK_MS * 1000, each * calls), 0);
    return LEAST_PATIENCE + (PATIENCE * blocks * micros) / 1000;
  }

  /** Repeated calls that throw, or that never end: these may leave the right side in any state. */
  private failRepeated(stage: Stage, error: unknown, trial: Trial, arena: Arena, start: number): void {
    const endless = error instanceof TookTooLong;
    if (endless) arena.spoilt = 'all';
    trial.fail(stage, endless ? error.message : `${THROWS}: ${textOf(error)}`, null, start);
  }

  /**
   * What a variant without any change would show. The ancestor has run for long and its variants have not: V8 left them
   * a fifth slower or faster for hundreds of variants on end, and those of another hour won.
   */
  private neutral(arena: Arena): number {
    if (arena.neutralDue-- <= 0) {
      arena.neutralDue = NEUTRAL_EVERY;
      optimiseFor(Math.max(...this.facts!.microsEach));
      const reading = (): readonly number[] => {
        const copy = this.fresh(arena, this.payload.ancestor);
        const outcome = race(this.stands(arena, copy), NEUTRAL_PAIRS, arena.served);
        // From cold calls blocks were planned so short that the first ten copies read 0.8.
        this.note(outcome);
        arena.compiled = [...arena.compiled, outcome.compiled].slice(-COMPILED_KEPT);
        return outcome.logs.length > 0 ? [median(outcome.logs)] : [];
      };
      if (arena.neutral.length > 0) arena.neutral = later(arena.neutral, reading());
      else arena.neutral = settled(reading);
      if (Math.abs(known(arena.neutral)) > DRIFT && arena.served > 20) arena.served = VARIANTS_PER_REALM;
    }
    return known(arena.neutral);
  }

  /** Calls of a text as if none had run it before: V8 shares what it knows of a text among all who run that. */
  private fresh(arena: Arena, text: string): Callable[] {
    return arena.right.load(`${text}\n// ${++arena.copies}\n`);
  }

  private stands(arena: Arena, calls: readonly Callable[]): Stand[] {
    const { microsEach, changesArguments, throws } = this.facts!;
    return calls.map((call, e) => ({
      left: arena.left,
      right: arena.right,
      leftLoop: this.leftLoop(arena, e),
      rightCall: call,
      leftPool: arena.leftPool[e]!,
      rightPool: arena.rightPool[e]!,
      catches: throws > 0,
      arity: arena.arity[e]!,
      perBlock: this.callsPerBlock(microsEach[e]!),
      copies: changesArguments,
      micros: microsEach[e]!,
    }));
  }

  /** The ancestor's loop, warmed once an arena. */
  private leftLoop(arena: Arena, e: number): Loop {
    const known = arena.leftLoops[e];
    if (known) return known;
    // The first code to run in a realm stays a quarter slower than what comes after it: that is thrown away.
    this.warmed(arena, arena.left.load(this.payload.ancestor)[e]!, e);
    const loop = this.warmed(arena, arena.leftCalls[e]!, e);
    arena.leftLoops[e] = loop;
    return loop;
  }

  private warmed(arena: Arena, call: Callable, e: number): Loop {
    const loop = makeLoop(arena.left, call, arena.arity[e]!, this.facts!.throws > 0);
    const pool = arena.leftPool[e]!;
    const start = milliseconds();
    for (let at = 0; milliseconds() - start < WARM_MS; at = (at + WARM_CHUNK) % pool.length) {
      const rows = pool.slice(at, at + WARM_CHUNK).map((row) => arena.left.kit.copy(row));
      loop(rows, 0, rows.length);
    }
    return loop;
  }

  /** After timing, a sample of the pool must still be as on the other side. */
  private comparePools(trial: Trial, arena: Arena, start: number): void {
    for (const [e, pool] of arena.rightPool.entries()) {
      const step = Math.max(1, Math.floor(pool.length / 40));
      for (let i = trial.item.slot % step; i < pool.length; i += step) {
        if (arena.equality.equal(arena.leftPool[e]![i], pool[i])) continue;
        trial.fail('time', 'changes its arguments', null, start);
        this.makePools(arena);
        return;
      }
    }
  }

  private memory(trial: Trial, arena: Arena, calls: Callable[]): void {
    const start = milliseconds();
    const count = Math.max(8, Math.min(300, Math.floor(1200 / Math.max(...this.facts!.microsEach))));
    const counting = { calls: count, catches: this.facts!.throws > 0, changes: this.facts!.changesArguments };
    const own = (side: 'rows' | 'twin'): unknown[][][] => arena.cases.map((set) => set[side].slice(0, set.own));
    const { left, right, leftCalls, bytes } = arena;
    try {
      trial.memory = within(this.patience(2 * MEMORY_BLOCKS, count), () => {
        // What the ancestor takes is the same from trial to trial.
        if (bytes.length < BYTES_READ) bytes.push(bytesOfCall(left, leftCalls, own('rows'), counting));
        return { bytesBefore: median(bytes), bytesAfter: bytesOfCall(right, calls, own('twin'), counting) };
      });
    } catch (error) {
      this.failRepeated('memory', error, trial, arena, start);
      return;
    }
    trial.spend('memory', start);
  }

  private stress(trial: Trial, arena: Arena, text: string): void {
    const start = milliseconds();
    const loops = (code: string): string => examine(code, this.payload.form.kind === 'esm', 'loops').counted;
    arena.stressed ??= { side: arena.left.loadCounted(loops(this.payload.ancestor)), known: new Map() };
    const reading = stress({
      payload: this.payload,
      left: arena.left,
      right: arena.right,
      leftSide: arena.stressed.side,
      known: arena.stressed.known,
      rightSide: arena.right.loadCounted(loops(text)),
      equality: arena.equality,
      rows: arena.cases.map(({ rows, own }) => rows.slice(0, own)),
      twins: arena.cases.map(({ twin, own }) => twin.slice(0, own)),
      checks: trial.item.plan.stress,
      graded: this.facts!.graded,
      named: trial.item.plan.named === true,
      prototypes: () => this.equality(arena.left, arena.right),
    });
    trial.stressed = reading.named ? { ...reading, named: [...trial.named, ...reading.named] } : reading;
    if (reading.hard !== null) trial.fail('stress', reading.hard, null, start);
    else trial.spend('stress', start);
  }
}

/** One trial under way. */
class Trial {
  readonly item: TrialItem;
  ran = false;
  rejected = false;
  hopeful = true;
  casesRun = 0;
  accuracy: number | null = null;
  work: TrialResult['work'] = null;
  logs: number[] = [];
  memory: MemoryReading | null = null;
  stressed: StressReading | null = null;
  /** Checks passed before the stress stage. */
  readonly named: NamedCheck[] = [];
  private at: Stage = 'done';
  private reason: string | null = null;
  private killer: number | null = null;
  private readonly spent: Partial<Record<Stage, number>> = {};

  constructor(item: TrialItem) {
    this.item = item;
  }

  stage<T>(stage: Stage, action: () => T): T | undefined {
    const start = milliseconds();
    try {
      const value = action();
      this.spend(stage, start);
      return value;
    } catch (error) {
      this.fail(stage, textOf(error), null, start);
      return undefined;
    }
  }

  spend(stage: Stage, start: number): void {
    this.spent[stage] = (this.spent[stage] ?? 0) + milliseconds() - start;
  }

  reject(stage: Stage, reason: string): TrialResult {
    this.fail(stage, reason, null, milliseconds());
    return this.result();
  }

  fail(stage: Stage, reason: string, killer: number | null, start: number): false {
    this.rejected = true;
    this.at = stage;
    this.reason = reason;
    this.killer = killer;
    this.spend(stage, start);
    return false;
  }

  result(): TrialResult {
    return {
      slot: this.item.slot,
      stage: this.at,
      reason: this.reason,
      killer: this.killer,
      ran: this.ran,
      accuracy: this.accuracy,
      cases: this.casesRun,
      work: this.work,
      logs: this.logs,
      memory: this.memory,
      stress: this.stressed,
      spent: this.spent,
    };
  }
}

const rowsIn = (sets: readonly CaseSet[]): number => sets.reduce((sum, { rows }) => sum + rows.length, 0);

/** All case numbers, the given ones first. */
function orderOf(total: number, first: readonly number[]): number[] {
  const early = new Set(first.filter((number) => number < total));
  const order = [...early];
  for (let i = 0; i < total; i++) if (!early.has(i)) order.push(i);
  return order;
}

function locate(sets: readonly CaseSet[], number: number): [set: number, row: number] {
  let left = number;
  for (const [e, set] of sets.entries()) {
    if (left < set.rows.length) return [e, left];
    left -= set.rows.length;
  }
  throw new RangeError(`no case ${number}`);
}

function textOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error)
    return String((error as { message: unknown }).message).slice(0, 300);
  return String(error).slice(0, 300);
}
