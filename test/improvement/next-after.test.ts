/** Which finalist is proved after one of which nothing could be claimed. */
import { expect, test } from 'vitest';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { nextAfter } from '../../src/improvement/judge-best.ts';
import type { Confirmed } from '../../src/verdict/confirm.ts';

const experiment = resolveExperiment({ module: 'one.js', threshold: 0.1 }, '/');
const finalist = (id: string, value: number, edits: string[], claimable = true): Confirmed =>
  ({ id, value, claimable, edits: edits.map((name) => ({ id: name, operator: name, places: [] })) }) as never;

const best = finalist('best', 0.9, ['a', 'b', 'c']);
const alike = finalist('alike', 0.8, ['a', 'b']);
const half = finalist('half', 0.7, ['a', 'd']);
const other = finalist('other', 0.3, ['d', 'e']);
const weak = finalist('weak', 0.05, ['f']);
const unclaimable = finalist('unclaimable', 0.6, ['g'], false);

test('after a wrong one the next best, whatever it promises', () => {
  expect(nextAfter(best, [alike, other], 'wrong', experiment)).toBe(alike);
  expect(nextAfter(best, [weak], 'wrong', experiment)).toBe(weak);
  expect(nextAfter(best, [], 'wrong', experiment)).toBe(undefined);
});

test('after a slow one the least like it of those that promise enough', () => {
  expect(nextAfter(best, [alike, half, other, weak, unclaimable], 'slow', experiment)).toBe(other);
  expect(nextAfter(best, [alike, half], 'slow', experiment)).toBe(half);
  // Parts of it alone, too little, or what cannot be claimed, are no other chance.
  expect(nextAfter(best, [alike, weak, unclaimable], 'slow', experiment)).toBe(undefined);
});
