/** Functions that do what a regular expression does, beside that. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf, scanOf, type Wanted } from '../../src/variation/regexp-code.ts';
import { parsed } from '../../src/variation/regexps.ts';

const made = (source: string, flags: string, wanted: Wanted): ((text: string) => unknown) | undefined => {
  const body = codeOf(parsed(source)!, flags, wanted);
  return body === undefined ? undefined : (new Function('text', body) as (text: string) => unknown);
};

/** What the regular expression itself gives. */
const wantedOf = (found: RegExpMatchArray | null, wanted: Wanted): unknown => {
  if (wanted === 'whether') return found !== null;
  if (wanted === 'end') return found === null ? -1 : found[0].length;
  return found === null ? null : [...found];
};

const one = fc.constantFrom(
  'a',
  'b',
  '-',
  '\\.',
  '/',
  '[ab]',
  '[^ab]',
  '\\d',
  '\\w',
  '\\s',
  '.',
  '[a-c.]',
  'B',
  '(?:a|\\n)',
  '(?:.|\\n)',
);
const times = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,2}', '??', '*?');
const pattern = fc.letrec<{ element: string; all: string }>((tie) => ({
  element: fc
    .tuple(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        one,
        tie('all').map((inner) => `(?:${inner})`),
        tie('all').map((inner) => `(${inner})`),
        fc.tuple(tie('all'), tie('all')).map(([left, right]) => `(${left}|${right})`),
        fc.tuple(tie('all'), fc.constantFrom('', '$')).map(([left, right]) => `(?:${left}|${right})`),
      ),
      times,
    )
    .map(([inner, count]) => inner + count),
  all: fc.array(tie('element'), { minLength: 1, maxLength: 3 }).map((elements) => elements.join('')),
}));
const source = fc
  .tuple(pattern.all, fc.constantFrom('', '', '$', '(?=a)', '(?=/|$)'))
  .map(([inner, end]) => `^${inner}${end}`);
const text = fc.array(fc.constantFrom('a', 'b', 'B', 'c', '-', '.', '/', '1', ' ', '\n', 'é', '\u2028'), {
  maxLength: 7,
});

test('gives what the regular expression gives, wherever it can be made', () => {
  let count = 0;
  fc.assert(
    fc.property(
      source,
      fc.constantFrom('', 'i', 's'),
      fc.array(text, { minLength: 12, maxLength: 12 }),
      (re, flags, texts) => {
        const expression = new RegExp(re, flags);
        for (const wanted of ['whether', 'end', 'parts'] as const) {
          const code = made(re, flags, wanted);
          if (!code) continue;
          count++;
          for (const letters of texts) {
            const given = letters.join('');
            expect([re, given, code(given)]).toEqual([re, given, wantedOf(given.match(expression), wanted)]);
          }
        }
      },
    ),
    { numRuns: 4000, seed: 7 },
  );
  expect(count).toBeGreaterThan(800);
});

test.each([
  ['^v?(\\d+)\\.(\\d+)\\.(\\d+)(?:-([0-9A-Za-z.-]+))?$', '', ['v1.20.3', '1.2.3-rc.1', '1.2', '1.2.3-', 'v1.2.3 ']],
  ['^#(?:[0-9a-f]{3}|[0-9a-f]{6})$', 'i', ['#FFF', '#00ff7A', '#ffff', 'fff', '#']],
  ['^(?:\\d{1,3}\\.){3}\\d{1,3}$', '', ['127.0.0.1', '1.2.3', '1.2.3.4.5', '1234.1.1.1', '']],
  ['^\\s*$|^-$', '', ['', ' \t\u3000', '-', '--', ' x']],
  ['^(?:ab)?a$', '', ['aba', 'a', 'ab', '']],
  ['^<(.+?)>', '', ['<a>', '<>>', '<>', '<a', '<a>>']],
  ['^a*-|^(?:ab|b)', '', ['aa-', '-', 'b', 'ab', 'aab']],
])('follows %s', (re, flags, texts) => {
  const code = made(re, flags, 'whether')!;
  const found = texts.map((given) => code(given));
  expect(found).toEqual(texts.map((given) => new RegExp(re, flags).test(given)));
  expect(new Set(found).size).toBe(2);
});

/** All matches with their parts and places. */
const matchesBy = (source: string, flags: string): ((text: string) => unknown) | undefined => {
  const scan = scanOf(parsed(source)!, flags);
  if (!scan) return undefined;
  const parts = Array.from({ length: scan.groups }, (_, k) => scan.part(k + 1, 'null'));
  const done = `out.push([text.slice(at, i), ${[...parts, 'at'].join(', ')}]);\nat = i - 1;`;
  const body = `const out = [];\n${scan.loop(scan.groups, done)}\nreturn out;`;
  return new Function('text', body) as (text: string) => unknown;
};

const matchesOf = (given: string, re: RegExp): unknown =>
  [...given.matchAll(re)].map((found) => [...[...found].map((part) => part ?? null), found.index]);

test('finds what the regular expression finds, one match behind the other', () => {
  const anywhere = fc
    .tuple(fc.constantFrom('', '', '\\b'), pattern.all, fc.constantFrom('', '', '$', '(?=a)', '\\b', '|-', '|ab?'))
    .map((pieces) => pieces.join(''));
  let count = 0;
  fc.assert(
    fc.property(
      anywhere,
      fc.constantFrom('g', 'gi', 'gs'),
      fc.array(text, { minLength: 12, maxLength: 12 }),
      (re, flags, texts) => {
        const code = matchesBy(re, flags);
        if (!code) return;
        count++;
        for (const letters of texts) {
          const given = letters.join('');
          expect([re, given, code(given)]).toEqual([re, given, matchesOf(given, new RegExp(re, flags))]);
        }
      },
    ),
    { numRuns: 8000, seed: 7 },
  );
  expect(count).toBeGreaterThan(250);
});

test.each([
  ['([^?=&]+)(=([^&]*))?', 'g', 'a=1&b=&c&=d&&e=f=g'],
  ['<<(.+?)>>', 'g', '<<a>> <<>>> <<b >'],
  ['-?\\d+(\\.\\d+)?', 'g', '1.5 -2. x-3.25.1'],
  ['\\b(?:no|yes)\\b', 'gi', 'No, yesno yes_ YES'],
  ['(?:ab)+', 'g', 'ababa ab'],
])('finds all of %s', (re, flags, given) => {
  const expected = matchesOf(given, new RegExp(re, flags)) as unknown[];
  expect(expected.length).toBeGreaterThan(1);
  expect(matchesBy(re, flags)!(given)).toEqual(expected);
});

test.each(['a*', '^a', 'a|b*', '(?<=a)b', 'a\\B', '\\b[^]b', '(?i:a)b', '[^]*c', '(\\w+) \\1'])(
  'leaves %s to the engine of regular expressions where all matches are looked for',
  (re) => {
    expect(scanOf(parsed(re)!, 'g')).toBeUndefined();
  },
);

test('a bracket that stands for itself begins no group', () => {
  const code = made('^(a)(?:\\(b)*$', '', 'parts')!;
  for (const given of ['a', 'a(b', 'a(b(b', 'ab'])
    expect(code(given)).toEqual(wantedOf(given.match(/^(a)(?:\(b)*$/), 'parts'));
});

test.each([
  'a',
  '^a*a',
  '^(a)\\1',
  '^a(?!b)',
  '^a(?=bc)',
  '^a(?=b)b',
  '^-\\b',
  '^(?:ab)*a',
  '^(a-)*',
  '^[ab]*?[^ab]?(?=a)',
  '^(a+)+$',
  '^[^]*?b+c',
  'a|^b',
])('leaves %s to the engine of regular expressions', (re) => {
  expect(made(re, '', 'end')).toBeUndefined();
});
