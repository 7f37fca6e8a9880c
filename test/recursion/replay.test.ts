/** Policies beside each other on recorded pools: intervals of differences, and the worst case. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Integrator, Ranked, Traits } from '../../src/integrator/integrator.ts';
import { freshPolicy } from '../../src/integrator/load.ts';
import { gamesOf } from '../../src/recursion/game.ts';
import { type Pools, poolsOf } from '../../src/recursion/pools.ts';
import { halfOf, type Player, type Replayed, replayed } from '../../src/recursion/replay.ts';
import { mean } from '../../src/statistics/summary.ts';

let pools: Pools;
let V0: Integrator;
beforeAll(async () => {
  pools = await poolsOf(0);
  V0 = (await freshPolicy()).integrator;
});

const playing =
  (policy: Integrator): Player =>
  async (count, seed) => {
    const played = gamesOf(policy, pools, { part: 'verdict', count, seed });
    return { ...played, scores: played.scores.map((score) => score ?? 0) };
  };

/** The same choices, but for some pools. */
const but = (when: (first: Traits) => boolean, then: () => Ranked[]): Integrator => ({
  ...V0,
  rank: (state, candidates, random) => (when(candidates[0]!) ? then() : V0.rank(state, candidates, random)),
});

describe('V0', () => {
  test('beside itself captures as much, of every module, and tries nothing else', async () => {
    const { captured, before, gained, worst, outside } = await replayed(pools, playing(V0), playing(V0), 0.95);
    expect(gained).toEqual({ ratio: 1, low: 1, high: 1 });
    expect({ worst, outside }).toEqual({ worst: 1, outside: 0 });
    expect(captured.score).toBe(before);
    expect(captured.low).toBeGreaterThan(0.3);
    expect(captured.high).toBeLessThan(1);
  });

  test.each<[string, () => Ranked[], boolean]>([
    ['tries what is in no pool', () => [{ index: -1, score: 0.5, predictedSuccess: 0.6, gain: 0 }], true],
    [
      'throws',
      () => {
        throw new Error('odd');
      },
      false,
    ],
    ['tries nothing', () => [], false],
  ])('one that %s on half of the pools captures less, surely', async (_, then, isOutside) => {
    const half = but(({ edit }) => Number.parseInt(edit.slice(0, 8), 16) % 2 === 0, then);
    const { gained, worst, outside }: Replayed = await replayed(pools, playing(V0), playing(half), 0.95);
    expect(gained.high).toBeLessThan(1);
    expect(gained.ratio).toBeLessThan(0.8);
    expect(worst).toBeLessThan(0.9);
    expect(outside > 0).toBe(isOutside);
  });

  test('the worst case names its module', async () => {
    const rows = pools.rows('verdict', 150, 1);
    const first = pools.moduleOf(rows[0]!);
    const own = new Set(
      ([1, 2, 3, 4] as const).flatMap((seed) =>
        pools
          .rows('verdict', 150, seed)
          .filter((row) => pools.moduleOf(row) === first)
          .flatMap(([pool]) => (pool as { traits: Traits }[]).map(({ traits }) => traits.edit)),
      ),
    );
    const without = but(
      ({ edit }) => own.has(edit),
      () => [],
    );
    const { where, worst } = await replayed(pools, playing(V0), playing(without), 0.95);
    expect({ where, low: worst < 0.5 }).toEqual({ where: first, low: true });
  });
});

test('pools that share candidates say no more than those that have none in common', () => {
  const drawn = Array.from({ length: 600 }, (_, i) => (i % 7) / 7);
  const apart = pools.apart('verdict');
  expect(apart).toBeGreaterThan(5);
  expect(apart).toBeLessThan(100);
  const all = halfOf(0.95, drawn.length)(drawn);
  expect(halfOf(0.95, apart)(drawn)).toBeGreaterThan(all * Math.sqrt(600 / apart));
  expect(halfOf(0.95, 10_000)(drawn)).toBe(all);
  expect(mean(drawn)).toBeCloseTo(3 / 7, 2);
});
