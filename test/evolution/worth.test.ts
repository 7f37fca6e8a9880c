/** What edits are worth, by the genomes that hold them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, UNKNOWN, type Worths, withOutcome } from '../../src/evolution/worth.ts';
import { stream } from '../../src/statistics/random.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const fresh: Worths = Object.fromEntries(NAMES.map((name) => [name, UNKNOWN]));

test('of genomes of several edits each, noisy, it tells what every single one is worth', () => {
  const random = stream(3, 'worth');
  const truth = new Map(NAMES.map((name, k) => [name, [0.3, 0.1, 0.05, 0, 0, 0, -0.05, -0.1][k]!]));
  let worths = fresh;
  for (let k = 0; k < 600; k++) {
    const held = NAMES.filter(() => random() < 0.4);
    const noise = drawn({ mean: 0, variance: 0.05 ** 2 }, random);
    worths = withOutcome(worths, held, { gain: held.reduce((sum, name) => sum + truth.get(name)!, noise), pairs: 8 });
  }
  for (const [name, gain] of truth) expect(Math.abs(worths[name]!.mean - gain)).toBeLessThan(0.025);
});

test('an outcome makes nothing less certain, changes nobody else, and never more than it surprises', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          held: fc.uniqueArray(fc.constantFrom(...NAMES, 'stranger'), { minLength: 1 }),
          gain: fc.double({ min: -3, max: 3, noNaN: true }),
          pairs: fc.integer({ min: 0, max: 64 }),
        }),
        { maxLength: 30 },
      ),
      (outcomes) => {
        let worths = fresh;
        for (const { held, ...said } of outcomes) {
          const next = withOutcome(worths, held, said);
          for (const name of NAMES) {
            if (!held.includes(name)) expect(next[name]).toBe(worths[name]);
            expect(next[name]!.variance).toBeLessThanOrEqual(worths[name]!.variance);
          }
          const sum = (of: Worths): number => held.reduce((all, name) => all + (of[name]?.mean ?? 0), 0);
          const rounding = 1e-5 * NAMES.length;
          expect(Math.abs(sum(next) - sum(worths))).toBeLessThanOrEqual(Math.abs(said.gain - sum(worths)) + rounding);
          worths = next;
        }
      },
    ),
    { seed: 1 },
  );
});

test('draws lie around the mean as the variance says', () => {
  const random = stream(4, 'draws');
  const draws = Array.from({ length: 4000 }, () => drawn({ mean: 0.2, variance: 0.04 }, random));
  const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
  const variance = draws.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean - 0.2)).toBeLessThan(0.02);
  expect(Math.abs(variance - 0.04)).toBeLessThan(0.004);
});
