/** How many rows the proof copies together. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bulkOf } from '../../src/verdict/process/bulk.ts';

test('as many as half a megabyte holds of large rows, and never more than 128 or fewer than 16', () => {
  const rowOf = (length: number): unknown[] => [Array.from({ length }, (_, i) => i)];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 40 }), (length, rows) => {
      const bulk = bulkOf(Array.from({ length: rows }, () => rowOf(length)));
      expect(bulk).toBeGreaterThanOrEqual(16);
      expect(bulk).toBeLessThanOrEqual(128);
      if (bulk > 16) expect(bulk * length * 8).toBeLessThan(2 ** 19);
      if (bulk < 128) expect((bulk + 1) * (length + 10) * 8).toBeGreaterThan(2 ** 19);
    }),
  );
});
