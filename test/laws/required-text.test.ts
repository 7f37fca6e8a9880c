/** What a regular expression is said to require is in each of its matches, and what they are said to begin or end with, too. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edgeCodes, parsed, requiredText } from '../../src/variation/regexps.ts';

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

test.each(['start', 'end'] as const)(
  'where they share the %s, each match has one of these characters there',
  (edge) => {
    let told = 0;
    fc.assert(
      fc.property(pattern, text, (source, value) => {
        const anchored = edge === 'start' ? `^${source}` : `${source}$`;
        const read = parsed(anchored);
        const codes = read && edgeCodes(read, edge);
        if (!codes) return;
        told++;
        if (new RegExp(anchored).test(value))
          expect(codes).toContain(value.charCodeAt(edge === 'start' ? 0 : value.length - 1));
      }),
      { numRuns: 3000 },
    );
    expect(told).toBeGreaterThan(500);
  },
);

test.each([
  ['^(.+?)(ed|ing)$', 'end', 'dg'],
  ['a[b-d]?$', 'end', 'abcd'],
  ['(s|t)(ion)$', 'end', 'n'],
  ['\\d$', 'end', '0123456789'],
  ['y\\b$', 'end', 'y'],
  ['(a|b)$|c$', 'end', 'abc'],
  ['a*$', 'end', undefined],
  ['[^a]$', 'end', undefined],
  ['\\S$', 'end', undefined],
  ['.$', 'end', undefined],
  ['a', 'end', undefined],
  ['a$|b', 'end', undefined],
  ['(a|)$', 'end', undefined],
  ['^(?:( )+|\\t+)', 'start', '\t '],
  ['^-?\\d', 'start', '-0123456789'],
  ['^(?!a)b', 'start', 'b'],
  ['^a*', 'start', undefined],
  ['a$', 'start', undefined],
] as const)('of %s the %s is one of %j', (source, edge, wanted) => {
  const codes = edgeCodes(parsed(source)!, edge);
  expect(codes && String.fromCharCode(...codes)).toBe(wanted);
});

test.each(['\\s', '\\w', '\\d'])('%s stands for what it matches', (source) => {
  const codes = new Set(edgeCodes(parsed(`^${source}`)!, 'start'));
  const all = new RegExp(`^${source}`);
  for (let code = 0; code < 0x10000; code++) expect(codes.has(code)).toBe(all.test(String.fromCharCode(code)));
});
