/** Timing in a realm: interleaved blocks of ancestor and variant over a stream of distinct inputs. */
import { deviation, median, quantile } from '../../statistics/summary.ts';
import type { Plan } from '../protocol.ts';
import { type Loop, makeLoop } from './loop.ts';
import { type Callable, milliseconds, type Realm } from './realm.ts';
import { callsBefore } from './tiers.ts';

/** One export, ready on both sides. */
export interface Stand {
  readonly left: Realm;
  readonly right: Realm;
  /** The left side's loop: kept and warm, so that only the variant has to be compiled for a race. */
  readonly leftLoop: Loop;
  readonly rightCall: Callable;
  readonly leftPool: unknown[][];
  readonly rightPool: unknown[][];
  /** Whether the left side throws on some rows; the right side has to throw on as many. */
  readonly catches: boolean;
  /** Arguments in each row, or null where rows differ. */
  readonly arity: number | null;
  readonly perBlock: number;
  /** Whether each side needs copies of its own, because the function changes its arguments. */
  readonly copies: boolean;
  /** What a call of the left side took last, microseconds. */
  readonly micros: number;
}

export interface Race {
  /** One log of time(left) / time(right) a pair: the mean over exports. */
  readonly logs: number[];
  /** Whether the hopeful end reached the floor. */
  readonly hopeful: boolean;
  /** Microseconds a call of the left side, by export; 0 where unknown. */
  readonly micros: number[];
  /** After how many times the calls that V8 wants something of the right side was last compiled, as far as was seen. */
  readonly compiled: number;
}

/** What is known of a subject's races before one of them. */
export interface RaceFacts {
  /** Logarithm of the ratio that a variant without any change would have: it is taken off. */
  readonly neutral?: number;
  /** What pairs usually scatter by: two pairs that happen to agree say little. */
  readonly noise?: number;
  /** How many times the calls that V8 wants a variant is called before it counts as warm. */
  readonly warm?: number;
}

/**
 * Milliseconds that one block of calls should last. Medians of six pairs of the ancestor against itself scattered by
 * 0.025 to 0.029 with half a millisecond, by 0.029 to 0.035 with a whole one (leven, damerau-levenshtein,
 * string-similarity): more of the short ones see more of the machine's bursts.
 */
export const BLOCK_MS = 0.5;
/** Milliseconds of one chunk of warming. */
const CHUNK_MS = 0.25;
/**
 * Milliseconds that warming takes at the least: of compare-versions an inner function is optimised after 4,000 calls, and
 * until then each variant seemed to be a quarter slower than the ancestor.
 */
const LEAST_WARM_MS = 4;
/**
 * How many times the calls that V8 wants: where few functions take part, and at the most. Of a module of forty functions
 * those that are called now and then are compiled long after the others, each in the middle of some block: form-defaults
 * beside itself read 0.29 to 1.34, warmed for 20 times as many 0.87 to 1.16.
 */
const LEAST_WARM = 2;
export const MOST_WARM = 20;
/** What a variant gets beyond what copies of the ancestor took. */
const WARM_MARGIN = 1.5;
/** Milliseconds that it may take, for compiling as well, beyond the calls before, which are so many times as slow. */
const WARM_MS = 60;
const WARM_MS_EACH = 12;
const UNOPTIMISED = 12;
const LONGEST_WARM_MS = 500;
/** Chunks in a row that neither bring a new best nor hold a compilation before a side counts as warm. */
const SETTLED = 5;
/** How much longer than usual a chunk is that holds a compilation. */
const COMPILING = 4;
/** Pairs of each kind below which nothing is said of what a circumstance does: one that was disturbed would decide. */
const FEWEST_EACH = 3;
/** What a pair of blocks scatters by, at the least. */
export const NOISE = 0.03;
/** A block that took this many times as long as the side's best one held a compilation, or was disturbed ... */
const DISTURBED = 2.5;
/** ... and its pair is made again, on other rows, up to this often. */
const REPEATS = 3;

/** How long variants are warmed, by when the copies of the ancestor were last compiled; one that was disturbed may differ. */
export const warmAfter = (compiled: readonly number[]): number =>
  compiled.length === 0 ? MOST_WARM : Math.max(LEAST_WARM, Math.min(MOST_WARM, WARM_MARGIN * quantile(compiled, 0.75)));

const stepAfter = (step: number, time: number, most: number): number => {
  if (time < CHUNK_MS) return Math.min(step * 2, most);
  return time > CHUNK_MS * 2 ? Math.max(1, step >> 1) : step;
};

/**
 * Runs a variant's pairs: `pairs` for everyone, and as long as it may still reach the floor, asked each time that their
 * number has doubled, up to `morePairs` more.
 */
export function race(
  stands: readonly Stand[],
  plan: Pick<Plan, 'pairs' | 'morePairs' | 'floor'>,
  slot: number,
  { neutral = 0, noise = NOISE, warm = MOST_WARM }: RaceFacts = {},
): Race {
  const runs = stands.map(prepare);
  const compiled = Math.max(...runs.map((run) => run.warm(warm)));
  const raw: number[] = [];
  const circumstances: Circumstances[] = [];
  const seen: number[][] = stands.map(() => []);
  const all = plan.pairs + plan.morePairs;
  let repeats = 0;
  const pair = (p: number): boolean => {
    let sum = 0;
    const first = (p + slot) & 1;
    const newest = ((p + slot) >> 1) & 1;
    for (const [e, run] of runs.entries()) {
      const next = (): Block | undefined => run.block(first, newest, all - p + REPEATS - repeats);
      let times = next();
      while (times && repeats < REPEATS && run.disturbed(times)) {
        repeats++;
        times = next();
      }
      if (!times) return false;
      const [left, right, calls] = times;
      seen[e]!.push((left * 1000) / calls);
      sum += Math.log(left / right);
    }
    raw.push(sum / runs.length - neutral);
    circumstances.push([first, newest]);
    return true;
  };
  let p = 0;
  for (let look = Math.min(plan.pairs, all); p < all; look = Math.min(2 * look, all)) {
    while (p < look && pair(p)) p++;
    if (p < look || hopefulEnd(raw, noise) < plan.floor) break;
  }
  // Copies are nearer to the processor the newer they are; rows that stand ready are not.
  const copied = stands.some(({ copies }) => copies);
  const logs = balanced(raw, copied ? circumstances : circumstances.map(([first]) => [first, 0]));
  const micros = seen.map((times) => (times.length === 0 ? 0 : median(times)));
  return { logs, hopeful: hopefulEnd(raw, noise) >= plan.floor, micros, compiled };
}

/** Which side ran first, and whose copies were made last. */
type Circumstances = readonly [first: number, newest: number];

/**
 * Logarithms without what the circumstances did to them. Rows are new to the processor for the side that runs first:
 * left-pad's pairs alternated between 0.15 and -0.15, and their median was of one kind or the other.
 */
export function balanced(logs: readonly number[], circumstances: readonly Circumstances[]): number[] {
  let out = [...logs];
  for (const which of [0, 1] as const) {
    const of = (side: number): number[] => out.filter((_, i) => circumstances[i]![which] === side);
    const [one, other] = [of(0), of(1)];
    if (Math.min(one.length, other.length) < FEWEST_EACH) continue;
    const half = (median(other) - median(one)) / 2;
    out = out.map((log, i) => log + (circumstances[i]![which] === 0 ? half : -half));
  }
  return out;
}

/** The ratio that a few pairs leave possible. */
export function hopefulEnd(logs: readonly number[], noise = NOISE): number {
  if (logs.length === 0) return Number.POSITIVE_INFINITY;
  const spread = Math.max(deviation(logs), noise);
  return Math.exp(median(logs) + (2 * spread) / Math.sqrt(logs.length));
}

interface Run {
  /** @returns after how many times the calls that V8 wants something was last compiled. */
  warm(times: number): number;
  /**
   * One block of calls, such that the rows last for `needed` of them; undefined where there are too few.
   * @param first the side that runs first.
   * @param newest the side whose copies are made last, and are nearer to the processor.
   */
  block(first: number, newest: number, needed: number): Block | undefined;
  /** Whether one side took far longer than it can. */
  disturbed(block: Block): boolean;
}

/** Milliseconds of both sides. */
type Block = readonly [left: number, right: number, calls: number];

function prepare(stand: Stand): Run {
  const rightLoop = makeLoop(stand.right, stand.rightCall, stand.arity, stand.catches);
  /** Calls that threw in the last run of each side. */
  const failed: [number, number] = [0, 0];
  const total = stand.leftPool.length;
  /** Rows from here on are for warming, again and again. */
  const warmFrom = Math.ceil(total * 0.75);
  let at = 0;
  /**
   * Milliseconds a call of each side at its best in this race. Not in all races: a machine shared with others takes
   * twice as long for seconds on end, and what was capped at the usual time then read 0.6 on all sides.
   */
  const best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let perBlock = Math.max(1, Math.min(stand.perBlock, Math.floor(total / 8)));
  const runSide = (side: 0 | 1, from: number, to: number): number => {
    const loop = side === 0 ? stand.leftLoop : rightLoop;
    let pool = side === 0 ? stand.leftPool : stand.rightPool;
    let begin = from;
    let end = to;
    if (stand.copies) {
      pool = copied[side]!;
      begin = 0;
      end = to - from;
    }
    const start = milliseconds();
    failed[side] = loop(pool, begin, end);
    return milliseconds() - start;
  };
  const copied: [unknown[][], unknown[][]] = [[], []];
  const ready = (from: number, to: number, newest: number): void => {
    if (!stand.copies) return;
    for (const side of newest === 0 ? [1, 0] : [0, 1]) {
      const realm = side === 0 ? stand.left : stand.right;
      const pool = side === 0 ? stand.leftPool : stand.rightPool;
      copied[side as 0 | 1] = pool.slice(from, to).map((row) => realm.kit.copy(row));
    }
  };
  return {
    warm(times) {
      // The left side is warm from races before. The right side is when it was called so many times as often as V8 wants,
      // and nothing is compiled any more; chunks are short, since code that is not yet optimised runs ten times as long.
      const calls = callsBefore(stand.micros);
      const most = Math.max(WARM_MS, WARM_MS_EACH * times);
      const limit = Math.min(LONGEST_WARM_MS, most + (UNOPTIMISED * stand.micros * calls) / 1000);
      const start = milliseconds();
      const seen: number[] = [];
      let step = 1;
      let settled = 0;
      let done = 0;
      let spent = 0;
      let compiled = 0;
      for (
        let from = warmFrom;
        settled < SETTLED && spent < limit;
        from = from + step < total ? from + step : warmFrom
      ) {
        const to = Math.min(from + step, total);
        ready(from, to, 0);
        const time = runSide(1, from, to);
        const each = time / (to - from);
        done += to - from;
        spent = milliseconds() - start;
        // Beside the usual one: rows may differ as much as compiled code does from code that is not.
        const usual = seen.length > 0 ? median(seen.slice(-SETTLED)) : each;
        seen.push(each);
        if (each > usual * COMPILING) compiled = done;
        if (each < best[1] * 0.9 || each > usual * COMPILING) settled = 0;
        else if (done > times * calls && spent > LEAST_WARM_MS) settled++;
        best[1] = Math.min(best[1], each);
        step = stepAfter(step, time, perBlock);
      }
      const to = Math.min(warmFrom + Math.ceil(perBlock / 4), total);
      ready(warmFrom, to, 0);
      best[0] = runSide(0, warmFrom, to) / (to - warmFrom);
      return compiled / calls;
    },
    block(first, newest, needed) {
      const to = at + Math.min(perBlock, Math.floor((warmFrom - at) / needed));
      if (to === at) return undefined;
      if (stand.leftPool === stand.rightPool) touch(stand.leftPool, at, to);
      ready(at, to, newest);
      let left: number;
      let right: number;
      if (first === 0) {
        left = runSide(0, at, to);
        right = runSide(1, at, to);
      } else {
        right = runSide(1, at, to);
        left = runSide(0, at, to);
      }
      if (stand.catches && failed[0] !== failed[1])
        throw new Error(`${failed[1]} of ${to - at} calls, ${failed[0]} of the original's`);
      const calls = to - at;
      at = to;
      // Blocks shrink when both sides became faster than was planned for, and grow likewise.
      const slower = Math.max(left, right);
      if (slower < BLOCK_MS * 0.4) perBlock *= 2;
      else if (slower > BLOCK_MS * 4) perBlock = Math.max(1, perBlock >> 1);
      return [Math.max(left, 1e-6), Math.max(right, 1e-6), calls];
    },
    disturbed([left, right, calls]) {
      const each = [left / calls, right / calls] as const;
      if (each.some((time, side) => time > best[side]! * DISTURBED)) return true;
      for (const side of [0, 1] as const) best[side] = Math.min(best[side], each[side]);
      return false;
    },
  };
}

let touched = 0;

/** Brings rows that both sides share near the processor, so that the side that runs first does not pay for the other. */
function touch(pool: readonly (readonly unknown[])[], from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const row = pool[i]!;
    for (let k = 0; k < row.length; k++) {
      const value = row[k];
      if (typeof value === 'string') touched = (touched + value.charCodeAt(0)) | 0;
    }
  }
}
