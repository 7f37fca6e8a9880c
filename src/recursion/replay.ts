/** Two integrators beside each other on the same recorded pools: what of the attainable gain each captures. */
import { setImmediate as turn } from 'node:timers/promises';
import { parseAncestor } from '../genome/ancestor.ts';
import { bodyOf, type ModuleForm } from '../genome/run-form.ts';
import type { Integrator } from '../integrator/integrator.ts';
import { deviation, type Estimate, mean, studentPoint } from '../statistics/summary.ts';
import type { Pools, Row } from './pools.ts';

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
}

/** Pools of each seed, of one part; and what a share that is hardly above nothing counts as, for its ratio. */
const ROWS = 150;
const SEEDS = [1, 2, 3, 4] as const;
const LEAST = 0.05;

type Play = Integrator['play'];

/** What a text plays. */
export function playOf(text: string): Play {
  const { form, source } = parseAncestor(text, 'integrator.ts');
  return playIn(form, source.run);
}

/** What a run text plays; it may be forgotten again, which an imported module never is. */
export const playIn = (form: ModuleForm, run: string): Play => (new Function(bodyOf(form, run))() as Integrator).play;

/**
 * A throw captures nothing. Pairs are of the same pool, so that how hard pools are is in none of the intervals of
 * differences.
 */
export async function replayed(
  pools: Pools,
  before: Play,
  after: Play,
  confidence: number,
  signal?: AbortSignal,
): Promise<Replayed> {
  const groups = new Map<string, { module: string; old: number[]; young: number[] }>();
  for (const seed of SEEDS) {
    for (const row of pools.rows('verdict', ROWS, seed)) {
      // Between two pools signals are heard.
      await turn();
      signal?.throwIfAborted();
      const module = pools.moduleOf(row);
      const key = `${seed} ${module}`;
      const group = groups.get(key) ?? { module, old: [], young: [] };
      groups.set(key, group);
      group.old.push(scoreOf(pools, before, row));
      group.young.push(scoreOf(pools, after, row));
    }
  }
  const all = [...groups.values()];
  const old = all.flatMap((group) => group.old);
  const young = all.flatMap((group) => group.young);
  const reached = (scores: readonly number[]): number => Math.max(LEAST, mean(scores));
  const shares = all.map((group) => Math.min(1, reached(group.young) / reached(group.old)));
  const worst = Math.min(...shares);
  return {
    captured: inInterval(young, confidence),
    before: mean(old),
    gained: ratioOf(old, young, confidence),
    worst,
    where: all[shares.indexOf(worst)]!.module,
  };
}

function scoreOf(pools: Pools, play: Play, row: Row): number {
  try {
    return pools.score(row, play(...(row as Parameters<Play>)));
  } catch {
    return 0;
  }
}

function inInterval(scores: readonly number[], confidence: number): Replayed['captured'] {
  const half = halfOf(scores, confidence);
  const score = mean(scores);
  return { score, low: Math.max(0, score - half), high: Math.min(1, score + half) };
}

/** Half of Student's interval of a mean. */
const halfOf = (values: readonly number[], confidence: number): number =>
  (studentPoint(values.length - 1, confidence) * deviation(values)) / Math.sqrt(values.length);

/** Ratio of two means of pairs, its interval by linearising it (Cochran 1977, "Sampling Techniques", 6.3). */
function ratioOf(old: readonly number[], young: readonly number[], confidence: number): Estimate {
  const base = Math.max(LEAST, mean(old));
  const ratio = Math.max(LEAST, mean(young)) / base;
  const half =
    halfOf(
      young.map((score, i) => score - ratio * old[i]!),
      confidence,
    ) / base;
  return { ratio, low: Math.max(0, ratio - half), high: ratio + half };
}
