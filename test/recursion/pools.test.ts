/** The pools on which versions of the integrator are made: what decides is never what they were made on. */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readExperimentFile } from '../../src/experiment/experiment.ts';
import type { Integrator } from '../../src/integrator/integrator.ts';
import { freshPolicy, loadIntegrator, shippedIntegrator } from '../../src/integrator/load.ts';
import { type Part, poolsOf } from '../../src/recursion/pools.ts';
import { alphaOf } from '../../src/recursion/self.ts';
import { type RandomStream, stream } from '../../src/statistics/random.ts';

type Play = Integrator['play'];

type Recorded = { id: number; passed: boolean; gain: number };
/** Pools with more candidates than tries, for a policy that has learnt before. */
const isWhole = ([pool, , lived]: readonly unknown[]): boolean =>
  (pool as unknown[]).length === 20 && (lived as unknown[]).length > 0;
const idsOfPatterns = (patterns: readonly object[]): number[] => (patterns as readonly Recorded[]).map(({ id }) => id);
const idsOf = (row: readonly unknown[]): number[] => (row[0] as Recorded[]).map(({ id }) => id);

describe.each([0, 1, 2, 6])('cycle %i', (cycle) => {
  test('parts have no family in common, and no candidate', async () => {
    const pools = await poolsOf(cycle);
    const { online, search, confirmation, verdict, lived } = pools.parts;
    const families = [...online, ...search, ...confirmation, ...verdict];
    expect(lived.filter((family) => [...online, ...confirmation, ...verdict].includes(family))).toEqual([]);
    expect(new Set(families).size).toBe(families.length);
    expect(pools.online).toHaveLength(4);
    for (const file of pools.online) expect((await readExperimentFile(file)).options.module).toBeDefined();
    const ids = (['search', 'confirmation', 'verdict'] as const).map(
      (part) => new Set(pools.rows(part, 30, 1).flatMap(idsOf)),
    );
    for (const [k, one] of ids.entries()) {
      expect(one.size).toBeGreaterThan(20);
      for (const other of ids.slice(k + 1)) expect([...one].filter((id) => other.has(id))).toEqual([]);
    }
  });

  test('V0 captures something; nothing, twice the same or too many capture nothing', async () => {
    const pools = await poolsOf(cycle);
    const { integrator } = await freshPolicy();
    const rows = pools.rows('verdict', 60, 3);
    expect(rows.reduce((sum, row) => sum + pools.score(row, integrator.play(...row)), 0) / rows.length).toBeGreaterThan(
      0.1,
    );
    // Small pools are tried whole.
    expect(rows.some((row) => idsOf(row).length <= 6)).toBe(true);
    for (const row of rows.filter(isWhole).slice(0, 10)) {
      const all = idsOf(row);
      const [, budget] = row as [unknown, number];
      const played = integrator.play(...row);
      expect(new Set(played.tried).size).toBe(Math.min(budget, all.length));
      expect(pools.score(row, played)).toBeGreaterThanOrEqual(0);
      const gains = new Map((row[0] as Recorded[]).map(({ id, passed, gain }) => [id, passed ? gain : -9]));
      const best = [...all].sort((a, b) => gains.get(b)! - gains.get(a)!).slice(0, budget);
      const tries = (tried: unknown): number => pools.score(row, { ...played, tried });
      expect(tries([])).toBe(0);
      expect(tries(all)).toBe(0);
      expect(tries([best[0], best[0]])).toBe(0);
      expect(tries([-1])).toBe(0);
      expect(pools.score(row, played.tried)).toBe(0);
      expect(pools.isSound(row, played)).toBe(true);
      expect(pools.isSound(row, { ...played, tried: [-1] })).toBe(false);
      expect(pools.captured(row, best)).toBeGreaterThanOrEqual(pools.captured(row, best.slice(0, 1)));
    }
  });
});

test('what is learnt before is never of a family that decides later, nor of the module itself', async () => {
  const pools = await poolsOf(1);
  const idsIn = (part: Part): Set<number> => new Set(pools.rows(part, 60, 1).flatMap(idsOf));
  for (const [part, later] of [
    ['search', ['confirmation', 'verdict']],
    ['confirmation', ['verdict']],
    ['verdict', ['verdict']],
  ] as const) {
    for (const row of pools.rows(part, 12, 2)) {
      const lived = new Set(pools.livedBefore(part, pools.moduleOf(row)).flatMap(idsOfPatterns));
      expect(lived.size).toBeGreaterThan(300);
      expect(idsOf(row).filter((id) => lived.has(id))).toEqual([]);
      for (const other of later) expect([...idsIn(other)].filter((id) => lived.has(id))).toEqual([]);
    }
  }
});

test.each([
  ['learns of no batch but the first', '    known = learn(known, batch);\n', ''],
  ['forgets nothing', 'if (table.size > REMEMBERED) table.delete(table.keys().next().value!);', ''],
  ['forgets what was tried last', '  table.delete(key);\n', ''],
  ['changes what it was given', 'weights: [...weights], squares', 'weights: weights as number[], squares'],
])('a policy that %s is told by short games', async (_, code, instead) => {
  const { rowsOf, SHORT } = (await import(new URL('../../genomes/integrator/rows.js', import.meta.url).href)) as {
    rowsOf(cycle: number, size: object): (...given: [RandomStream, number, string, string]) => Parameters<Play>[];
    SHORT: object;
  };
  const text = shippedIntegrator();
  expect(text.split(code)).toHaveLength(2);
  const own = (await loadIntegrator(text)).play;
  const other = (await loadIntegrator(text.replace(code, instead))).play;
  const rows = rowsOf(0, SHORT)(stream(1, 'told'), 2500, 'play', 'search');
  const told = rows.filter((row) => !isDeepStrictEqual(own(...row), other(...row))).length;
  expect(told).toBeGreaterThan(1);
});

test('the same seed gives the same rows, and families go round', async () => {
  const [first, again, next] = [await poolsOf(0), await poolsOf(0), await poolsOf(1)];
  expect(first.rows('search', 5, 9)).toEqual(again.rows('search', 5, 9));
  expect(next.parts.verdict).not.toEqual(first.parts.verdict);
  expect(next.parts.online).toEqual(first.parts.online);
});

test('all cycles together take no more than 5 %', () => {
  const sum = Array.from({ length: 10_000 }, (_, k) => alphaOf(k + 1)).reduce((a, b) => a + b, 0);
  expect(sum).toBeLessThanOrEqual(0.05);
  expect(sum).toBeGreaterThan(0.0499);
});

test('a policy that chooses as well and has lost what the engine needs besides scores nothing', async () => {
  const pools = await poolsOf(0);
  const { integrator } = await freshPolicy();
  const scored = pools
    .rows('search', 60, 2)
    .filter(isWhole)
    .map((row) => ({ row, played: integrator.play(...row) as unknown as Record<string, unknown> }))
    .filter(({ row, played }) => pools.score(row, played) > 0);
  expect(scored.length).toBeGreaterThan(5);
  const losses: ((played: Record<string, unknown>) => Record<string, unknown>)[] = [
    (played) => ({ ...played, shares: (played.shares as number[]).map(() => 0) }),
    (played) => ({ ...played, shares: (played.shares as number[]).map((share) => share * 2) }),
    (played) => ({ ...played, chances: [] }),
    (played) => ({ ...played, calibration: null }),
    (played) => ({ ...played, before: [...(played.before as number[])].reverse() }),
    (played) => ({ ...played, calibration: { ...(played.calibration as object), reliability: [] } }),
  ];
  for (const { row, played } of scored) for (const lost of losses) expect(pools.score(row, lost(played))).toBe(0);
  // Shares that do not follow what paid are found out where something did.
  const even = scored.map(({ row, played }) =>
    pools.score(row, { ...played, shares: [...(played.shares as number[])].reverse() }),
  );
  expect(even).toContain(0);
});
