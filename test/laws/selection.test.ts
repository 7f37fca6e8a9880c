/** Laws that selection keeps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Celled, elites } from '../../src/selection/archive.ts';
import { beats, type Rated, rank, survivors, tournament } from '../../src/selection/nsga2.ts';
import { dominates } from '../../src/statistics/pareto.ts';
import { stream } from '../../src/statistics/random.ts';

const settings = { seed: 20_261_130, numRuns: 300 };
const rated = fc.record({
  cautious: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 2 }),
  violation: fc.constantFrom(0, 0, 0, 0.5, 2),
});
const pools = fc
  .array(rated, { minLength: 1, maxLength: 16 })
  .map((list): Rated[] => list.map((item, i) => ({ ...item, id: `g${(i * 7) % 16}-${i}` })));
const turned = <T>(list: readonly T[], turn: number): T[] => {
  const k = turn % list.length;
  return [...list.slice(k), ...list.slice(0, k)].reverse();
};

describe('constraint domination', () => {
  const one = (cautious: number[], violation = 0): Rated => ({ cautious, violation, id: 'a' });

  it('puts the feasible first, then the less infeasible, then dominance', () => {
    expect(beats(one([0, 0]), one([9, 9], 0.1))).toBe(true);
    expect(beats(one([0, 0], 1), one([9, 9], 2))).toBe(true);
    expect(beats(one([2, 1]), one([1, 1]))).toBe(true);
    expect(beats(one([2, 0]), one([1, 1]))).toBe(false);
    expect(beats(one([2, 2], 1), one([1, 1], 1))).toBe(false);
  });

  it('is strict and goes one way', () => {
    fc.assert(
      fc.property(rated, rated, (a, b) => {
        const [left, right] = [
          { ...a, id: 'a' },
          { ...b, id: 'b' },
        ];
        expect(beats(left, left)).toBe(false);
        expect(beats(left, right) && beats(right, left)).toBe(false);
      }),
      settings,
    );
  });
});

describe('survivors', () => {
  it('are members, each once, as many as asked for or as there are', () => {
    fc.assert(
      fc.property(pools, fc.nat(20), (pool, count) => {
        const chosen = survivors(pool, count);
        expect(chosen).toHaveLength(Math.min(count, pool.length));
        expect(new Set(chosen).size).toBe(chosen.length);
        for (const member of chosen) expect(pool).toContain(member);
      }),
      settings,
    );
  });

  it('do not depend on the order of the pool, which stays as it is', () => {
    fc.assert(
      fc.property(pools, fc.nat(20), fc.nat(), (pool, count, turn) => {
        const chosen = survivors(Object.freeze(pool), count);
        expect(survivors(turned(pool, turn), count)).toEqual(chosen);
      }),
      settings,
    );
  });

  it('never lose one for another that it beats', () => {
    fc.assert(
      fc.property(pools, fc.nat(16), (pool, count) => {
        const chosen = new Set(survivors(pool, count));
        for (const lost of pool) {
          if (chosen.has(lost)) continue;
          for (const kept of chosen) expect(beats(lost, kept)).toBe(false);
        }
      }),
      settings,
    );
  });

  it('keep the best of each objective where two have room', () => {
    fc.assert(
      fc.property(pools, (pool) => {
        const feasible = pool.filter(({ violation }) => violation === 0);
        fc.pre(feasible.length > 0);
        const chosen = survivors(pool, 2);
        const front = feasible.filter((a) => !feasible.some((b) => dominates(b.cautious, a.cautious)));
        // Two alike can both stand at an end, and then take the room of two.
        fc.pre(new Set(front.map(({ cautious }) => String(cautious))).size === front.length);
        for (const k of [0, 1]) {
          const most = Math.max(...front.map(({ cautious }) => cautious[k]!));
          expect(chosen.some(({ cautious }) => cautious[k] === most)).toBe(true);
        }
      }),
      settings,
    );
  });

  it('come from the less crowded part of the front that is cut', () => {
    const front = [0, 1, 2, 3, 10].map((x, i): Rated => ({ cautious: [x, 10 - x], violation: 0, id: `m${i}` }));
    expect(survivors(front, 3).map(({ cautious }) => cautious[0])).toEqual([0, 10, 3]);
  });
});

describe('a tournament', () => {
  it('takes the better of two members, by rank, then by distance', () => {
    fc.assert(
      fc.property(pools, fc.nat(), (pool, seed) => {
        const ranks = rank(pool);
        const drawn: Rated[] = [];
        const random = stream(seed);
        const spy = (): number => {
          const value = random();
          drawn.push(pool[Math.floor(value * pool.length)]!);
          return value;
        };
        const winner = tournament(pool, ranks, spy);
        expect(drawn).toHaveLength(2);
        expect(drawn).toContain(winner);
        for (const other of drawn) {
          const [a, b] = [ranks.get(winner)!, ranks.get(other)!];
          expect(a.rank < b.rank || (a.rank === b.rank && a.distance >= b.distance)).toBe(true);
        }
        expect(tournament(pool, ranks, stream(seed))).toBe(winner);
      }),
      settings,
    );
  });

  it('presses: the best of ten is drawn about twice as often as chance would, the worst almost never', () => {
    const pool = Array.from({ length: 10 }, (_, i): Rated => ({ cautious: [i], violation: 0, id: `m${i}` }));
    const ranks = rank(pool);
    const random = stream(4);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) counts[pool.indexOf(tournament(pool, ranks, random))]!++;
    // Of two draws with replacement the k-th best of n wins with probability (2 (n - k) + 1) / n².
    let chiSquare = 0;
    for (const [i, count] of counts.entries()) chiSquare += (count - (2 * i + 1) * 100) ** 2 / ((2 * i + 1) * 100);
    expect(chiSquare).toBeLessThan(28);
  });
});

describe('the archive', () => {
  const cells = fc
    .array(
      fc.record({
        cell: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 2 }),
        value: fc.integer({ max: 9, min: -9 }),
      }),
      { maxLength: 30 },
    )
    .map((list): Celled[] => list.map((item, i) => ({ ...item, id: `g${i}` })));

  it('holds the best of each cell, best first, and the best of all', () => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 12 }), (pool, places) => {
        const kept = elites(pool, places);
        const keys = kept.map(({ cell }) => cell.join());
        expect(new Set(keys).size).toBe(kept.length);
        expect(kept.length).toBe(Math.min(places, new Set(pool.map(({ cell }) => cell.join())).size));
        for (const one of kept)
          for (const other of pool)
            if (other.cell.join() === one.cell.join()) expect(one.value).toBeGreaterThanOrEqual(other.value);
        expect(kept.map(({ value }) => value)).toEqual(kept.map(({ value }) => value).sort((a, b) => b - a));
        if (pool.length > 0) expect(kept[0]!.value).toBe(Math.max(...pool.map(({ value }) => value)));
      }),
      settings,
    );
  });

  it('does not depend on the order of the pool, and a cell once held is never held by a worse one', () => {
    fc.assert(
      fc.property(cells, cells, fc.nat(30), (pool, more, turn) => {
        if (pool.length > 0) expect(elites(turned(pool, turn), 50)).toEqual(elites(pool, 50));
        const before = new Map(elites(pool, 50).map(({ cell, value }) => [cell.join(), value]));
        const later = more.map((one) => ({ ...one, id: `h${one.id}` }));
        const after = new Map(
          elites([...elites(pool, 50), ...later], 50).map(({ cell, value }) => [cell.join(), value]),
        );
        for (const [cell, value] of before) expect(after.get(cell)).toBeGreaterThanOrEqual(value);
      }),
      settings,
    );
  });
});
