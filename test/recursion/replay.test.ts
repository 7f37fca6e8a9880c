/** Policies beside each other on recorded pools: intervals of differences, and the worst case. */
import { beforeAll, describe, expect, test } from 'vitest';
import { shippedIntegrator } from '../../src/integrator/load.ts';
import { type Pools, poolsOf, type Row } from '../../src/recursion/pools.ts';
import { playOf, type Replayed, replayed } from '../../src/recursion/replay.ts';

type Play = ReturnType<typeof playOf>;
const play = playOf(shippedIntegrator());
let pools: Pools;
beforeAll(async () => {
  pools = await poolsOf(0);
});

/** The same choices, but on some pools. */
const but = (when: (row: Row) => boolean, then: () => unknown): Play =>
  ((...row: Parameters<Play>) => (when(row) ? then() : play(...row))) as Play;

describe('V0', () => {
  test('beside itself, from its text, captures as much, of every module', async () => {
    const { captured, before, gained, worst } = await replayed(pools, play, playOf(shippedIntegrator()), 0.95);
    expect(gained).toEqual({ ratio: 1, low: 1, high: 1 });
    expect(worst).toBe(1);
    expect(captured.score).toBe(before);
    expect(captured.low).toBeGreaterThan(0.1);
    expect(captured.high).toBeLessThan(1);
  });

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('odd');
      },
    ],
    ['tries nothing', () => ({ tried: [] })],
  ])('one that %s on a tenth of the pools captures less, surely', async (_, then) => {
    const rows = new Set(
      pools
        .rows('verdict', 150, 1)
        .filter((_row, i) => i % 5 === 0)
        .map(String),
    );
    const { gained, worst }: Replayed = await replayed(
      pools,
      play,
      but((row) => rows.has(String(row)), then),
      0.95,
    );
    expect(gained.high).toBeLessThan(1);
    expect(worst).toBeLessThan(0.9);
  });

  test('the worst case names its module', async () => {
    const modules = [...new Set(pools.rows('verdict', 150, 1).map((row) => pools.moduleOf(row)))];
    const [first] = modules;
    const { where, worst } = await replayed(
      pools,
      play,
      but(
        (row) => pools.moduleOf(row) === first,
        () => null,
      ),
      0.95,
    );
    expect({ where, low: worst < 0.5 }).toEqual({ where: first, low: true });
  });
});
