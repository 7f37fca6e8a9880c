/** Answers are kept only where all that they are made of stays as it is. */
import { expect, test } from 'vitest';
import type { Rule } from '../../src/variation/rule.ts';
import { answersByNumber } from '../../src/variation/rules/answers-by-number.ts';
import { workByCharacter } from '../../src/variation/rules/work-by-character.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

const matches = (rule: Rule, text: string): number => rule.matches(viewOfSubject(subjectOf(text, 'f.js'))).length;

test.each([
  ['stays as it is', '', 1],
  ['gets other members', 'names[text] = text;', 0],
  ['loses some', 'delete names.a;', 0],
  ['is given another value', 'names = {};', 0],
])('what a character or a number comes to is kept where the table that it is read from %s', (_, change, count) => {
  const text = `let names = { a: 'A', 1: 'I' };
function named(x) { return String(names[x] || x); }
module.exports = function (text) {
  ${change}
  let out = '';
  for (const c of text) out += names[c] || c.toUpperCase();
  return out + named(text.length);
};
`;
  expect(matches(workByCharacter, text)).toBe(count);
  expect(matches(answersByNumber, text)).toBe(count);
});

test('a pattern that goes on where it was is asked each time', () => {
  const asked = (flags: string): string =>
    `module.exports = (text) => [...text].map((c) => (/[a-z]/${flags}.test(c) ? c.toUpperCase() : c)).join('');\n`;
  expect(matches(workByCharacter, asked(''))).toBe(1);
  expect(matches(workByCharacter, asked('g'))).toBe(0);
});
