/** What a loop may carry to its next turn. */
import { expect, test } from 'vitest';
import { carriedValue } from '../../src/variation/rules/carried-value.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

const matches = (loop: string): number =>
  carriedValue.matches(
    viewOfSubject(subjectOf(`module.exports = (list, k) => { let s = 0; ${loop} return s; };\n`, 'f.js')),
  ).length;
const pairs = (update: string): string =>
  `for (let i = 0, j = list.length - 1; i < list.length; ${update}) s += list[i] * list[j];`;

test.each(['j = i++', 'j = i, i++', 'j = i, i += 1'])('the place before: %s', (update) => {
  expect(matches(pairs(update))).toBe(1);
});

test.each(['j = k, i++', 'j = ++i', 'j = i += 1', 'i++, j = i', '++i', 'i += 2', 'j = i--'])(
  'another place: %s',
  (update) => {
    expect(matches(pairs(update))).toBe(0);
  },
);

test.each([
  'for (let i = 1; i < k; i++) { if (k > 9) continue; s += list[i] - list[i - 1]; }',
  'on: for (let i = 1; i < k; i++) { if (k > 9) continue on; s += list[i] - list[i - 1]; }',
  'for (let i = 1; i < k; i++) { list[i] = 0; s += list[i] - list[i - 1]; }',
  'for (let i = 1; i < k; i++) { list = list.slice(); s += list[i] - list[i - 1]; }',
  'for (let i = 1; i < k; i++) { const by = i * k; s += (list[i] + by) * (list[i - 1] + by); i += s; }',
  'for (let i = 1; i < k; i++) s += list[i] - list[i - 2];',
  'for (let i = 1; i < k; i++) { list.at(i); list.at(i - 1); }',
])('nothing stays as it was: %s', (loop) => {
  expect(matches(loop)).toBe(0);
});

test('a loop within may go on early', () => {
  expect(
    matches('for (let i = 1; i < k; i++) { for (const x of list) if (x > k) continue; s += list[i] - list[i - 1]; }'),
  ).toBe(1);
});

test('of several values each is carried alone as well, and the largest one holds the others', () => {
  expect(matches('for (let i = 1; i < k; i++) s += Math.cos(list[i].x) * Math.cos(list[i - 1].x);')).toBe(1);
  expect(matches('for (let i = 1; i < k; i++) s += list[i].x * list[i - 1].y - list[i].y * list[i - 1].x;')).toBe(3);
});
