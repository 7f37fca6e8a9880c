/**
 * A policy at work on recorded pools as it would be in a search: it begins with what it learnt from modules of other
 * families, ranks, tries the first few, learns what came of them, and ranks again.
 */
import type { Integrator, Pattern, State, Traits } from '../integrator/integrator.ts';
import { livedThrough } from '../integrator/load.ts';
import type { Part, Pools, Row } from './pools.ts';

export type Policy = Pick<Integrator, 'fresh' | 'begin' | 'examined' | 'learn' | 'rank' | 'play'>;

export interface Asked {
  readonly part: Part;
  /** How many pools, and from which seed they are drawn. */
  readonly count: number;
  readonly seed: number;
}

export interface Played {
  /** Of each pool the share of what is to be had; null where another process plays it. A throw captures nothing. */
  readonly scores: readonly (number | null)[];
  /** Tries that were none of a pool's candidates, or tried before. */
  readonly outside: number;
  /** Games of {@link Integrator.play} after which it had lost what the engine needs besides. */
  readonly unsound: number;
}

/** A candidate with what the policy is told when it tries it. */
type Recorded = Pattern & { readonly id: number; readonly traits: Traits };

/** Games of `play` by which a policy is asked whether it is sound. */
const SOUND = 6;

/** @param half which of the modules are played: of each second one, the first or the second. */
export function gamesOf(policy: Policy | null, pools: Pools, { part, count, seed }: Asked, half?: 0 | 1): Played {
  const rows = pools.rows(part, count, seed);
  const modules = [...new Set(rows.map((row) => pools.moduleOf(row)))].filter(
    (_, k) => half === undefined || k % 2 === half,
  );
  const scores: (number | null)[] = rows.map(() => null);
  let outside = 0;
  for (const module of modules) {
    let known: State | null = null;
    try {
      known = policy && livedThrough(policy, pools.livedBefore(part, module));
    } catch {
      // What cannot learn plays nothing.
    }
    for (const [i, row] of rows.entries()) {
      if (pools.moduleOf(row) !== module) continue;
      scores[i] = 0;
      if (!policy || !known) continue;
      try {
        const game = played(policy, known, row);
        outside += game.outside;
        scores[i] = pools.captured(row, game.tried);
      } catch {
        // It captures nothing.
      }
    }
  }
  return { scores, outside, unsound: half === 1 ? 0 : unsoundOf(policy, pools, seed) };
}

function played(policy: Policy, known: State, row: Row): { tried: number[]; outside: number } {
  const [pool, budget, , batch] = row as readonly [readonly Recorded[], number, unknown, number];
  let state = policy.begin(known);
  let left = pool;
  let outside = 0;
  const tried: number[] = [];
  while (tried.length < budget && left.length > 0) {
    const ranked = policy.rank(
      state,
      left.map(({ traits }) => traits),
    );
    const first = ranked.slice(0, Math.min(batch, budget - tried.length)).map(({ index }) => left[index]);
    const chosen = [...new Set(first)].filter((one) => one !== undefined);
    outside += first.length - chosen.length;
    if (chosen.length === 0) break;
    for (const { id } of chosen) tried.push(id);
    state = policy.learn(state, chosen);
    left = left.filter((one) => !chosen.includes(one));
  }
  return { tried, outside };
}

function unsoundOf(policy: Policy | null, pools: Pools, seed: number): number {
  return pools.rows('search', SOUND, seed).filter((row) => {
    try {
      return !policy || !pools.isSound(row, policy.play(...(row as Parameters<Policy['play']>)));
    } catch {
      return true;
    }
  }).length;
}
