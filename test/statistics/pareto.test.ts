import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypervolume } from '../../src/statistics/hypervolume.ts';
import { crowding, dominates, fronts } from '../../src/statistics/pareto.ts';

const point = (size: number) => fc.array(fc.integer({ min: 0, max: 5 }), { minLength: size, maxLength: size });
const cloud = (size: number, maxLength = 12) => fc.array(point(size), { minLength: 1, maxLength });
const settings = { seed: 20_261_130, numRuns: 300 };

describe('dominance', () => {
  it('is strict, and never goes both ways', () => {
    fc.assert(
      fc.property(point(3), point(3), point(3), (a, b, c) => {
        expect(dominates(a, a)).toBe(false);
        if (dominates(a, b)) expect(dominates(b, a)).toBe(false);
        if (dominates(a, b) && dominates(b, c)) expect(dominates(a, c)).toBe(true);
        const better = a.map((value, i) => value + Number(i === 1));
        expect(dominates(better, a)).toBe(true);
      }),
      settings,
    );
    expect(dominates([1, 2], [2, 1])).toBe(false);
  });
});

describe('fronts', () => {
  const split = (points: number[][]): number[][] => fronts(points, dominates);

  it('hold each point once; one is beaten only by members of fronts before it, and by one of the front right before', () => {
    fc.assert(
      fc.property(cloud(3, 20), (points) => {
        const levels = split(points);
        expect(levels.flat().sort((a, b) => a - b)).toEqual(points.map((_, i) => i));
        for (const [level, front] of levels.entries()) {
          for (const i of front) {
            for (const j of levels.slice(level).flat()) expect(dominates(points[j]!, points[i]!)).toBe(false);
            const before = levels[level - 1];
            if (before) expect(before.some((j) => dominates(points[j]!, points[i]!))).toBe(true);
          }
        }
      }),
      settings,
    );
  });

  it('do not depend on the order of the input', () => {
    fc.assert(
      fc.property(cloud(2), fc.nat(), (points, turn) => {
        const k = turn % points.length;
        const turned = [...points.slice(k), ...points.slice(0, k)].reverse();
        const texts = (list: number[][]) => split(list).map((front) => front.map((i) => String(list[i])).sort());
        expect(texts(turned)).toEqual(texts(points));
      }),
      settings,
    );
    expect(split([])).toEqual([]);
  });
});

describe('crowding', () => {
  it('is endless at the ends and known between them', () => {
    expect(
      crowding([
        [0, 10],
        [2, 6],
        [5, 1],
        [10, 0],
      ]),
    ).toEqual([Infinity, 5 / 10 + 9 / 10, 8 / 10 + 6 / 10, Infinity]);
    expect(crowding([])).toEqual([]);
    expect(crowding([[1, 1]])).toEqual([Infinity]);
  });

  it('does not depend on scale, shift or which objective is first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 10 }), (xs) => {
        const points = [...xs].sort((a, b) => a - b).map((x, i) => [x, -(i ** 2)]);
        const plain = crowding(points);
        const other = crowding(points.map(([x, y]) => [(y as number) * 4, (x as number) * 8 + 3]));
        expect(plain.filter((distance) => distance === Infinity)).toHaveLength(2);
        for (const [i, distance] of plain.entries()) {
          expect(distance).toBeGreaterThanOrEqual(0);
          if (distance === Infinity) expect(other[i]).toBe(Infinity);
          else expect(other[i]).toBeCloseTo(distance, 9);
        }
      }),
      settings,
    );
  });

  it('is finite in the middle where all have the same value', () => {
    expect(crowding([[1], [1], [1]])).toEqual([Infinity, 0, Infinity]);
  });
});

describe('hypervolume', () => {
  it('has known values', () => {
    expect(hypervolume([[3]], [1])).toBe(2);
    expect(
      hypervolume(
        [
          [2, 5],
          [1, 1],
        ],
        [0, 0],
      ),
    ).toBe(10);
    expect(
      hypervolume(
        [
          [1, 3],
          [2, 2],
          [3, 1],
        ],
        [0, 0],
      ),
    ).toBe(6);
    expect(hypervolume([[1, 2, 3]], [0, 0, 0])).toBe(6);
    expect(
      hypervolume(
        [
          [1, 2, 3],
          [2, 1, 1],
        ],
        [0, 0, 0],
      ),
    ).toBe(7);
    expect(hypervolume([[1.5, 1.2]], [1, 1])).toBeCloseTo(0.1, 12);
    expect(
      hypervolume(
        [
          [1, 3],
          [3, 1],
        ],
        [1, 1],
      ),
    ).toBe(0);
    expect(hypervolume([], [0, 0])).toBe(0);
  });

  /** Points have whole numbers: the volume is the number of unit cells below one of them. */
  const cells = (points: number[][], size: number): number => {
    let count = 0;
    for (let code = 0; code < 5 ** size; code++) {
      const cell = Array.from({ length: size }, (_, k) => Math.floor(code / 5 ** k) % 5);
      if (points.some((corner) => corner.every((value, k) => value > cell[k]!))) count++;
    }
    return count;
  };

  it.each([2, 3, 4])('is the number of cells below a front in %d dimensions', (size) => {
    fc.assert(
      fc.property(cloud(size), (points) => {
        expect(hypervolume(points, new Array<number>(size).fill(0))).toBe(cells(points, size));
      }),
      settings,
    );
  });

  it('grows with each point, strictly where no other dominates or equals it, in any order', () => {
    fc.assert(
      fc.property(cloud(3), point(3), (points, more) => {
        const origin = [0, 0, 0];
        const before = hypervolume(points, origin);
        const after = hypervolume([...points, more], origin);
        const covered = points.some((other) => dominates(other, more) || String(other) === String(more));
        if (covered || more.includes(0)) expect(after).toBe(before);
        else expect(after).toBeGreaterThan(before);
        expect(hypervolume([more, ...points].reverse(), origin)).toBe(after);
      }),
      settings,
    );
  });
});
