/** What becomes of a version of the integrator by its whole searches. */
import { expect, test } from 'vitest';
import { decided } from '../../src/recursion/self.ts';

const around = (ratio: number, half: number) => ({ ratio, low: ratio - half, high: ratio + half });
const reading = (result: number, needed: number, half = 0.02, pairs = 20) => ({
  result: around(result, half),
  needed: around(needed, half),
  pairs,
});

test.each([
  ['finds more', reading(1.13, 1), true, true, 'deployed'],
  ['finds as much with fewer evaluations', reading(1, 1.2), true, true, 'deployed'],
  ['finds more, but not by the threshold', reading(1.11, 1.11), true, true, 'rejected'],
  ['chooses otherwise and finds no more', reading(1.01, 1.01), true, true, 'rejected'],
  ['chooses as before, costs less and finds as much', reading(1, 1), false, true, 'deployed'],
  ['chooses as before and may find less', reading(0.98, 1), false, true, 'rejected'],
  ['may find less and needs fewer', reading(1, 1.3, 0.05), true, true, 'rejected'],
  ['finds more in too few pairs', reading(1.13, 1, 0.02, 19), true, true, 'retired'],
  ['finds more and is not to be put into service', reading(1.13, 1), true, false, 'retired'],
  ['of which nothing can be told', reading(1.5, 1, Number.NaN), true, true, 'rejected'],
])('one that %s', (_, seen, choosesOtherwise, deploy, status) => {
  expect(decided(seen, { choosesOtherwise, deploy, threshold: 0.1 }).status).toBe(status);
});
