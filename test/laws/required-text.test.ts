/** What a regular expression is said to require is in each of its matches, and what they are said to end with, too. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastCodes, parsed, requiredText } from '../../src/variation/regexps.ts';

const required = (source: string): string => {
  const pattern = parsed(source);
  return pattern ? requiredText(pattern) : '';
};

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
      if (match) expect(match.input).toContain(required(source));
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
  ['\\033\\[\\d+m', '\u001b['],
  ['a(?:bc)+d', 'abc'],
  ['x(ab)y', 'xaby'],
  ['(a)\\10', 'a\b'],
])('of %s it is %j', (source, wanted) => {
  expect(required(source)).toBe(wanted);
});

test('where it ends them with one of some characters, each match ends so', () => {
  let told = 0;
  fc.assert(
    fc.property(pattern, text, (source, value) => {
      const read = parsed(`${source}$`);
      const codes = read && lastCodes(read);
      if (!codes) return;
      told++;
      if (new RegExp(`${source}$`).test(value)) expect(codes).toContain(value.charCodeAt(value.length - 1));
    }),
    { numRuns: 3000 },
  );
  expect(told).toBeGreaterThan(500);
});

test.each([
  ['^(.+?)(ed|ing)$', 'dg'],
  ['a[b-d]?$', 'abcd'],
  ['(s|t)(ion)$', 'n'],
  ['\\d$', '0123456789'],
  ['y\\b$', 'y'],
  ['(a|b)$|c$', 'abc'],
  ['a*$', undefined],
  ['[^a]$', undefined],
  ['.$', undefined],
  ['a', undefined],
  ['a$|b', undefined],
  ['(a|)$', undefined],
])('what %s matches ends with one of %j', (source, wanted) => {
  const codes = lastCodes(parsed(source)!);
  expect(codes && String.fromCharCode(...codes)).toBe(wanted);
});
