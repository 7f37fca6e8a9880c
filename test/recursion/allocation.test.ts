/** Who gets how much of a cycle. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Asked, budgets } from '../../src/recursion/allocation.ts';

const one = fc.record({
  seconds: fc.integer({ min: 5, max: 600 }),
  history: fc.array(
    fc.record({ gain: fc.double({ min: 0, max: 3, noNaN: true }), seconds: fc.integer({ min: 1, max: 900 }) }),
    { maxLength: 12 },
  ),
});
const asked = fc
  .array(one, { minLength: 1, maxLength: 6 })
  .map((list): Asked[] => list.map((each, k) => ({ ...each, name: `t${k}` })));

test('shares add up to what was asked for, and nobody goes without', () => {
  fc.assert(
    fc.property(asked, (list) => {
      const shares = budgets(list);
      const sum = (of: readonly { seconds: number }[]): number => of.reduce((all, { seconds }) => all + seconds, 0);
      expect(Math.abs(sum(shares) - sum(list))).toBeLessThanOrEqual(list.length);
      for (const [k, { seconds }] of shares.entries())
        expect(seconds).toBeGreaterThanOrEqual(Math.max(1, 0.3 * list[k]!.seconds - 0.51));
    }),
  );
});

test('what gained for its time has more than what gained nothing; what was never tried comes before that', () => {
  const history = (gain: number, cycles: number) => Array.from({ length: cycles }, () => ({ gain, seconds: 60 }));
  const [good, poor, fresh] = budgets([
    { name: 'good', seconds: 60, history: history(0.4, 5) },
    { name: 'poor', seconds: 60, history: history(0, 5) },
    { name: 'fresh', seconds: 60, history: [] },
  ]);
  expect(good!.seconds).toBeGreaterThan(poor!.seconds);
  expect(fresh!.seconds).toBeGreaterThan(poor!.seconds);
  expect([good!.why, poor!.why, fresh!.why]).toEqual([
    '7.39 times as good by 300 s in 5 cycles',
    '1.00 times as good by 300 s in 5 cycles',
    'nothing is known of it yet',
  ]);
  expect(budgets([])).toEqual([]);
});
