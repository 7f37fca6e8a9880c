import { describe, expect, it } from 'vitest';
import { type RandomStream, stream } from '../../src/statistics/random.ts';
import {
  deviation,
  type Estimate,
  mean,
  median,
  medianEstimate,
  quantile,
  rankOfMedian,
  studentEstimate,
  studentPoint,
} from '../../src/statistics/summary.ts';

/** Box and Muller 1958. */
const normal = (random: RandomStream): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
/** Heavy tails to one side, median 0: what timings are like. */
const skewed = (random: RandomStream): number => Math.exp(normal(random)) - 1;

/** How often the interval of a sample holds the true value. */
function coverage(
  estimate: (logs: number[]) => Estimate,
  draw: (random: RandomStream) => number,
  size: number,
  truth = 0,
): number {
  const samples = 2000;
  let held = 0;
  for (let i = 0; i < samples; i++) {
    const random = stream(i, size, 'coverage');
    const { low, high } = estimate(Array.from({ length: size }, () => draw(random)));
    if (Math.log(low) <= truth && truth <= Math.log(high)) held++;
  }
  return held / samples;
}

describe('known values', () => {
  it('of the median, whatever the order, and without changing the list', () => {
    expect(median([3])).toBe(3);
    expect(median([10, 9, 1])).toBe(9);
    expect(median([10, 1, 9, 2])).toBe(5.5);
    expect(median([100, 20, 3])).toBe(20);
    const list = Object.freeze([3, 1, 2]);
    expect(median(list)).toBe(2);
  });

  it('of quantiles (as numpy and R, type 7)', () => {
    const values = Object.freeze([15, 20, 35, 40, 50]);
    expect(quantile(values, 0)).toBe(15);
    expect(quantile(values, 1)).toBe(50);
    expect(quantile(values, 0.4)).toBeCloseTo(29, 12);
    expect(quantile([1, 2, 3, 4], 0.25)).toBeCloseTo(1.75, 12);
    expect(quantile([7], 0.3)).toBe(7);
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(median([4, 1, 3, 2]));
  });

  it('of mean and deviation', () => {
    expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
    expect(deviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.138_09, 5);
    expect(deviation([5])).toBe(0);
  });

  it.each([
    [1, 12.706],
    [7, 2.365],
    [30, 2.042],
    [31, 2.0395],
    [40, 2.0211],
    [60, 2.0003],
    [120, 1.9799],
    [1e6, 1.959_97],
  ])("of Student's t with %d degrees of freedom", (degrees, point) => {
    expect(studentPoint(degrees)).toBeCloseTo(point, 3);
  });

  it.each([
    [1, 0.99, 63.657],
    [2, 0.99, 9.925],
    [10, 0.99, 3.169],
    [7, 0.975, 2.841],
    [20, 0.9, 1.725],
  ])("of Student's t with %d degrees of freedom at %f", (degrees, confidence, point) => {
    expect(studentPoint(degrees, confidence)).toBeCloseTo(point, 3);
  });

  it("of Student's t falls all the way to the normal one", () => {
    const points = Array.from({ length: 200 }, (_, i) => studentPoint(i + 1));
    expect(points.every((point, i) => i === 0 || point <= points[i - 1]!)).toBe(true);
    expect(studentPoint(0)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    [6, 0],
    [8, 0],
    [9, 1],
    [12, 2],
    [15, 3],
    [20, 5],
    [25, 7],
    [30, 9],
    [40, 13],
    [50, 17],
    [100, 39],
    [1000, 468],
    [5000, 2430],
  ])('of the sign test: of %d values the one with %d below it', (n, k) => {
    expect(rankOfMedian(n)).toBe(k);
  });
});

describe('the interval of the median', () => {
  it('is that of order statistics', () => {
    const logs = [0.5, -0.1, 0.3, 0.2, 0.1, 0.4, 0, 0.6, 0.7];
    const { ratio, low, high } = medianEstimate(Object.freeze(logs));
    expect(Math.log(ratio)).toBeCloseTo(0.3, 12);
    expect(Math.log(low)).toBeCloseTo(0, 12);
    expect(Math.log(high)).toBeCloseTo(0.6, 12);
  });

  it.each([6, 9, 10, 17, 30, 60])('holds the median of %d skewed values at least 93 times in 100', (size) => {
    expect(coverage(medianEstimate, skewed, size)).toBeGreaterThan(0.93);
  });

  it('holds it where values are few, too', () => {
    for (const size of [2, 3, 5]) expect(coverage(medianEstimate, normal, size)).toBeGreaterThan(0.93);
    expect(medianEstimate([0.1])).toEqual({ ratio: Math.exp(0.1), low: 0, high: Number.POSITIVE_INFINITY });
    expect(medianEstimate([])).toEqual({ ratio: 1, low: 0, high: Number.POSITIVE_INFINITY });
  });

  it('narrows with more values and holds its own ratio', () => {
    const random = stream(1, 'narrow');
    const logs = Array.from({ length: 3000 }, () => normal(random));
    const widths = [10, 30, 100, 1000, 3000].map((size) => {
      const { ratio, low, high } = medianEstimate(logs.slice(0, size));
      expect(low).toBeLessThanOrEqual(ratio);
      expect(high).toBeGreaterThanOrEqual(ratio);
      return Math.log(high / low);
    });
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    expect(widths.at(-1)).toBeLessThan(0.12);
  });
});

describe("Student's interval", () => {
  it.each([3, 8, 20])('holds the mean of %d normal values 95 times in 100', (size) => {
    const held = coverage(studentEstimate, normal, size);
    expect(held).toBeGreaterThan(0.935);
    expect(held).toBeLessThan(0.965);
  });

  it('is the geometric mean, with a known width', () => {
    const { ratio, low, high } = studentEstimate([Math.log(2), Math.log(8)]);
    expect(ratio).toBeCloseTo(4, 12);
    expect(Math.log(high / low) / 2).toBeCloseTo(12.706 * Math.log(2), 3);
    expect(studentEstimate([0.3])).toEqual({ ratio: Math.exp(0.3), low: 0, high: Number.POSITIVE_INFINITY });
  });
});
