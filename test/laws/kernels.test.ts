/** Laws of all kernels: in their domain they give what a plain reference gives, and what they bring in applies anywhere. */
import { createHash } from 'node:crypto';
import { stringify } from 'node:querystring';
import { isDeepStrictEqual } from 'node:util';
import { crc32 as zlibCrc } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Equality, type Outcome } from '../../src/experiment/equality.ts';
import { editSchema } from '../../src/genome/edit.ts';
import { printForPeople } from '../../src/genome/people.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { below, pick, type RandomStream, stream } from '../../src/statistics/random.ts';
import { DOMAINS_OF, type Domain, domains, type Kernel } from '../../src/variation/kernel.ts';
import { guarded, kernelOperator } from '../../src/variation/kernel-code.ts';
import { kernels } from '../../src/variation/kernels/kernels.ts';
import { applyKernel } from '../../src/variation/operators/apply-kernel.ts';
import { View } from '../../src/variation/view.ts';
import { subjectOf } from '../subjects.ts';

type Call = (...args: never[]) => unknown;

/** The kernel as a function, and its guard. */
function made(kernel: Kernel): { call: Call; guard: Call } {
  const names = ['a', 'b', 'c'].slice(0, kernel.params.length);
  const { statements, guard } = guarded(kernel, names, false);
  const text = `${statements}\nreturn { call: %kernel, guard: (${names.join(', ')}) => Boolean(${guard}) };`;
  return new Function(text.replace(/%(?=[a-zA-Z])/g, '$'))() as { call: Call; guard: Call };
}

const letters = ['ab', 'abcdefghij ', 'aé漢\ud83d\ude00<>&"\'', '01.'];
const text = (random: RandomStream, longest = 90): string => {
  const from = pick(random, letters);
  let out = '';
  for (let n = below(random, random() < 0.3 ? longest : 12); n > 0; n--) out += from[below(random, from.length)];
  return out;
};
const list = <T>(random: RandomStream, item: () => T, least = 0): T[] =>
  Array.from({ length: least + below(random, 24) }, item);
const number = (random: RandomStream): number =>
  pick(random, [below(random, 20), -below(random, 9) - 1, random() * 50, 0.1]);

const values: Readonly<Record<Domain, (random: RandomStream) => unknown>> = {
  text: (random) => text(random),
  'text not empty': (random) => text(random) || 'a',
  'short text': (random) => text(random, 32),
  'ascii text': (random) => text(random),
  word: (random) =>
    Array.from({ length: 1 + below(random, 9) }, () => pick(random, 'aehwrtbfTCDSmnl'.split(''))).join(''),
  'base64 text': (random) =>
    Buffer.from(Array.from({ length: below(random, 30) }, () => below(random, 256))).toString('base64'),
  'hex text': (random) =>
    Array.from({ length: 2 * below(random, 20) }, () => pick(random, '0123456789abcdefABCDEF'.split(''))).join(''),
  'few thousand units': (random) => text(random),
  'run lengths': (random) =>
    Array.from({ length: below(random, 8) }, () => 1 + below(random, 14) + pick(random, ['a', 'b', ' ', '漢'])).join(
      '',
    ),
  'small word': (random) => stemmed(random),
  'latin text': (random) =>
    Array.from({ length: below(random, 40) }, () => String.fromCharCode(below(random, 256))).join(''),
  'utf-8 units': (random) => Buffer.from(text(random)).toString('latin1'),
  'base58 text': (random) =>
    '1'.repeat(below(random, 3)) +
    Array.from({ length: below(random, 40) }, () => pick(random, BASE58.split(''))).join(''),
  'hexadecimal number': (random) =>
    pick(random, ['', '', '0x']) +
    Array.from({ length: 1 + below(random, 30) }, () => pick(random, '0123456789abcdefABCDEF'.split(''))).join(''),
  'decimal number': (random) =>
    Array.from({ length: 1 + below(random, pick(random, [5, 40])) }, () => below(random, 10))
      .join('')
      .replace(/^0+(?=.)/, ''),
  'binary number': (random) => Array.from({ length: 1 + below(random, 32) }, () => below(random, 2)).join(''),
  'ip address': (random) => Array.from({ length: 4 }, () => below(random, 256)).join('.'),
  'semantic version': (random) => {
    const numbers = Array.from({ length: 1 + below(random, 4) }, () => below(random, 3)).join('.');
    const word = () => pick(random, ['alpha', 'beta', 'rc', 'rc-1', 'a1', '1', '2', '10']);
    const pre = random() < 0.5 ? `-${Array.from({ length: 1 + below(random, 3) }, word).join('.')}` : '';
    return `${random() < 0.2 ? 'v' : ''}${numbers}${pre}`;
  },
  number: (random) => random(),
  'number, not NaN': (random) => random(),
  'text of names': (random) => text(random),
  'small natural': (random) => below(random, 40),
  'small square matrix': (random) => {
    const n = 1 + below(random, 3);
    return Array.from({ length: n }, () => Array.from({ length: n }, () => below(random, 9)));
  },
  'small integers': (random) => list(random, () => below(random, 7) + 1).slice(0, 9),
  share: (random) => pick(random, [0, 1, 0.25, 0.5, 0.75, random()]),
  integer: (random) => (random() * 2 ** 32) | 0,
  natural: (random) => below(random, 40),
  list: (random) => list(random, () => (random() < 0.3 ? list(random, () => [below(random, 9)]) : below(random, 9))),
  'list not empty': (random) => list(random, () => below(random, 9), 1),
  'few hundred': (random) => below(random, 24),
  few: (random) => list(random, () => below(random, 9)).slice(0, 5),
  'short list': (random) => list(random, () => below(random, 9)),
  'ascending numbers': (random) => list(random, () => below(random, 30)).sort((a, b) => a - b),
  numbers: (random) => list(random, () => number(random)),
  'numbers not empty': (random) => list(random, () => number(random), 1),
  integers: (random) => list(random, () => below(random, 30) - 10),
  'naturals not empty': (random) => list(random, () => below(random, 40) * pick(random, [1, 2, 6]), 1).slice(0, 5),
  naturals: (random) => list(random, () => below(random, 30)),
  coins: (random) => list(random, () => 1 + below(random, 12)).slice(0, 5),
  'sixteen bytes': (random) => {
    const bytes = Array.from({ length: 16 }, () => below(random, 256));
    return random() < 0.5 ? bytes : new Uint8Array(bytes);
  },
  record: (random) => record(random),
  'plain record': (random) => record(random),
  'rows of cells': (random) => {
    const width = 1 + below(random, 7);
    return Array.from({ length: 1 + below(random, 7) }, () => Array.from({ length: width }, () => below(random, 2)));
  },
  'texts not empty': (random) => list(random, () => pick(random, ['ab', 'abc', 'abd', 'a', 'abcd', '']), 1).slice(0, 3),
  texts: (random) => list(random, () => pick(random, ['a', 'b', '__proto__', '1', 'x y', ''])),
  primitives: (random) => list(random, () => pick(random, [1, 2, 'a', 'b', null, true, 2.5, -3])),
  bytes: (random) => {
    const bytes = Array.from({ length: below(random, 60) }, () => below(random, 256));
    return random() < 0.5 ? bytes : new Uint8Array(bytes);
  },
  'plain data': (random) => data(random, 3),
  octets: (random) => {
    const bytes = Array.from({ length: below(random, 60) }, () => below(random, 256));
    return random() < 0.5 ? bytes : new Uint8Array(bytes);
  },
  'rows of numbers': (random) => {
    const width = 2 + below(random, 3);
    return list(random, () => Array.from({ length: width }, () => below(random, 12) - 3), 1);
  },
};
function data(random: RandomStream, depth: number): unknown {
  const kind = depth === 0 ? random() * 0.5 : random();
  if (kind < 0.5) return pick(random, [1, 2.5, 'a', '', true, null, Number.NaN]);
  const inner = (): unknown => data(random, depth - 1);
  if (kind < 0.75) return Array.from({ length: below(random, 4) }, inner);
  return Object.fromEntries(
    Array.from({ length: below(random, 4) }, () => [pick(random, ['x', 'y', '1', 'toString']), inner()]),
  );
}

const record = (random: RandomStream): unknown =>
  Object.fromEntries(
    Array.from({ length: below(random, 5) }, () => [
      pick(random, ['x', 'y z', '1', 'toString', 'é"']),
      data(random, 3),
    ]),
  );

/** Words that Porter's rules have something to say of. */
const stemmed = (random: RandomStream): string => {
  const of = (parts: string): string => pick(random, parts.split(' '));
  const stem = Array.from({ length: 1 + below(random, 3) }, () => of('b c st tr y l s w x') + of('a e i o u y ee ai'));
  const endings =
    'ational tional enci anci izer bli alli entli eli ousli ization ation ator alism iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful ness al ance er ic able ant ement ent sion tion ou ism ate iti ous ive ize s es ed ing eed sses ies y ying ll le at bl tt e';
  return (
    (random() < 0.7 ? stem.join('') : '') + of('b t ss z l w y n') + of(endings) + (random() < 0.3 ? of(endings) : '')
  );
};

/** Where a random value of each domain would hardly ever matter together. */
const usual: Readonly<Record<string, (random: RandomStream) => unknown[]>> = {
  anagram: (random) => {
    const a = text(random, 20);
    return [a, random() < 0.6 ? [...a.split('')].sort().join('') : text(random, 20)];
  },
  'palindrome of letters and digits': (random) => {
    const a = Array.from({ length: below(random, 9) }, () => pick(random, [...'aBc1 -'])).join('');
    return [random() < 0.4 ? a : `${a.toUpperCase()}${pick(random, ['', ', '])}${[...a].reverse().join('')}`];
  },
  palindrome: (random) => {
    const a = text(random, 20);
    return [random() < 0.5 ? a : a + [...a.split('')].reverse().join('')];
  },
  'compare versions': (random) => {
    const version = (): string => Array.from({ length: 1 + below(random, 4) }, () => below(random, 12)).join('.');
    return [version(), version()];
  },
  'deep equality': (random) => {
    const seed = below(random, 1e6);
    const one = data(stream(seed, 'data'), 3);
    return [one, random() < 0.6 ? data(stream(seed, 'data'), 3) : data(random, 3)];
  },
  'query to object': query,
  'query to object with empty names': query,
  'cookies to object': (random) => [
    Array.from({ length: below(random, 5) }, () =>
      pick(random, ['a=1', 'b=%20x', 'a=2', 'c="q"', 'd', 'e=%', '=f', ' g = h=i ', 'toString=1']),
    ).join(pick(random, ['; ', ';'])),
  ],
  'sample covariance': pairs,
  correlation: pairs,
  'damerau-levenshtein': (random) => near(random),
  'levenshtein similarity': (random) => near(random),
  'levenshtein similarity by what is alike': (random) => near(random),
  'levenshtein share': (random) => near(random),
  'text of the longest common subsequence': (random) => near(random),
  'text of the longest common subsequence, the second first': (random) => near(random),
  'text of the longest common substring': (random) => near(random, 30),
  knapsack: things,
  'knapsack, values first': things,
  'knapsack, limit first': (random) => {
    const [weights, values, limit] = things(random);
    return [limit, weights, values];
  },
  'sum can be made': (random) => [list(random, () => below(random, 9)).slice(0, 9), below(random, 40)],
  'ways up the stairs': (random) => [below(random, 40)],
  'ways through a grid': (random) => [below(random, 9), below(random, 9)],
  'digits backwards': (random) => [below(random, 1e9)],
  'repeated sum of digits': (random) => [below(random, pick(random, [20, 1e9]))],
  'binary of a number': (random) => [below(random, 4e9)],
  'ip address of a number': (random) => [below(random, 2 ** 32)],
  'pad end': (random) => [text(random, 20), below(random, 40), pick(random, ['-', 'ab', ' ', ''])],
  'letters moved': (random) => [
    Array.from({ length: below(random, 20) }, () => pick(random, ['a', 'Z', 'm', ' ', 'é', '1', 'z'])).join(''),
    below(random, 60),
  ],
  'wildcards match': (random) => [
    Array.from({ length: below(random, 9) }, () => pick(random, ['a', 'b', 'c'])).join(''),
    Array.from({ length: below(random, 6) }, () => pick(random, ['a', 'b', '*', '?', 'c'])).join(''),
  ],
  'words backwards': (random) => [
    Array.from({ length: below(random, 9) }, () => pick(random, ['ab', 'c', ' ', ' ', 'é'])).join(''),
  ],
  'member at a path': (random) => [
    { a: { b: { c: below(random, 9) }, d: null }, e: below(random, 9), f: 'text' },
    Array.from({ length: 1 + below(random, 4) }, () => pick(random, 'a b c d e f length '.split(' '))).join('.') || 'a',
  ],
  'object to query': (random) => [
    Object.fromEntries(
      Array.from({ length: below(random, 5) }, () => [
        pick(random, ['a', 'b c', 'd=', 'é', 'toString']),
        pick<() => unknown>(random, [
          () => below(random, 99),
          () => text(random, 9).replace(/[\ud800-\udfff]/g, ''),
          () => true,
          () => ['x', ' y', below(random, 9)],
          () => Number.NaN,
        ])(),
      ]),
    ),
  ],
  'all choices': (random) => [values.few(random), below(random, 5)],
  'count of divisors': (random) => [1 + below(random, 400)],
  'sum of divisors': (random) => [1 + below(random, 400)],
  'largest prime factor': (random) => [2 + below(random, 900)],
  'primes between': (random) => [below(random, 60), below(random, 120)],
  'lower bound': (random) => [values['ascending numbers'](random), below(random, 32)],
  'upper bound': (random) => [values['ascending numbers'](random), below(random, 32)],
  determinant: (random) => {
    const n = 1 + below(random, 5);
    return [
      Array.from({ length: n }, () =>
        Array.from({ length: n }, () => below(random, 12) - 5 + pick(random, [0, 0.5, 0.1])),
      ),
    ];
  },
  'matrix times vector': (random) => {
    const [n, m] = [1 + below(random, 4), 1 + below(random, 4)];
    const numbers = () => Array.from({ length: m }, () => number(random));
    return [Array.from({ length: n }, numbers), numbers()];
  },
  'largest of each window': (random) => [list(random, () => below(random, 30) - 10), below(random, 6)],
  'products of the others': (random) => [list(random, () => below(random, 7) + 1).slice(0, 9)],
  'is subset': (random) => {
    const all = values.primitives(random) as unknown[];
    return [random() < 0.6 ? all.filter(() => random() < 0.5) : values.primitives(random), all];
  },
  'brackets match': (random) => [
    Array.from({ length: below(random, 6) }, () => pick(random, ['()', '[]', '{}', '(', ')', '[a]', '{()}', 'x'])).join(
      '',
    ),
  ],
  'longest palindrome within': (random) => [
    Array.from({ length: below(random, 25) }, () => pick(random, ['a', 'b', 'c'])).join(''),
  ],
  'characters all differ': (random) => [
    random() < 0.5 ? text(random, 20) : 'abcdXYZ 019~'.slice(below(random, 6), 6 + below(random, 7)),
  ],
  'pad start': (random) => [text(random, 20), below(random, 40), pick(random, ['-', 'ab', ' ', ''])],
  'power of a modulus': (random) => [below(random, 999), below(random, 60), 1 + below(random, 4e9)],
  factorial: (random) => [below(random, 25)],
  'factorial from above': (random) => [below(random, 25)],
  'matrix product': (random) => {
    const [n, m, k] = [1 + below(random, 4), 1 + below(random, 4), 1 + below(random, 4)];
    const rows = (height: number, width: number) =>
      Array.from({ length: height }, () => Array.from({ length: width }, () => below(random, 9) - 4));
    return [rows(n, m), rows(m, k)];
  },
  'binary search': (random) => {
    const sorted = [...new Set(list(random, () => below(random, 60)))].sort((a, b) => a - b);
    return [sorted, random() < 0.5 && sorted.length > 0 ? pick(random, sorted) : below(random, 60)];
  },
  'pair with a sum': (random) => [list(random, () => below(random, 20)), below(random, 30)],
  occurrences: (random) => [text(random), pick(random, ['a', 'ab', 'ba', ' ', ''])],
  subsequence: (random) => [text(random, 5), text(random)],
  levenshtein: (random) => near(random),
  'optimal string alignment': (random) => near(random),
  dice: (random) => near(random),
  'dice without white space': (random) => near(random),
  jaro: (random) => near(random),
  'jaro of whole exchanges': (random) => near(random),
  'jaro-winkler': (random) => near(random),
  'jaro-winkler above a threshold': (random) => near(random),
  ...Object.fromEntries(
    [
      'euclidean distance',
      'squared distance',
      'manhattan distance',
      'chebyshev distance',
      'dot product',
      'cosine similarity',
    ].map((name) => [
      name,
      (random: RandomStream) => {
        const n = 1 + below(random, 9);
        return [0, 1].map(() => Array.from({ length: n }, () => number(random)));
      },
    ]),
  ),
  grams: (random) => [text(random, 20), below(random, 6)],
  'repeated text': (random) => [text(random, 20), below(random, 6)],
  'cartesian product': (random) => [
    Array.from({ length: 1 + below(random, 3) }, () => list(random, () => below(random, 9)).slice(0, 4)),
  ],
  luhn: (random) => [
    Array.from({ length: 1 + below(random, 16) }, () => below(random, 10)).join('') + pick(random, ['', '', 'x']),
  ],
  'to roman': (random) => [below(random, 4000)],
  'from roman': (random) => [references['to roman']!(below(random, 4000) as never)],
  'point in polygon': (random) => [
    [below(random, 12) - 3.5, below(random, 12) - 3.25],
    Array.from({ length: 3 + below(random, 6) }, () => [below(random, 12) - 3, below(random, 12) - 3]),
  ],
  divisors: (random) => [1 + below(random, 400)],
  'sum of proper divisors': (random) => [below(random, 400)],
  totient: (random) => [1 + below(random, 300)],
  'nth prime': (random) => [1 + below(random, 90)],
  'digit sum': (random) => [below(random, 1e9)],
  'collatz steps': (random) => [1 + below(random, 900)],
  binomial: (random) => [below(random, 40), below(random, 40)],
  'unescape html': (random) => [
    Array.from({ length: below(random, 9) }, () =>
      pick(random, ['&amp;', '&lt;', '&gt;', '&quot;', '&#39;', 'a', '&', ';', 'lt;']),
    ).join(''),
  ],
  'escape regular expression': (random) => [
    Array.from({ length: below(random, 9) }, () =>
      pick(random, ['a', '.', '\\', '[', ']', '^', '$', '-', '/', '|']),
    ).join(''),
  ],
  'murmur 3': (random) => [
    Array.from({ length: below(random, 30) }, () => pick(random, ['a', 'b', 'z', '0'])).join(''),
    below(random, 1000),
  ],
  'moving averages': (random) => [list(random, () => below(random, 30) - 10), below(random, 6)],
};

function things(random: RandomStream): [number[], number[], number] {
  const weights = list(random, () => below(random, 12)).slice(0, 8);
  return [weights, weights.map(() => below(random, 30)), below(random, 30)];
}

function query(random: RandomStream): [string] {
  const pieces = ['a=1', 'b=2', 'a=3', 'c', '=d', '', 'e=%20+f', 'g+h=i=j', 'toString=1', '%41=x', 'a=%'];
  return [
    Array.from({ length: below(random, 6) }, () => pick(random, pieces.slice(0, random() < 0.9 ? -1 : undefined))).join(
      '&',
    ),
  ];
}

function pairs(random: RandomStream): [number[], number[]] {
  const a = list(random, () => number(random), 2);
  return [a, a.map(() => number(random))];
}

function near(random: RandomStream, longest = 120): [string, string] {
  const a = text(random, longest);
  if (random() < 0.3) return [a, text(random, longest)];
  const units = a.split('');
  for (let n = below(random, 5); n > 0; n--) {
    const at = below(random, units.length + 1);
    const kind = random();
    if (kind < 0.3) units.splice(at, 1);
    else if (kind < 0.6) units.splice(at, 0, pick(random, ['a', 'b', 'z']));
    else if (at + 1 < units.length) units.splice(at, 2, units[at + 1]!, units[at]!);
  }
  return random() < 0.5 ? [a, units.join('')] : [units.join(''), a];
}

function distance(a: string, b: string, exchanges: boolean): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let least = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (exchanges && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = least;
    }
  }
  return rows[a.length]![b.length]!;
}

function jaro(a: string, b: string, whole: boolean): number {
  if (a.length === 0 && b.length === 0) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const [mine, theirs] = [new Set<number>(), new Set<number>()];
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j++) {
      if (theirs.has(j) || a[i] !== b[j]) continue;
      mine.add(i);
      theirs.add(j);
      break;
    }
  }
  if (mine.size === 0) return 0;
  const [x, y] = [[...mine].sort((p, q) => p - q), [...theirs].sort((p, q) => p - q)];
  const moved = x.filter((at, k) => a[at] !== b[y[k]!]).length;
  const m = mine.size;
  return (m / a.length + m / b.length + (m - (whole ? Math.floor(moved / 2) : moved / 2)) / m) / 3;
}
function winkler(a: string, b: string, above: number): number {
  const similarity = jaro(a, b, false);
  if (!(similarity > above)) return similarity;
  let same = 0;
  while (same < 4 && same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
  return similarity + same * 0.1 * (1 - similarity);
}
function dice(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < a.length; i++) pairs.set(a.slice(i, i + 2), (pairs.get(a.slice(i, i + 2)) ?? 0) + 1);
  let common = 0;
  for (let i = 0; i + 1 < b.length; i++) {
    const left = pairs.get(b.slice(i, i + 2)) ?? 0;
    if (left === 0) continue;
    pairs.set(b.slice(i, i + 2), left - 1);
    common++;
  }
  return (2 * common) / (a.length + b.length - 2);
}
const common = (a: string, b: string, run: boolean): number => {
  let best = 0;
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      rows[i]![j] = same ? rows[i - 1]![j - 1]! + 1 : run ? 0 : Math.max(rows[i - 1]![j]!, rows[i]![j - 1]!);
      best = Math.max(best, rows[i]![j]!);
    }
  return best;
};
const entities = (by: Record<string, string>) => (s: string) => s.replace(/[&<>"']/g, (c) => by[c] ?? c);
const basic = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const sum = (x: number[]): number => x.reduce((a, b) => a + b, 0);
const squares = (x: number[]): number => {
  const mean = sum(x) / x.length;
  return x.reduce((total, v) => total + (v - mean) * (v - mean), 0);
};
const sorted = (x: number[]): number[] => x.slice().sort((a, b) => a - b);
const runs = (s: string): string[] => s.match(/([\s\S])\1*/g) ?? [];
const area = (p: number[][]): number =>
  p.reduce((total, [x, y], i) => {
    const [u, v] = p[(i + 1) % p.length]!;
    return total + (x! * v! - u! * y!);
  }, 0);
const isPrime = (n: number): boolean =>
  n > 1 && Array.from({ length: n }, (_, i) => i).every((d) => d < 2 || n % d !== 0);
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const unique = <T>(x: T[]): T[] => x.filter((v, i) => x.indexOf(v) === i);

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];
/** By big integers, from the published description. */
function murmur(s: string, seed: number): number {
  const low = (x: bigint): bigint => x & 0xffffffffn;
  const turned = (x: bigint, by: bigint): bigint => low((x << by) | (x >> (32n - by)));
  const mixed = (k: bigint): bigint => low(turned(low(k * 0xcc9e2d51n), 15n) * 0x1b873593n);
  let h = BigInt(seed);
  const bytes = s.split('').map((c) => BigInt(c.charCodeAt(0) & 255));
  const word = (from: number): bigint =>
    bytes.slice(from, from + 4).reduce((k, byte, i) => k | (byte << BigInt(8 * i)), 0n);
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) h = low(turned(h ^ mixed(word(i)), 13n) * 5n + 0xe6546b64n);
  if (whole < bytes.length) h ^= mixed(word(whole));
  h ^= BigInt(bytes.length);
  h = low((h ^ (h >> 16n)) * 0x85ebca6bn);
  h = low((h ^ (h >> 13n)) * 0xc2b2ae35n);
  return Number(h ^ (h >> 16n));
}

function named(s: string, empty: boolean): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {};
  for (const piece of s.split('&')) {
    if (piece === '' && !empty) continue;
    const at = piece.indexOf('=');
    const [key, value] = (at < 0 ? [piece, ''] : [piece.slice(0, at), piece.slice(at + 1)]).map((half) =>
      decodeURIComponent(half.replaceAll('+', '%20')),
    ) as [string, string];
    const old = Object.hasOwn(out, key) ? out[key]! : [];
    const all = [...(typeof old === 'string' ? [old] : old), value];
    out[key] = all.length === 1 ? value : all;
  }
  return out;
}
function rank(s: number[], share: number): number {
  const at = s.length * share;
  if (share === 1) return s[s.length - 1]!;
  if (share === 0) return s[0]!;
  if (at % 1 !== 0) return s[Math.ceil(at) - 1]!;
  return s.length % 2 === 0 ? (s[at - 1]! + s[at]!) / 2 : s[at]!;
}
const both = (a: number[], b: number[]): number => {
  const [m, n] = [sum(a) / a.length, sum(b) / b.length];
  return a.reduce((total, x, i) => total + (x - m) * (b[i]! - n), 0);
};
const bits = (bytes: Uint8Array): number[] =>
  [...bytes].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((k) => (byte >> k) & 1));
const mirrored = (x: number, width: number): number =>
  Number.parseInt(x.toString(2).padStart(width, '0').split('').reverse().join(''), 2);
/** Bit by bit, by division of polynomials. */
const crc = (polynomial: number, start: number, reflected: boolean) => (bytes: Uint8Array) => {
  let rest = start;
  for (const bit of bits(reflected ? Uint8Array.from(bytes, (byte) => mirrored(byte, 8)) : bytes))
    rest = ((rest << 1) & 0xffff) ^ ((rest >> 15) ^ bit ? polynomial : 0);
  return reflected ? mirrored(rest, 16) : rest;
};

/** Plain, slow, and right. */
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const base58 = (s: string): number[] => {
  const zeros = s.length - s.replace(/^1+/, '').length;
  const out: number[] = [];
  for (let n = s.split('').reduce((all, c) => all * 58n + BigInt(BASE58.indexOf(c)), 0n); n > 0n; n /= 256n)
    out.unshift(Number(n % 256n));
  return [...new Array<number>(zeros).fill(0), ...out];
};
const base32 = (x: number[]): string =>
  (
    [...x]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .match(/.{1,5}/g) ?? []
  )
    .map((bits) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(bits.padEnd(5, '0'), 2)])
    .join('');
/** Each choice is tried. */
function best(weights: number[], values: number[], limit: number): number {
  let most = 0;
  for (let chosen = 0; chosen < 1 << weights.length; chosen++) {
    const taken = (all: number[]): number => sum(all.filter((_, i) => (chosen >> i) & 1));
    if (taken(weights) <= limit) most = Math.max(most, taken(values));
  }
  return most;
}
const ways = (coins: number[], amount: number): number =>
  amount === 0
    ? 1
    : amount < 0 || coins.length === 0
      ? 0
      : ways(coins, amount - coins[0]!) + ways(coins.slice(1), amount);
function sortedJson(value: unknown): string | undefined {
  if (Array.isArray(value)) return `[${value.map((x) => sortedJson(x) ?? 'null').join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value as Record<string, unknown>)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, x]) => (x === undefined ? [] : [`${JSON.stringify(key)}:${sortedJson(x)}`]));
  return `{${members.join()}}`;
}
function flat(value: object, lists: boolean): object {
  const out: Record<string, unknown> = {};
  const walk = (inner: object, path: string[]): void => {
    for (const [key, x] of Object.entries(inner)) {
      const open = typeof x === 'object' && x !== null && (lists || !Array.isArray(x)) && Object.keys(x).length > 0;
      if (open) walk(x, [...path, key]);
      else out[[...path, key].join('.')] = x;
    }
  };
  walk(value, []);
  return out;
}
/** All cells by recursion, then from the end. */
function subsequenceOf(a: string, b: string, up: boolean): string {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      rows[i]![j] = a[i - 1] === b[j - 1] ? rows[i - 1]![j - 1]! + 1 : Math.max(rows[i - 1]![j]!, rows[i]![j - 1]!);
  const out: string[] = [];
  for (let i = a.length, j = b.length; i > 0 && j > 0; ) {
    const [above, left] = [rows[i - 1]![j]!, rows[i]![j - 1]!];
    if (a[i - 1] === b[j - 1]) {
      out.unshift(a[i - 1]!);
      i--;
      j--;
    } else if (up ? above >= left : above > left) i--;
    else j--;
  }
  return out.join('');
}
/** By regular expressions over c for consonants and v for vowels. */
function porterStem(word: string): string {
  let w = word;
  if (w.length < 3) return w;
  const kinds = (s: string): string => {
    let out = '';
    for (const [i, c] of s.split('').entries())
      out += 'aeiou'.includes(c) || (c === 'y' && i > 0 && out[i - 1] === 'c') ? 'v' : 'c';
    return out;
  };
  const m = (s: string): number => kinds(s).match(/v+(?=c)/g)?.length ?? 0;
  const vowel = (s: string): boolean => kinds(s).includes('v');
  const short = (s: string): boolean => /^c+vc$/.test(kinds(s)) && !/[wxy]$/.test(s);
  const stemOf = (endings: string): [string, string] | undefined => {
    const found = endings
      .split(' ')
      .filter((ending) => w.endsWith(ending) && w.length > ending.length)
      .sort((a, b) => b.length - a.length)[0];
    return found === undefined ? undefined : [w.slice(0, -found.length), found];
  };
  const replaced = (pairs: string): void => {
    const all = Object.fromEntries(pairs.split(' ').map((pair) => pair.split(':') as [string, string]));
    const found = stemOf(Object.keys(all).join(' '));
    if (found && m(found[0]) > 0) w = found[0] + all[found[1]];
  };
  if (stemOf('sses ies')) w = w.slice(0, -2);
  else if (/[^s]s$/.test(w)) w = w.slice(0, -1);
  const eed = stemOf('eed');
  const past = eed ? undefined : stemOf('ed ing');
  if (eed && m(eed[0]) > 0) w = w.slice(0, -1);
  else if (past && vowel(past[0])) {
    w = past[0];
    if (/(at|bl|iz)$/.test(w)) w += 'e';
    else if (/([^aeiouylsz])\1$/.test(w)) w = w.slice(0, -1);
    else if (short(w)) w += 'e';
  }
  const y = stemOf('y');
  if (y && vowel(y[0])) w = `${y[0]}i`;
  replaced(
    'ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble logi:log',
  );
  replaced('icate:ic ative: alize:al iciti:ic ical:ic ful: ness:');
  const fourth = stemOf('al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize');
  const ion = stemOf('sion tion');
  if (fourth) w = m(fourth[0]) > 1 ? fourth[0] : w;
  else if (ion && m(ion[0] + ion[1][0]) > 1) w = ion[0] + ion[1][0];
  const e = stemOf('e');
  if (e && (m(e[0]) > 1 || (m(e[0]) === 1 && !short(e[0])))) w = e[0];
  if (w.endsWith('ll') && m(w) > 1) w = w.slice(0, -1);
  return w;
}

const plain: Readonly<Record<string, Call>> = {
  levenshtein: (a, b) => distance(a, b, false),
  'optimal string alignment': (a, b) => distance(a, b, true),
  hamming: (a: string, b: string) => a.split('').filter((c, i) => c !== b[i]).length,
  jaro: (a, b) => jaro(a, b, false),
  'jaro of whole exchanges': (a, b) => jaro(a, b, true),
  'jaro-winkler': (a, b) => winkler(a, b, -1),
  'jaro-winkler above a threshold': (a, b) => winkler(a, b, 0.7),
  dice,
  'dice without white space': (a: string, b: string) => dice(a.replace(/\s+/g, ''), b.replace(/\s+/g, '')),
  'longest common subsequence': (a, b) => common(a, b, false),
  'longest common substring': (a, b) => common(a, b, true),
  'common prefix': (a: string, b: string) => {
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    return a.slice(0, i);
  },
  anagram: (a: string, b: string) => a.split('').sort().join('') === b.split('').sort().join(''),
  subsequence: (a: string, b: string) => {
    let at = -1;
    return a.split('').every((c) => {
      at = b.indexOf(c, at + 1);
      return at >= 0;
    });
  },
  'palindrome of letters and digits': (s: string) => {
    const own = s.toLowerCase().replace(/[^a-z0-9]/g, '');
    return own === own.split('').reverse().join('');
  },
  palindrome: (s: string) => s === s.split('').reverse().join(''),
  'reverse text': (s: string) => s.split('').reverse().join(''),
  'escape html': entities({ ...basic, '"': '&quot;', "'": '&#39;' }),
  'escape html in hexadecimal': entities({ ...basic, '"': '&quot;', "'": '&#x27;' }),
  'escape html with names': entities({ ...basic, '"': '&quot;', "'": '&apos;' }),
  'escape html with a leading zero': entities({ ...basic, '"': '&quot;', "'": '&#039;' }),
  'escape html but apostrophes': entities({ ...basic, '"': '&quot;' }),
  'escape html but quotes': entities(basic),
  djb2: (s: string) => Number(s.split('').reduce((h, c) => (h * 33n + BigInt(c.charCodeAt(0))) & 0xffffffffn, 5381n)),
  'djb2 from behind': (s: string) =>
    Number(s.split('').reduceRight((h, c) => ((h * 33n) & 0xffffffffn) ^ BigInt(c.charCodeAt(0)), 5381n)),
  'java hash': (s: string) =>
    Number(
      BigInt.asIntN(
        32,
        s.split('').reduce((h, c) => h * 31n + BigInt(c.charCodeAt(0)), 0n),
      ),
    ),
  'fnv-1a': (s: string) =>
    Number(s.split('').reduce((h, c) => ((h ^ BigInt(c.charCodeAt(0))) * 16777619n) & 0xffffffffn, 2166136261n)),
  'crc-32 signed': (bytes: Uint8Array) => zlibCrc(Uint8Array.from(bytes)) | 0,
  'crc-32': (bytes: Uint8Array) => zlibCrc(Uint8Array.from(bytes)),
  'adler-32': (bytes: Uint8Array) => {
    let [a, b] = [1, 0];
    for (const byte of bytes) {
      a = (a + byte) % 65521;
      b = (b + a) % 65521;
    }
    return b * 65536 + a;
  },
  'hex of bytes': (bytes: Uint8Array) => Buffer.from(bytes).toString('hex'),
  'base64 of bytes': (bytes: Uint8Array) => Buffer.from(bytes).toString('base64'),
  'utf-8 length': (s: string) => Buffer.byteLength(s),
  'pad start': (s: string, n: number, by: string) => s.padStart(n, by),
  'run lengths': (s: string) =>
    runs(s)
      .map((run) => `${run.length}${run[0]}`)
      .join(''),
  'run lengths behind': (s: string) =>
    runs(s)
      .map((run) => `${run[0]}${run.length}`)
      .join(''),
  'compare versions': (a: string, b: string) => {
    const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
    for (let i = 0; i < Math.max(x.length, y.length); i++)
      if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) > (y[i] ?? 0) ? 1 : -1;
    return 0;
  },
  unique,
  'unique by spreading': unique,
  'unique in place': (x: unknown[]) => {
    const once = unique(x);
    x.splice(0, x.length, ...once);
    return x;
  },
  'unique and sorted': (x: number[]) => sorted(unique(x)),
  union: (a: unknown[], b: unknown[]) => unique([...a, ...b]),
  intersection: (a: unknown[], b: unknown[]) => unique(a.filter((v) => b.includes(v))),
  difference: (a: unknown[], b: unknown[]) => a.filter((v) => !b.includes(v)),
  'intersection with repeats': (a: unknown[], b: unknown[]) => a.filter((v) => b.includes(v)),
  'lists in common': (a: unknown[], b: unknown[]) => a.some((v) => b.includes(v)),
  'size of the intersection of multisets': (a: unknown[], b: unknown[]) => {
    const left = [...b];
    return a.filter((v) => left.includes(v) && left.splice(left.indexOf(v), 1)).length;
  },
  'size of the intersection': (a: unknown[], b: unknown[]) => unique(a.filter((v) => b.includes(v))).length,
  'size of the union': (a: unknown[], b: unknown[]) => unique([...a, ...b]).length,
  'has duplicates': (x: unknown[]) => unique(x).length < x.length,
  'flatten deeply': (x: unknown[]) => x.flat(Number.POSITIVE_INFINITY),
  'flatten once': (x: unknown[]) => x.flat(),
  chunk: (x: unknown[], n: number) =>
    n === 0 ? [] : Array.from({ length: Math.ceil(x.length / n) }, (_, i) => x.slice(i * n, i * n + n)),
  'counts in an object': (x: string[]) => {
    const out: Record<string, number> = {};
    for (const key of x) if (key !== '__proto__') out[key] = (Object.hasOwn(out, key) ? out[key]! : 0) + 1;
    return out;
  },
  'counts of characters': (s: string) => {
    const out: Record<string, number> = {};
    for (const c of s.split('')) out[c] = (out[c] ?? 0) + 1;
    return out;
  },
  'most frequent': (x: unknown[]) => {
    const most = Math.max(0, ...x.map((v) => x.filter((w) => w === v).length));
    return x.find((v) => x.filter((w) => w === v).length === most);
  },
  sum,
  mean: (x: number[]) => sum(x) / x.length,
  variance: (x: number[]) => squares(x) / x.length,
  'standard deviation': (x: number[]) => Math.sqrt(squares(x) / x.length),
  'sample variance': (x: number[]) => squares(x) / (x.length - 1),
  'sample standard deviation': (x: number[]) => Math.sqrt(squares(x) / (x.length - 1)),
  median: (x: number[]) => {
    const s = sorted(x);
    return s.length % 2 === 1 ? s[s.length >> 1] : (s[s.length / 2 - 1]! + s[s.length / 2]!) / 2;
  },
  'lower median': (x: number[]) => sorted(x)[(x.length - 1) >> 1],
  'upper median': (x: number[]) => sorted(x)[x.length >> 1],
  'smallest but k': (x: number[], k: number) => sorted(x)[k],
  'k-th smallest': (x: number[], k: number) => sorted(x)[k - 1],
  'quantile by interpolation': (x: number[], share: number) => {
    const s = sorted(x);
    const at = (s.length - 1) * share;
    const k = Math.floor(at);
    return k === at || k + 1 >= s.length ? s[k] : s[k]! + (at - k) * (s[k + 1]! - s[k]!);
  },
  smallest: (x: number[]) => Math.min(...x),
  largest: (x: number[]) => Math.max(...x),
  extent: (x: number[]) => [Math.min(...x), Math.max(...x)],
  'sorted numbers': sorted,
  'sorted numbers in place': (x: number[]) => x.sort((a, b) => a - b),
  'sorted numbers descending': (x: number[]) => x.slice().sort((a, b) => b - a),
  inversions: (x: number[]) => x.reduce((total, v, i) => total + x.slice(i + 1).filter((w) => w < v).length, 0),
  'largest sum of neighbours': (x: number[]) => {
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < x.length; i++) for (let j = i; j < x.length; j++) best = Math.max(best, sum(x.slice(i, j + 1)));
    return best;
  },
  'longest rising subsequence': (x: number[]) => {
    const lengths: number[] = [];
    for (const [i, v] of x.entries()) lengths.push(1 + Math.max(0, ...lengths.filter((_, j) => j < i && x[j]! < v)));
    return Math.max(0, ...lengths);
  },
  'pair with a sum': (x: number[], wanted: number) => {
    for (let j = 0; j < x.length; j++) for (let i = 0; i < j; i++) if (x[i]! + x[j]! === wanted) return [i, j];
    return null;
  },
  'shoelace sum': (p: number[][]) => area(p),
  'polygon area': (p: number[][]) => Math.abs(area(p)) / 2,
  'signed polygon area': (p: number[][]) => area(p) / 2,
  'greatest common divisor': gcd,
  'least common multiple': (a: number, b: number) => (a === 0 && b === 0 ? 0 : (a / gcd(a, b)) * b),
  'is prime': isPrime,
  'primes up to': (n: number) => Array.from({ length: n + 1 }, (_, i) => i).filter(isPrime),
  'primes below': (n: number) => Array.from({ length: n }, (_, i) => i).filter(isPrime),
  'prime factors': (n: number) => {
    const out: number[] = [];
    for (let d = 2; n > 1; d++) for (; n > 1 && n % d === 0; n /= d) out.push(d);
    return out;
  },
  fibonacci: (n: number) => Array.from({ length: n }).reduce<[number, number]>(([a, b]) => [b, a + b], [0, 1])[0],
  factorial: (n: number) => Array.from({ length: n }, (_, i) => i + 1).reduce((a, b) => a * b, 1),
  'factorial from above': (n: number) => Array.from({ length: n }, (_, i) => n - i).reduce((a, b) => a * b, 1),
  'count of bits': (n: number) => (n >>> 0).toString(2).replaceAll('0', '').length,
  'power of a modulus': (b: number, e: number, m: number) => Number(BigInt(b) ** BigInt(e) % BigInt(m)),
  transpose: (rows: number[][]) => rows[0]!.map((_, j) => rows.map((row) => row[j])),
  'matrix product': (a: number[][], b: number[][]) =>
    a.map((row) => b[0]!.map((_, j) => row.reduce((total, x, k) => total + x * b[k]![j]!, 0))),
  'euclidean distance': (a: number[], b: number[]) => Math.sqrt(sum(a.map((x, i) => (x - b[i]!) * (x - b[i]!)))),
  'squared distance': (a: number[], b: number[]) => sum(a.map((x, i) => (x - b[i]!) * (x - b[i]!))),
  'manhattan distance': (a: number[], b: number[]) => sum(a.map((x, i) => Math.abs(x - b[i]!))),
  'chebyshev distance': (a: number[], b: number[]) => Math.max(...a.map((x, i) => Math.abs(x - b[i]!))),
  'dot product': (a: number[], b: number[]) => sum(a.map((x, i) => x * b[i]!)),
  'cosine similarity': (a: number[], b: number[]) =>
    sum(a.map((x, i) => x * b[i]!)) / (Math.sqrt(sum(a.map((x) => x * x))) * Math.sqrt(sum(b.map((x) => x * x)))),
  grams: (s: string, n: number) =>
    n === 0
      ? []
      : s
          .split('')
          .map((_, i) => s.slice(i, i + n))
          .filter((gram) => gram.length === n),
  'repeated text': (s: string, n: number) => Array.from({ length: n }, () => s).join(''),
  'cartesian product': (lists: unknown[][]) =>
    lists.reduce<unknown[][]>(
      (rows, members) => rows.flatMap((row) => members.map((member) => [...row, member])),
      [[]],
    ),
  luhn: (s: string) =>
    /^\d+$/.test(s) &&
    sum(
      s
        .split('')
        .reverse()
        .map((c, i) => (i % 2 === 0 ? Number(c) : Number(c) * 2 > 9 ? Number(c) * 2 - 9 : Number(c) * 2)),
    ) %
      10 ===
      0,
  'to roman': (n: number) => {
    let out = '';
    let rest = n;
    for (const [worth, letters_] of ROMAN) for (; rest >= worth; rest -= worth) out += letters_;
    return out;
  },
  'from roman': (s: string) => {
    let total = 0;
    for (let at = 0; at < s.length; ) {
      const [worth, letters_] = ROMAN.find(([, letters__]) => s.startsWith(letters__, at))!;
      total += worth;
      at += letters_.length;
    }
    return total;
  },
  'point in polygon': ([x, y]: number[], corners: number[][]) =>
    corners.filter(([ax, ay], i) => {
      const [bx, by] = corners[(i + corners.length - 1) % corners.length]!;
      return ay! > y! !== by! > y! && x! < ((bx! - ax!) * (y! - ay!)) / (by! - ay!) + ax!;
    }).length %
      2 ===
    1,
  divisors: (n: number) => Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0),
  'sum of proper divisors': (n: number) =>
    sum(Array.from({ length: Math.max(0, n - 1) }, (_, i) => i + 1).filter((d) => n % d === 0)),
  totient: (n: number) => Array.from({ length: n }, (_, i) => i + 1).filter((k) => gcd(n, k) === 1).length,
  'nth prime': (n: number) => Array.from({ length: 600 }, (_, i) => i).filter(isPrime)[n - 1],
  'digit sum': (n: number) => sum(String(n).split('').map(Number)),
  'collatz steps': (n: number) => {
    let steps = 0;
    for (let x = n; x !== 1; x = x % 2 === 0 ? x / 2 : 3 * x + 1) steps++;
    return steps;
  },
  binomial: (n: number, k: number) => {
    let row = [1n];
    for (let i = 0; i < n; i++) row = [...row, 0n].map((x, at) => x + (row[at - 1] ?? 0n));
    return Number(row[k] ?? 0n);
  },
  'unescape html': (s: string) =>
    s.replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!,
    ),
  'escape regular expression': (s: string) =>
    s
      .split('')
      .map((c) => ('\\^$.*+?()[]{}|'.includes(c) ? `\\${c}` : c))
      .join(''),
  'murmur 3': murmur,
  sdbm: (s: string) => Number(s.split('').reduce((h, c) => (h * 65599n + BigInt(c.charCodeAt(0))) & 0xffffffffn, 0n)),
  'fnv-1': (s: string) =>
    Number(s.split('').reduce((h, c) => ((h * 16777619n) & 0xffffffffn) ^ BigInt(c.charCodeAt(0)), 2166136261n)),
  jaccard: (a: unknown[], b: unknown[]) => unique(a.filter((v) => b.includes(v))).length / unique([...a, ...b]).length,
  'moving averages': (x: number[], n: number) =>
    n === 0
      ? []
      : x
          .map((_, i) => x.slice(i, i + n))
          .filter((run) => run.length === n)
          .map((run) => sum(run) / n),
  'running sums': (x: number[]) => x.map((_, i) => sum(x.slice(0, i + 1))),
  zip: (a: unknown[], b: unknown[]) => a.slice(0, b.length).map((v, i) => [v, b[i]]),
  rotated: (x: unknown[], by: number) => x.map((_, i) => x[(i + by) % x.length]),
  'binary search': (x: number[], v: number) => x.indexOf(v),
  occurrences: (s: string, part: string) => (part === '' ? 0 : s.split(part).length - 1),
  'deep equality': isDeepStrictEqual,
  'deep copy': (value: unknown) => structuredClone(value),
  'bytes of base64': (s: string) => new Uint8Array(Buffer.from(s, 'base64')),
  'list of bytes of base64': (s: string) => [...Buffer.from(s, 'base64')],
  'bytes of hex': (s: string) => new Uint8Array(Buffer.from(s, 'hex')),
  'list of bytes of hex': (s: string) => [...Buffer.from(s, 'hex')],
  'bytes in utf-8': (s: string) => [...Buffer.from(s)],
  'query to object': (s: string) => named(s, false),
  'query to object with empty names': (s: string) => (s === '' ? {} : named(s, true)),
  'cookies to object': (s: string) => {
    const out: Record<string, string> = {};
    for (const piece of s.split(';')) {
      const at = piece.indexOf('=');
      const key = piece.slice(0, at).trim();
      if (at < 0 || out[key] !== undefined) continue;
      const value = piece.slice(at + 1).trim();
      const bare = value.startsWith('"') ? value.slice(1, -1) : value;
      try {
        out[key] = decodeURIComponent(bare);
      } catch {
        out[key] = bare;
      }
    }
    return out;
  },
  'compare semantic versions': (a: string, b: string) => {
    const read = (s: string): [number[], string[] | null] => {
      const [, core, pre] = /^v?([\d.]+)(?:-(.+))?$/.exec(s)!;
      return [core!.split('.').map(Number), pre === undefined ? null : pre.split('.')];
    };
    const [[x, p], [y, q]] = [read(a), read(b)];
    for (let i = 0; i < 4; i++) if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) > (y[i] ?? 0) ? 1 : -1;
    if (!p || !q) return p ? -1 : q ? 1 : 0;
    for (let i = 0; i < Math.max(p.length, q.length); i++) {
      const [l, r] = [p[i], q[i]];
      if (l === undefined || r === undefined) return l === undefined ? -1 : 1;
      const [m, n] = [Number(l), Number(r)];
      if (Number.isNaN(m) !== Number.isNaN(n)) return Number.isNaN(m) ? 1 : -1;
      const [u, v] = Number.isNaN(m) ? [l, r] : [m, n];
      if (u !== v) return u > v! ? 1 : -1;
    }
    return 0;
  },
  'quantile by rank': (x: number[], share: number) => rank(sorted(x), share),
  'range of quartiles': (x: number[]) => rank(sorted(x), 0.75) - rank(sorted(x), 0.25),
  'median absolute deviation': (x: number[]) => {
    const middle = rank(sorted(x), 0.5);
    return rank(sorted(x.map((v) => Math.abs(v - middle))), 0.5);
  },
  'mode, the smaller of equals': (x: number[]) => {
    const count = (v: number): number => x.filter((w) => w === v).length;
    return sorted(x).reduce((best, v) => (count(v) > count(best) ? v : best));
  },
  'sample covariance': (a: number[], b: number[]) => both(a, b) / (a.length - 1),
  correlation: (a: number[], b: number[]) => both(a, b) / Math.sqrt(both(a, a) * both(b, b)),
  'crc-16 arc': crc(0x8005, 0, true),
  'crc-16 modbus': crc(0x8005, 0xffff, true),
  'crc-16 kermit': crc(0x1021, 0, true),
  'crc-16 xmodem': crc(0x1021, 0, false),
  'crc-16 ibm 3740': crc(0x1021, 0xffff, false),
  'crc-8': (bytes: Uint8Array) => {
    let rest = 0;
    for (const bit of bits(bytes)) rest = ((rest << 1) & 0xff) ^ ((rest >> 7) ^ bit ? 0x07 : 0);
    return rest;
  },
  'fletcher-16': (bytes: Uint8Array) => {
    let [a, b] = [0, 0];
    for (const byte of bytes) {
      a = (a + byte) % 255;
      b = (b + a) % 255;
    }
    return b * 256 + a;
  },
  md5: (s: string) => createHash('md5').update(s).digest('hex'),
  'sha-1': (s: string) => createHash('sha1').update(s).digest('hex'),
  'sha-256': (s: string) => createHash('sha256').update(s).digest('hex'),
  'one at a time': (s: string) => {
    const low = (x: bigint): bigint => x & 0xffffffffn;
    let h = 0n;
    for (const c of s.split('')) {
      h = low(h + BigInt(c.charCodeAt(0)));
      h = low(h + (h << 10n));
      h ^= h >> 6n;
    }
    h = low(h + (h << 3n));
    h ^= h >> 11n;
    return Number(low(h + (h << 15n)));
  },
  soundex: (s: string) => {
    const classes: Record<string, string> = Object.fromEntries(
      ['bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'].flatMap((set, i) => set.split('').map((c) => [c, String(i + 1)])),
    );
    const kept = s
      .toLowerCase()
      .split('')
      .filter((c, i) => i === 0 || !'hw'.includes(c));
    const codes = kept.map((c) => classes[c] ?? '0').filter((code, i, all) => i === 0 || code !== all[i - 1]);
    return (
      s[0]!.toUpperCase() +
      codes
        .slice(1)
        .filter((code) => code !== '0')
        .join('') +
      '000'
    ).slice(0, 4);
  },
  rot13: (s: string) =>
    s.replace(/[a-z]/gi, (c) => {
      const from = c < 'a' ? 65 : 97;
      return String.fromCharCode(((c.charCodeAt(0) - from + 13) % 26) + from);
    }),
  'grouped digits': (n: number) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ','),
  'characters all differ': (s: string) => new Set(s.split('')).size === s.length,
  'brackets match': (s: string) => {
    let rest = s.replace(/[^()[\]{}]/g, '');
    for (let before = ''; before !== rest; ) [before, rest] = [rest, rest.replace(/\(\)|\[\]|\{\}/g, '')];
    return rest === '';
  },
  'longest palindrome within': (s: string) => {
    let best = '';
    for (let i = 0; i < s.length; i++)
      for (let j = i + 1; j <= s.length; j++) {
        const part = s.slice(i, j);
        if (part.length > best.length && part === part.split('').reverse().join('')) best = part;
      }
    return best;
  },
  'all subsets': (x: unknown[]) =>
    x.reduce<unknown[][]>((all, v) => all.concat(all.map((subset) => [...subset, v])), [[]]),
  'all orders': function orders(x: unknown[]): unknown[][] {
    if (x.length === 0) return [[]];
    return x.flatMap((v, i) => orders([...x.slice(0, i), ...x.slice(i + 1)]).map((rest) => [v, ...rest]));
  },
  'all choices': function choices(x: unknown[], k: number): unknown[][] {
    if (k === 0) return [[]];
    return x.flatMap((v, i) => choices(x.slice(i + 1), k - 1).map((rest) => [v, ...rest]));
  },
  'count of divisors': (n: number) => Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0).length,
  'sum of divisors': (n: number) => sum(Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0)),
  'count of primes': (n: number) => Array.from({ length: n + 1 }, (_, i) => i).filter(isPrime).length,
  'largest prime factor': (n: number) =>
    Array.from({ length: n + 1 }, (_, i) => i).findLast((d) => d > 1 && n % d === 0 && isPrime(d)),
  'primes between': (from: number, to: number) =>
    Array.from({ length: to + 1 }, (_, i) => i).filter((n) => n >= from && isPrime(n)),
  'greatest common divisor of a list': (x: number[]) => x.reduce(gcd),
  'least common multiple of a list': (x: number[]) =>
    x.reduce((a, b) => (a === 0 || b === 0 ? 0 : (a / gcd(a, b)) * b)),
  'lower bound': (x: number[], v: number) => x.filter((w) => w < v).length,
  'upper bound': (x: number[], v: number) => x.filter((w) => w <= v).length,
  'ascending numbers merged': (a: number[], b: number[]) => sorted([...a, ...b]),
  'symmetric difference': (a: unknown[], b: unknown[]) => [
    ...a.filter((v) => !b.includes(v)),
    ...b.filter((v) => !a.includes(v)),
  ],
  'is subset': (a: unknown[], b: unknown[]) => a.every((v) => b.includes(v)),
  determinant: function minor(rows: number[][]): number {
    if (rows.length === 1) return rows[0]![0]!;
    if (rows.length === 2) return rows[0]![0]! * rows[1]![1]! - rows[0]![1]! * rows[1]![0]!;
    return rows[0]!.reduce(
      (total, x, j) =>
        total + (j % 2 === 0 ? 1 : -1) * x * minor(rows.slice(1).map((row) => row.filter((_, k) => k !== j))),
      0,
    );
  },
  'matrix times vector': (rows: number[][], x: number[]) => rows.map((row) => sum(row.map((v, j) => v * x[j]!))),
  'matrix turned clockwise': (rows: number[][]) => rows[0]!.map((_, j) => rows.map((row) => row[j]).reverse()),
  'largest of each window': (x: number[], n: number) =>
    n === 0 ? [] : x.map((_, i) => x.slice(i, i + n)).flatMap((run) => (run.length === n ? [Math.max(...run)] : [])),
  'products of the others': (x: number[]) => x.map((_, i) => x.filter((_v, k) => k !== i).reduce((a, b) => a * b, 1)),
  'longest run of consecutive numbers': (x: number[]) => {
    let longest = 0;
    for (const from of x) for (let n = 1; x.includes(from + n - 1); n++) longest = Math.max(longest, n);
    return longest;
  },
  words: (s: string) => s.split(/\s+/).filter((word) => word !== '').length,
  'damerau-levenshtein': (a: string, b: string) => {
    const far = a.length + b.length;
    const at = (i: number, j: number): number => (i < 0 || j < 0 ? far : (rows[i]![j] ?? far));
    const rows: number[][] = [];
    for (let i = 0; i <= a.length; i++) {
      rows.push([]);
      for (let j = 0; j <= b.length; j++) {
        if (i === 0 || j === 0) {
          rows[i]!.push(i + j);
          continue;
        }
        const [row, column] = [a.lastIndexOf(b[j - 1]!, i - 2) + 1, b.lastIndexOf(a[i - 1]!, j - 2) + 1];
        const exchanged =
          i > 1 && j > 1 && row > 0 && column > 0
            ? at(row - 1, column - 1) + (i - row - 1) + 1 + (j - column - 1)
            : far;
        const kept = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
        rows[i]!.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, kept, exchanged));
      }
    }
    return rows[a.length]![b.length]!;
  },
  'levenshtein similarity': (a: string, b: string) =>
    a === b ? 1 : 1 - distance(a, b, false) / Math.max(a.length, b.length),
  'levenshtein similarity by what is alike': (a: string, b: string) => {
    const longer = Math.max(a.length, b.length);
    return longer === 0 ? 1 : (longer - distance(a, b, false)) / longer;
  },
  'levenshtein share': (a: string, b: string) => distance(a, b, false) / (Math.max(a.length, b.length) || 1),
  'adler-32 signed': (x: number[]) => (references['adler-32']!(x as never) as number) | 0,
  'adler-32 of low bytes': (s: string) => references['adler-32']!([...Buffer.from(s, 'latin1')] as never),
  'adler-32 of low bytes signed': (s: string) =>
    (references['adler-32']!([...Buffer.from(s, 'latin1')] as never) as number) | 0,
  'crc-32 of low bytes': (s: string) => zlibCrc(Buffer.from(s, 'latin1')),
  'crc-32 of low bytes signed': (s: string) => zlibCrc(Buffer.from(s, 'latin1')) | 0,
  'crc-32 of a text': (s: string) => zlibCrc(Buffer.from(s)),
  'crc-32 of a text signed': (s: string) => zlibCrc(Buffer.from(s)) | 0,
  'base64 of low bytes': (s: string) => Buffer.from(s, 'latin1').toString('base64'),
  'base64 of a text': (s: string) => Buffer.from(s).toString('base64'),
  'units of base64': (s: string) => Buffer.from(s, 'base64').toString('latin1'),
  'utf-8 in units': (s: string) => Buffer.from(s).toString('latin1'),
  'text of utf-8 in units': (s: string) => Buffer.from(s, 'latin1').toString('utf8'),
  'base32 of bytes': (x: number[]) => {
    const letters = base32(x);
    return letters + '='.repeat((8 - (letters.length % 8)) % 8);
  },
  'base32 of bytes without an end': (x: number[]) => base32(x),
  'base58 of bytes': (x: number[]) => {
    const zeros = [...x, 1].findIndex((byte) => byte !== 0);
    let out = '';
    for (let n = [...x].reduce((all, byte) => all * 256n + BigInt(byte), 0n); n > 0n; n /= 58n)
      out = BASE58[Number(n % 58n)] + out;
    return '1'.repeat(zeros) + out;
  },
  'bytes of base58': (s: string) => Uint8Array.from(base58(s)),
  'list of bytes of base58': (s: string) => base58(s),
  'decimal of hexadecimal': (s: string) => String(BigInt(s.startsWith('0x') ? s : `0x${s}`)),
  'hexadecimal of decimal': (s: string) => BigInt(s).toString(16),
  'hexadecimal of decimal with a prefix': (s: string) => `0x${BigInt(s).toString(16)}`,
  'binary of decimal': (s: string) => BigInt(s).toString(2),
  'sum of decimal texts': (a: string, b: string) => String(BigInt(a) + BigInt(b)),
  'product of decimal texts': (a: string, b: string) => String(BigInt(a) * BigInt(b)),
  'difference of decimal texts': (a: string, b: string) => String(BigInt(a) - BigInt(b)),
  'order of decimal texts': (a: string, b: string) => Number(BigInt(a) > BigInt(b)) - Number(BigInt(a) < BigInt(b)),
  'binary of a number': (n: number) => {
    let out = String(n % 2);
    for (let left = Math.floor(n / 2); left > 0; left = Math.floor(left / 2)) out = (left % 2) + out;
    return out;
  },
  'number of binary': (s: string) => s.split('').reduce((n, c) => n * 2 + Number(c), 0),
  'digits backwards': (n: number) => Number(String(n).split('').reverse().join('')),
  'repeated sum of digits': (n: number) => {
    let left = n;
    while (left > 9) left = sum(String(left).split('').map(Number));
    return left;
  },
  'number of an ip address': (s: string) => s.split('.').reduce((n, part) => n * 256 + Number(part), 0),
  'ip address of a number': (n: number) => [24, 16, 8, 0].map((by) => (n >>> by) & 255).join('.'),
  'uuid of bytes': (x: number[]) =>
    Buffer.from(x)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  knapsack: best,
  'knapsack, values first': (values, weights, limit) => best(weights, values, limit),
  'knapsack, limit first': (limit, weights, values) => best(weights, values, limit),
  'fewest coins': (coins: number[], amount: number) => {
    let made = new Set([0]);
    for (let count = 0; count <= amount; count++) {
      if (made.has(amount)) return count;
      made = new Set([...made].flatMap((sum) => coins.map((coin) => sum + coin)).filter((sum) => sum <= amount));
    }
    return -1;
  },
  'ways to make an amount': (coins: number[], amount: number) => ways(coins, amount),
  'sum can be made': (numbers: number[], wanted: number) => {
    const made = new Set([0]);
    for (const x of numbers) for (const sum of [...made]) made.add(sum + x);
    return made.has(wanted);
  },
  'ways up the stairs': (n: number) => references.fibonacci!((n + 1) as never),
  'ways through a grid': (m: number, n: number) => {
    const through = (i: number, j: number): number =>
      i < 1 || j < 1 ? 0 : i === 1 || j === 1 ? 1 : through(i - 1, j) + through(i, j - 1);
    return through(m, n);
  },
  'pascal triangle': (n: number) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: i + 1 }, (__, j) => references.binomial!(i as never, j as never)),
    ),
  'stable json': (value: object) => sortedJson(value),
  flattened: (value: object) => flat(value, true),
  'flattened but lists': (value: object) => flat(value, false),
  'member at a path': (value: unknown, path: string) =>
    path
      .split('.')
      .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], value),
  'object to query': (value: Record<string, string | number | boolean | (string | number)[]>) => stringify(value),
  'text of the longest common subsequence': (a: string, b: string) => subsequenceOf(a, b, true),
  'text of the longest common subsequence, the second first': (a: string, b: string) => subsequenceOf(a, b, false),
  'text of the longest common substring': (a: string, b: string) => {
    for (let n = Math.min(a.length, b.length); n > 0; n--)
      for (let i = 0; i + n <= a.length; i++) if (b.includes(a.slice(i, i + n))) return a.slice(i, i + n);
    return '';
  },
  'common prefix of texts': (texts: string[]) =>
    texts.reduce((one, other) => references['common prefix']!(one as never, other as never) as string),
  'run lengths undone': (s: string) => s.replace(/(\d+)(\D)/gu, (_, n: string, c: string) => c.repeat(Number(n))),
  'characters once': (s: string) => unique(s.split('')).join(''),
  'letters moved': (s: string, by: number) =>
    s.replace(/[a-z]/gi, (c) => {
      const base = c < 'a' ? 65 : 97;
      return String.fromCharCode(((c.charCodeAt(0) - base + by) % 26) + base);
    }),
  'words backwards': (s: string) => s.split(' ').reverse().join(' '),
  'pad end': (s: string, length: number, by: string) =>
    s + by.repeat(length).slice(0, by === '' ? 0 : Math.max(0, length - s.length)),
  'wildcards match': (s: string, pattern: string) =>
    new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`).test(s),
  'spiral order': (rows: number[][]) => {
    const out: number[] = [];
    let left = rows.map((row) => row.slice());
    while (left.length > 0) {
      out.push(...left.shift()!);
      left = (left[0] ?? []).map((_, j) => left.map((row) => row[j]!)).reverse();
    }
    return out;
  },
  'game of life': (rows: number[][]) =>
    rows.map((row, i) =>
      row.map((cell, j) => {
        const near = [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => (x || y ? (rows[i + y]?.[j + x] ?? 0) : 0)));
        return sum(near) === 3 || (cell === 1 && sum(near) === 2) ? 1 : 0;
      }),
    ),
  'porter stem': (word: string) => porterStem(word),
};

const IGNORING = / ignoring case$/;
const ignoring = kernels.filter(({ name }) => IGNORING.test(name));
const references: Readonly<Record<string, Call>> = {
  ...plain,
  ...Object.fromEntries(
    ignoring.map(({ name }): [string, Call] => [
      name,
      (...texts: string[]) => plain[name.replace(IGNORING, '')]!(...(texts.map((one) => one.toLowerCase()) as never[])),
    ]),
  ),
};
const together: typeof usual = {
  ...usual,
  ...Object.fromEntries(
    ignoring.map(({ name, params }): [string, (random: RandomStream) => unknown[]] => [
      name,
      (random) =>
        (usual[name.replace(IGNORING, '')]?.(random) ?? params.map((domain) => values[domain](random))).map((one) =>
          [...(one as string)].map((c) => (random() < 0.3 ? c.toUpperCase() : c)).join(''),
        ),
    ]),
  ),
};

const outcome = (call: Call, args: unknown[]): Outcome => {
  try {
    return { threw: false, value: call(...(args as never[])), args };
  } catch (error) {
    return { threw: true, error, args };
  }
};

it('kernels are many, named once, and each has its reference', () => {
  const names = kernels.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(Object.keys(references).sort()).toEqual([...names].sort());
});

describe.each(kernels.map((kernel) => [kernel.name, kernel] as const))('%s', (name, kernel) => {
  it('gives what its reference gives, on inputs in its domain', () => {
    const { call, guard } = made(kernel);
    const equality = new Equality({ tolerance: 0, messages: [], prototypes: new Map() });
    const results = new Set<string>();
    let inside = 0;
    for (let seed = 0; seed < 400; seed++) {
      const inputs = (): unknown[] => {
        const random = stream(seed, name);
        return together[name]?.(random) ?? kernel.params.map((domain) => values[domain](random));
      };
      if (guard(...(inputs() as never[])) !== true) continue;
      inside++;
      const [wanted, got] = [outcome(references[name]!, inputs()), outcome(call, inputs())];
      expect({ inputs: inputs(), difference: equality.difference(wanted, got) }).toEqual({
        inputs: inputs(),
        difference: undefined,
      });
      results.add(JSON.stringify(got));
    }
    expect(inside).toBeGreaterThan(100);
    expect(results.size).toBeGreaterThan(1);
  });

  it('keeps out what is outside of its domain', () => {
    const { guard } = made(kernel);
    const strange = [() => 1, Symbol('s'), new Map(), new Date(0), Object.create({ a: 1 })];
    // Data may be nearly anything, but for what is of a class.
    const objects = kernel.params.includes('plain record') ? [] : [{}, { length: 3 }];
    const never = kernel.params.includes('plain data') ? [] : [undefined, null, Number.NaN, ...objects];
    for (const one of [...strange, ...never]) expect(guard(...(kernel.params.map(() => one) as never[]))).toBe(false);
  });
});

const OUTSIDE = [undefined, null, Number.NaN, -0, '1', {}, [], [Number.NaN, 1], [1, '2'], () => 1, new Date(0)];

describe.each(kernels.filter(({ declines }) => declines).map((kernel) => [kernel.name, kernel] as const))(
  '%s declines',
  (name, kernel) => {
    it('what is outside of its domain, as it was, or gives what its reference gives', () => {
      const { call, guard } = made(kernel);
      const equality = new Equality({ tolerance: 0, messages: [], prototypes: new Map() });
      let declined = 0;
      for (let seed = 0; seed < 400; seed++) {
        const inputs = (): unknown[] => {
          const random = stream(seed, name);
          const args = (together[name]?.(random) ??
            kernel.params.map((domain) => values[domain](random))) as unknown[][];
          const holder = pick(random, args);
          const places = typeof holder === 'object' && holder !== null ? Object.keys(holder) : [];
          if (places.length > 0) holder[pick(random, places) as never] = pick(random, OUTSIDE);
          return args;
        };
        const args = inputs();
        if (guard(...(args as never[])) === true || Object.keys(args[0] ?? {}).length === 0) continue;
        const got = outcome(call, args);
        if (!got.threw && got.value === undefined) {
          expect(args).toEqual(inputs());
          declined++;
        } else expect(equality.difference(outcome(references[name]!, inputs()), got)).toBe(undefined);
      }
      expect(declined).toBeGreaterThan(15);
    });
  },
);

it('what a kernel brings in applies, parses and reads the same for people, in any function that it fits', () => {
  const subject = subjectOf(
    'module.exports = function f(a, b, c) {\n  "use strict";\n  return a;\n};\nexports.g = (a) => a + 1;\n',
    'f.js',
  );
  const { ancestor } = subject;
  const bodies = ancestor.nodes.filter(
    ({ type }, i) => type === 'BlockStatement' || (type === 'BinaryExpression' && i > 0),
  );
  const profile = new Map(bodies.map(({ start }) => [start, 1]));
  const every = Object.keys(domains);
  const seen = new Map(bodies.map(({ start }) => [start, [every, [...every, '=undefined'], [...every, '=undefined']]]));
  const edits = applyKernel.all!(new View(ancestor, [], profile, { domains: seen }));
  expect(new Set(edits.map(({ operator }) => operator))).toEqual(new Set(kernels.map(kernelOperator)));
  for (const edit of edits) {
    const phenotype = express(ancestor, [editSchema.parse(JSON.parse(JSON.stringify(edit)))]);
    expect([edit.operator, ...phenotype.applied]).toEqual([edit.operator, { done: true }]);
    expect(() => new Function('module', 'exports', splice(phenotype, 'run'))).not.toThrow();
    expect(printForPeople(ancestor, [edit])).toContain('return a;');
  }
});

it('plain data is nothing that a copy or a comparison by keys would lose', () => {
  const { guard } = made(kernels.find(({ name }) => name === 'deep copy')!);
  const twice = {};
  const circle: unknown[] = [];
  circle.push(circle);
  for (const odd of [
    JSON.parse('{"__proto__":{}}'),
    'abc'.match(/b/),
    [twice, twice],
    circle,
    { [Symbol('s')]: 1 },
    new Array(2),
  ])
    expect(guard(odd as never)).toBe(false);
  for (const plain of [{ a: [1, { b: null }] }, [], 'text', undefined]) expect(guard(plain as never)).toBe(true);
});

it('domains are told of most calls, and values of many, by position', () => {
  const domainsOf = new Function(`return ${DOMAINS_OF}`)() as (
    rows: unknown[][],
    share: number,
    many: number,
    most: number,
  ) => string[][];
  const rows = [
    ['a', 1],
    ['b', 2, true],
    ['b', -1, true],
    [7, 3, [1]],
  ];
  expect(domainsOf(rows, 0.75, 0.5, 4)).toEqual([
    [
      'text',
      'text not empty',
      'short text',
      'ascii text',
      'text of names',
      'few thousand units',
      'word',
      'small word',
      'latin text',
      'utf-8 units',
      'base58 text',
      'hexadecimal number',
      'plain data',
      '="b"',
    ],
    ['number', 'number, not NaN', 'integer', 'natural', 'small natural', 'few hundred', 'plain data'],
    ['plain data', '=true'],
    ['plain data', '=undefined'],
  ]);
  expect(domainsOf(rows, 1, 1, 1)).toEqual([['plain data']]);
});

it('a parameter that a kernel does not have is one of the values that it often has, each in an edit of its own', () => {
  const { ancestor } = subjectOf('module.exports = (list, how) => list.length * how;\n', 'f.js');
  const body = ancestor.nodes.find(({ type }) => type === 'BinaryExpression')!;
  const seen = new Map([[body.start, [['numbers'], ['=true', '="x"', 'text']]]]);
  const edits = applyKernel.all!(new View(ancestor, [], new Map([[body.start, 1]]), { domains: seen }));
  const sums = edits.filter(({ operator }) => operator === 'kernel:sum');
  const guards = sums.map(({ places }) => places.at(-1)!.code.split(' ? ')[0]!);
  expect(guards.map((guard) => guard.split(' && ').at(-1))).toEqual(['how === true', 'how === "x"']);
});
