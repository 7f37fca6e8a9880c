/** Intervals that may be looked at as often as one likes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_SUMS, type Sums, sequenceEstimate, together, withValue } from '../../src/statistics/confidence-sequence.ts';
import { stream } from '../../src/statistics/random.ts';
import { studentEstimate } from '../../src/statistics/summary.ts';

const ALPHA = 0.05;

/** Share of the paths on which an interval ever leaves out the truth, at 1,000 looks. */
function everWrong(draw: (random: () => number) => number, mean: number, estimate = sequenceEstimate): number {
  let wrong = 0;
  for (let path = 0; path < 300; path++) {
    const random = stream(path, 'paths');
    let sums = NO_SUMS;
    for (let look = 0; look < 1000; look++) {
      sums = withValue(sums, draw(random));
      const { low, high } = estimate(sums, ALPHA);
      if (Math.log(low) > mean || Math.log(high) < mean) {
        wrong++;
        break;
      }
    }
  }
  return wrong / 300;
}

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

test('holds at all looks together, where an interval for one look does not', () => {
  // 5 % and three standard errors of 300 paths.
  expect(everWrong((random) => 0.2 + 0.05 * normal(random), 0.2)).toBeLessThan(0.09);
  // Bursts of noise, as latencies have them.
  expect(everWrong((random) => (random() < 0.1 ? random() * 0.5 : 0.1 * random()), 0.07)).toBeLessThan(0.12);
  const once = (sums: Sums) => {
    const mean = sums.sum / sums.count;
    const half =
      sums.count < 64
        ? 99
        : (1.96 * Math.sqrt((sums.squares - sums.count * mean ** 2) / sums.count)) / Math.sqrt(sums.count);
    return { ratio: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half) };
  };
  expect(everWrong((random) => 0.2 + 0.05 * normal(random), 0.2, once)).toBeGreaterThan(0.2);
});

test('grows narrow, but is never narrower than an interval for one look', () => {
  const random = stream(1);
  const values = Array.from({ length: 500 }, () => normal(random) * 0.1);
  const sums = values.reduce(withValue, NO_SUMS);
  const all = sequenceEstimate(sums, ALPHA);
  const first = sequenceEstimate(values.slice(0, 80).reduce(withValue, NO_SUMS), ALPHA);
  expect(all.high - all.low).toBeLessThan((first.high - first.low) / 1.5);
  const once = studentEstimate(values);
  expect(all.low).toBeLessThan(once.low);
  expect(all.high).toBeGreaterThan(once.high);
});

test('sums may be put together in any order; nothing, or too little, tells nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true })), fc.nat(50), (values, cut) => {
      const [a, b] = [values.slice(0, cut), values.slice(cut)].map((list) => list.reduce(withValue, NO_SUMS));
      const [one, other] = [sequenceEstimate(together(a!, b!), ALPHA), sequenceEstimate(together(b!, a!), ALPHA)];
      expect(one.low).toBeCloseTo(other.low, 9);
      expect(one.ratio).toBeCloseTo(
        values.length === 0 ? 1 : Math.exp(values.reduce((x, y) => x + y, 0) / values.length),
        9,
      );
      if (values.length < 64) expect(one).toMatchObject({ low: 0, high: Number.POSITIVE_INFINITY });
    }),
  );
});
