import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';

test.each([
  // As tables and R's binom.test give them.
  [0, 10, 0, 0.3085],
  [1, 10, 0.0025, 0.445],
  [5, 10, 0.1871, 0.8129],
  [10, 10, 0.6915, 1],
  [25, 1000, 0.01625, 0.03668],
])('%i of %i', (hits, trials, low, high) => {
  const interval = clopperPearson(hits, trials);
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 3);
});

test('holds the rate seen, and mirrors', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, share) => {
      const hits = Math.round(share * trials);
      const { low, high } = clopperPearson(hits, trials);
      expect(low).toBeLessThanOrEqual(hits / trials);
      expect(high).toBeGreaterThanOrEqual(hits / trials);
      const mirrored = clopperPearson(trials - hits, trials);
      expect(mirrored.low).toBeCloseTo(1 - high, 6);
    }),
  );
});
