/** What a regular expression is said to require is in each of its matches. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requiredText } from '../../src/variation/rules/guard-by-required-text.ts';

const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'ab',
    '\\.',
    '.',
    '[ab]',
    '[^a]',
    '\\d',
    '\\w',
    '(a|b)',
    '(?:ab)',
    '(?=a)',
    '^',
    '$',
    '\\u0061',
    '\\x62',
    'a|b',
  ],
);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,1}', '{1,}', '*?');
const pattern = fc
  .array(fc.tuple(piece, quantifier), { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.map(([atom, times]) => (/[|^$]$|^\(\?=/.test(atom) ? atom : atom + times)).join(''));
const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '1'), maxLength: 12 });

test('it is in each match', () => {
  fc.assert(
    fc.property(pattern, text, (source, value) => {
      const match = new RegExp(source).exec(value);
      if (match) expect(match.input).toContain(requiredText(source));
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['\\+', '+'],
  ['^v?\\d+\\.\\d+', '.'],
  ['<!--(.*?)-->', '<!--'],
  ['ab+c', 'ab'],
  ['ab*', 'a'],
  ['a{0}bc{2}', 'bc'],
  ['[&<>]', ''],
  ['ab|c', ''],
  ['(', ''],
  ['\\033\\[\\d+m', '['],
  ['(a)\\10', ''],
])('of %s it is %j', (source, wanted) => {
  expect(requiredText(source)).toBe(wanted);
});
