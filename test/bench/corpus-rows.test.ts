import { expect, test } from 'vitest';
import { type CorpusRow, inAll, withRow } from '../../bench/corpus-rows.ts';

const row = (name: string, measured: number | 'not equal', human: number | null = 2, seed = 1): CorpusRow => ({
  case: name,
  seed,
  human,
  'human here': human,
  claimed: 'no matter',
  measured,
  share: null,
  edits: '',
  date: '2026-01-01',
});

test('a row takes the place of that of its case and seed, in the order of the cases', () => {
  const rows = [row('b', 1.5), row('c', 1.2)];
  const once = withRow(rows, row('a', 3), ['a', 'b', 'c']);
  expect(once.map((one) => one.case)).toEqual(['a', 'b', 'c']);
  const again = withRow(withRow(once, row('b', 1.9), ['a', 'b', 'c']), row('b', 1.7, 2, 2), ['a', 'b', 'c']);
  expect(again.map((one) => [one.case, one.seed, one.measured])).toEqual([
    ['a', 1, 3],
    ['b', 1, 1.9],
    ['b', 2, 1.7],
    ['c', 1, 1.2],
  ]);
});

test('cases of a family count once, controls not at all, and a wrong answer as nothing', () => {
  const rows = [
    row('leven-v1', 2),
    row('natural-levenshtein', 1),
    row('sieve', 'not equal'),
    row('control', 1.4, null),
  ];
  // Half of one family and none of the other; shares of 0.5 and 0.
  expect(inAll(rows, 'human')).toEqual({ families: 2, opt: 0.25, share: 0.25 });
  expect(inAll([row('control', 1.4, null)], 'human')).toBeUndefined();
});

test('95 % of the speed-up reaches it, and no less', () => {
  expect(inAll([row('sieve', 1.9)], 'human here')?.opt).toBe(1);
  expect(inAll([row('sieve', 1.8999)], 'human here')?.opt).toBe(0);
});
