/** Names that stand for themselves, or for each other, are no way to `Object.prototype.toString`. */
import { expect, test } from 'vitest';
import { tagByType } from '../../src/variation/rules/tag-by-type.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

const found = (text: string): number => tagByType.matches(viewOfSubject(subjectOf(text, 'one.js'))).length;

test.each([
  ['var tag = Object.prototype.toString; module.exports = (x) => tag.call(x);', 1],
  ['var tag = tag; module.exports = (x) => tag.call(x);', 0],
  ['var a = b, b = a; module.exports = (x) => a.call(x);', 0],
])('%s', (text, count) => {
  expect(found(text)).toBe(count);
});
