/** Two integrators beside each other on the same recorded pools: what of the attainable gain each captures. */
import { deviation, type Estimate, mean, studentPoint } from '../statistics/summary.ts';
import type { AllPlayed } from './games.ts';
import type { Pools } from './pools.ts';

export interface Replayed {
  /** Mean share of the attainable gain, with its interval. */
  readonly captured: { readonly score: number; readonly low: number; readonly high: number };
  readonly before: number;
  /** By how much more than the other one it captures, as a ratio. */
  readonly gained: Estimate;
  /** The least that it captures of what the other one does, on any module with any seed, at most 1. */
  readonly worst: number;
  /** On which module. */
  readonly where: string;
  /** Tries that were none of a pool's candidates: they capture nothing. */
  readonly outside: number;
}

/** Pools of each seed, of one part; and what a share that is hardly above nothing counts as, for its ratio. */
const ROWS = 150;
const SEEDS = [1, 2, 3, 4] as const;
const LEAST = 0.05;

/** Plays so many of the verdict's pools. */
export type Player = (count: number, seed: number) => Promise<AllPlayed>;

/** Pairs are of the same pool, so that how hard pools are is in none of the intervals of differences. */
export async function replayed(
  pools: Pools,
  before: Player,
  after: Player,
  confidence: number,
  signal?: AbortSignal,
): Promise<Replayed> {
  const groups = new Map<string, { module: string; old: number[]; young: number[] }>();
  let outside = 0;
  for (const seed of SEEDS) {
    const [old, young] = await Promise.all([before(ROWS, seed), after(ROWS, seed)]);
    signal?.throwIfAborted();
    outside += young.outside;
    for (const [i, row] of pools.rows('verdict', ROWS, seed).entries()) {
      const module = pools.moduleOf(row);
      const key = `${seed} ${module}`;
      const group = groups.get(key) ?? { module, old: [], young: [] };
      groups.set(key, group);
      group.old.push(old.scores[i]!);
      group.young.push(young.scores[i]!);
    }
  }
  const all = [...groups.values()];
  const old = all.flatMap((group) => group.old);
  const young = all.flatMap((group) => group.young);
  const reached = (scores: readonly number[]): number => Math.max(LEAST, mean(scores));
  const shares = all.map((group) => Math.min(1, reached(group.young) / reached(group.old)));
  const worst = Math.min(...shares);
  const half = halfOf(confidence, pools.apart('verdict'));
  return {
    captured: inInterval(young, half),
    before: mean(old),
    gained: ratioOf(old, young, half),
    worst,
    where: all[shares.indexOf(worst)]!.module,
    outside,
  };
}

type Half = (values: readonly number[]) => number;

function inInterval(scores: readonly number[], half: Half): Replayed['captured'] {
  const score = mean(scores);
  return { score, low: Math.max(0, score - half(scores)), high: Math.min(1, score + half(scores)) };
}

/**
 * Half of Student's interval of a mean over pools that are drawn from the same few candidates: its variance is at most
 * that of a mean over pools that have none in common (Hoeffding 1948, "A class of statistics with asymptotically normal
 * distribution", theorem 5.2), and there are no more of those than that.
 */
export const halfOf =
  (confidence: number, apart: number): Half =>
  (values) => {
    const count = Math.max(2, Math.min(values.length, apart));
    return (studentPoint(count - 1, confidence) * deviation(values)) / Math.sqrt(count);
  };

/** Ratio of two means of pairs, its interval by linearising it (Cochran 1977, "Sampling Techniques", 6.3). */
function ratioOf(old: readonly number[], young: readonly number[], halfOf: Half): Estimate {
  const base = Math.max(LEAST, mean(old));
  const ratio = Math.max(LEAST, mean(young)) / base;
  const half = halfOf(young.map((score, i) => score - ratio * old[i]!)) / base;
  return { ratio, low: Math.max(0, ratio - half), high: ratio + half };
}
