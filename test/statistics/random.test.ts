import { describe, expect, it } from 'vitest';
import { below, pick, pickWeighted, shuffled, stream } from '../../src/statistics/random.ts';

const draws = (random: () => number, count: number): number[] => Array.from({ length: count }, random);

/** Pearson's statistic of counts against expected ones. */
const chiSquare = (counts: readonly number[], expected: readonly number[]): number =>
  counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0);

describe('a stream', () => {
  it('is fixed by its seed and path', () => {
    expect(draws(stream(7, 12, 17, 'slot'), 20)).toEqual(draws(stream(7, 12, 17, 'slot'), 20));
    const others = [
      stream(7, 12, 17),
      stream(7, 12, 18),
      stream(7, 13, 17),
      stream(8, 12, 17),
      stream(7, 12),
      stream(7),
    ];
    expect(new Set(others.map((random) => random())).size).toBe(others.length);
    expect(stream(1, 23)()).not.toBe(stream(12, 3)());
  });

  it('gives the same numbers today as when this was written, so that old runs replay', () => {
    expect(draws(stream(1, 2, 'x'), 3)).toEqual([0.8382860207930207, 0.37450398853980005, 0.06730163260363042]);
  });

  it('is not moved by another one', () => {
    const alone = draws(stream(3, 'a'), 10);
    const a = stream(3, 'a');
    const b = stream(3, 'b');
    const between: number[] = [];
    for (let i = 0; i < 10; i++) {
      b();
      between.push(a());
    }
    expect(between).toEqual(alone);
  });

  it('is uniform on [0, 1)', () => {
    const counts = new Array<number>(20).fill(0);
    for (const value of draws(stream(5), 20_000)) counts[Math.floor(value * 20)]!++;
    expect(counts).toHaveLength(20);
    expect(
      chiSquare(
        counts,
        counts.map(() => 1000),
      ),
    ).toBeLessThan(45);
  });

  it('has neighbours that do not go together', () => {
    const first = Array.from({ length: 4000 }, (_, slot) => stream(1, 5, slot)());
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    let covariance = 0;
    for (let i = 1; i < first.length; i++) covariance += (first[i]! - mean) * (first[i - 1]! - mean);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    expect(Math.abs((covariance / first.length) * 12)).toBeLessThan(0.06);
  });
});

it('below and pick reach all they may, evenly', () => {
  const random = stream(9);
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 7000; i++) counts[below(random, 7)]!++;
  expect(counts).toHaveLength(7);
  expect(
    chiSquare(
      counts,
      counts.map(() => 1000),
    ),
  ).toBeLessThan(25);
  const list = ['a', 'b', 'c'];
  expect(new Set(Array.from({ length: 50 }, () => pick(random, list)))).toEqual(new Set(list));
});

describe('pickWeighted', () => {
  it('draws in proportion to the weights', () => {
    const weights = [1, 0, 4, 2, 0.5, 2.5];
    const random = stream(11);
    const counts = weights.map(() => 0);
    for (let i = 0; i < 20_000; i++) counts[pickWeighted(random, weights)]!++;
    expect(counts[1]).toBe(0);
    const drawn = weights.flatMap((weight, i) => (weight > 0 ? [[counts[i]!, weight * 2000] as const] : []));
    expect(
      chiSquare(
        drawn.map(([count]) => count),
        drawn.map(([, expected]) => expected),
      ),
    ).toBeLessThan(22);
  });

  it('takes one draw, and the last member where no weight is left', () => {
    expect(pickWeighted(() => 0.999_999, [1, 1, 1])).toBe(2);
    expect(pickWeighted(() => 0, [0, 3])).toBe(1);
    expect(pickWeighted(() => 0.5, [0, 0])).toBe(1);
    const random = stream(1);
    pickWeighted(random, [1, 2, 3]);
    expect(random()).toBe(draws(stream(1), 2)[1]);
  });
});

it('a shuffle keeps the members, leaves the list, and makes all orders as often', () => {
  const random = stream(13);
  const list = Object.freeze([1, 2, 3]);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const key = shuffled(random, list).join('');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['123', '132', '213', '231', '312', '321']);
  expect(chiSquare([...counts.values()], new Array<number>(6).fill(1000))).toBeLessThan(21);
});
