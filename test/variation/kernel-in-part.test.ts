/** Kernels that give a part of what a function does: seen by values, put behind a guard, and what they spare left out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import type { Edit } from '../../src/genome/edit.ts';
import { printForPeople } from '../../src/genome/people.ts';
import { preflight } from '../../src/improvement/subject.ts';
import { kernelInPart } from '../../src/variation/operators/kernel-in-part.ts';
import { View } from '../../src/variation/view.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';

const WORDS = `const word = (random) => Array.from({ length: 3 + Math.floor(random() * 9) }, () => 'abcde'[Math.floor(random() * 5)]).join('');
export const inputs = (random, count) => Array.from({ length: count }, () => [word(random), word(random)]);
`;
const LISTS = `export const inputs = (random, count) => Array.from({ length: count }, () => [
  Array.from({ length: 3 + Math.floor(random() * 9) }, () => Math.floor(random() * 9)),
]);
`;
const MATRIX = `  const rows = [];
  for (let i = 0; i <= a.length; i++) {
    const row = [i];
    rows[i] = row;
    for (let j = 1; j <= b.length; j++)
      row[j] = i === 0 ? j : Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
  }`;

const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 });
const pair = fc.oneof(
  fc.tuple(texts, texts),
  fc.tuple(fc.array(fc.constantFrom('a', 'bc')), fc.array(fc.constantFrom('a', 'bc'))),
);
const list = fc.oneof(
  fc.tuple(fc.array(fc.constantFrom(0, 1, 2, 3))),
  fc.tuple(fc.array(fc.constantFrom<unknown>(0, 'x', Number.NaN, undefined, true))),
);

interface Subject {
  readonly title: string;
  readonly text: string;
  readonly inputs: string;
  readonly kernel: string;
  /** No longer in what runs on the special way. */
  readonly spared: RegExp;
  readonly calls: fc.Arbitrary<unknown[]>;
}

const subjects: readonly Subject[] = [
  {
    title: 'an element of a matrix, in a result with more in it',
    text: `module.exports = function compared(a, b) {
${MATRIX}
  const longest = Math.max(a.length, b.length);
  return { distance: rows[a.length][b.length], share: longest === 0 ? 1 : 1 - rows[a.length][b.length] / longest };
};
`,
    inputs: WORDS,
    kernel: 'levenshtein',
    spared: /Math\.min/,
    calls: pair,
  },
  {
    title: 'a variable that is read twice',
    text: `module.exports = function compared(a, b) {
${MATRIX}
  let distance = rows[a.length][b.length];
  distance = distance * 1;
  return { distance, near: distance < 3 };
};
`,
    inputs: WORDS,
    kernel: 'levenshtein',
    spared: /Math\.min/,
    calls: pair,
  },
  {
    title: 'what is made of variables that were made of the arguments',
    text: `module.exports = function compared(first, second) {
  const a = String(first).trim();
  const b = String(second).trim();
  if (a === b) return 0;
${MATRIX}
  return rows[a.length][b.length] / (a.length + b.length);
};
`,
    inputs: WORDS,
    kernel: 'levenshtein',
    spared: /Math\.min/,
    calls: pair,
  },
  {
    title: 'an old function with its variables above and a function below',
    text: `module.exports = function compared(a, b, limit) {
  var rows = [], i, j, cost, size = 0;
  limit = limit || a.length + b.length;
  for (i = 0; i <= a.length; i++) rows[i] = [i];
  for (j = 0; j <= b.length; j++) rows[0][j] = j;
  for (i = 1; i <= a.length; i++) {
    for (j = 1; j <= b.length; j++) {
      if (rows[i][j] > limit) return finished(-1);
      cost = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost);
    }
  }
  return finished(rows[a.length][b.length]);
  function finished(steps) {
    size = a.length;
    return { steps: steps, size: size };
  }
};
`,
    inputs: WORDS,
    kernel: 'levenshtein',
    spared: /Math\.min/,
    calls: fc.oneof(pair, fc.tuple(texts, texts, fc.constantFrom(0, 1, 50))),
  },
  {
    title: 'what is made of arguments that are given other values first',
    text: `module.exports = function compared(a, b) {
  a = ' ' + a;
  b = ' ' + b;
${MATRIX}
  return 2 * rows[a.length][b.length];
};
`,
    inputs: WORDS,
    kernel: 'levenshtein',
    spared: /Math\.min/,
    calls: pair,
  },
  {
    title: 'a count that is made by taking members out of a list, which is as it was before',
    text: `module.exports = function alike(a, b) {
  const left = pairs(a.toLowerCase());
  const right = pairs(b.toLowerCase());
  const all = left.length + right.length;
  let common = 0;
  left.forEach((pair) => {
    for (let i = 0; i < right.length; i++) {
      if (pair !== right[i]) continue;
      common++;
      right.splice(i, 1);
      break;
    }
  });
  return all === 0 ? 1 : (common * 2) / all;
};
function pairs(text) {
  const out = [];
  for (let i = 0; i + 1 < text.length; i++) out.push(text.slice(i, i + 2));
  return out;
}
`,
    inputs: WORDS,
    kernel: 'size of the intersection of multisets',
    spared: /\.splice/,
    calls: fc.tuple(texts, texts),
  },
  {
    title: 'a sum over members that were taken apart first, of a list in which others may be',
    text: `module.exports = function area(points, signed) {
  points = points.map(function (p) { return { x: p[0], y: p[1] }; });
  points = points.concat(points[0]);
  let sum = 0;
  for (let i = 0; i + 1 < points.length; i++) sum += points[i].x * points[i + 1].y - points[i].y * points[i + 1].x;
  if (signed) return sum / 2;
  return Math.abs(sum) / 2;
};
`,
    inputs: `const one = (random) => Math.floor(random() * 9);
export const inputs = (random, count) => Array.from({ length: count }, () => [
  Array.from({ length: 3 + one(random) }, () => [one(random), one(random)]), random() < 0.5,
]);
`,
    kernel: 'shoelace sum',
    spared: /\.concat/,
    calls: fc.oneof(
      fc.tuple(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1 }), fc.boolean()),
      fc.tuple(fc.array(fc.tuple(fc.string(), fc.nat(9)), { minLength: 1 }), fc.boolean()),
      fc.tuple(fc.constantFrom([1], ['ab'], [[1, 2], 3]), fc.boolean()),
    ),
  },
  {
    title: 'a list that the rest goes on with',
    text: `module.exports = function parted(list) {
  const seen = [];
  for (let i = 0; i < list.length; i++) {
    let known = false;
    for (let j = 0; j < seen.length; j++) if (seen[j] === list[i]) known = true;
    if (!known) seen.push(list[i]);
  }
  return seen.map((x) => x + '!').join();
};
`,
    inputs: LISTS,
    kernel: 'unique',
    spared: /known/,
    calls: list,
  },
];

const editsOf = async (text: string, inputs: string) => {
  const payload = await payloadOf(text, inputs);
  const ancestor = parseAncestor(text, payload.file);
  const pool = poolOf(payload, 1);
  const { parts, profile, domains } = await preflight(pool, payload);
  await pool.close();
  const view = new View(ancestor, [], new Map(profile), { domains: new Map(domains), parts });
  return { ancestor, parts, edits: kernelInPart.all!(view) };
};

const loaded = (text: string): ((...args: unknown[]) => unknown) => {
  const module: { exports?: unknown } = {};
  new Function('module', text)(module);
  return module.exports as (...args: unknown[]) => unknown;
};

/** What runs where the guard holds. */
const special = (text: string): string => text.replace(/if \(!\([\s\S]*?\n {2}\}\n/, '');

describe.each(subjects)('$title', (subject) => {
  it('comes from a kernel, and what only it needed is left out', async () => {
    const { ancestor, edits } = await editsOf(subject.text, subject.inputs);
    const own = edits.filter(({ operator }) => operator === `kernel:${subject.kernel}`);
    const before = loaded(subject.text);
    const right = own.filter((edit: Edit) => {
      const text = printForPeople(ancestor, [edit]);
      const after = loaded(text);
      const same = (args: unknown[]): boolean => {
        try {
          expect(after(...structuredClone(args))).toEqual(before(...structuredClone(args)));
          return true;
        } catch {
          return false;
        }
      };
      return (
        !subject.spared.test(special(text).replace(/function [\s\S]*?\n\}/g, '')) &&
        !fc.check(fc.property(subject.calls, same), { numRuns: 300, seed: 1 }).failed
      );
    });
    expect(right).not.toEqual([]);
  });
});

it('a value that is always the same, and one that an argument holds, come from no kernel', async () => {
  const text = `module.exports = function compared(a, b) {
  let same = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) same++;
  const zero = [1].indexOf(1);
  return [zero, String(a)][same > 99 ? 0 : 1];
};
`;
  const { parts } = await editsOf(text, WORDS);
  expect(parts).toEqual([]);
});

it('large numbers are no reason to make lists as large', async () => {
  const text = `module.exports = function moments(time, step) {
  let spans = 0;
  for (let at = time; at > 0; at -= step) spans++;
  const last = spans + Math.floor(time / step);
  return { spans: last };
};
`;
  const inputs = `export const inputs = (random, count) => Array.from({ length: count }, () => [
  2e9 + Math.floor(random() * 1e9), 5e7 + Math.floor(random() * 1e7),
]);
`;
  expect((await editsOf(text, inputs)).edits).toEqual([]);
});

it.each([
  ['a directive', `'use strict';\n  a = String(a);`],
  ['a directive without a semicolon', `'use strict'\n  a = String(a);`],
  ['a shorthand of its own', `a = [a].map((x) => ({ x }))[0].x;`],
  [
    'a label, and an optional chain',
    `outer: for (const x of [1]) { if (x) break outer; }\n  a = a?.toString().trim();`,
  ],
])('code with %s is looked at as it is', async (_, begins) => {
  const text = `module.exports = function compared(a, b) {
  ${begins}
${MATRIX}
  const { length } = rows;
  return { length, distance: rows[a.length][b.length] };
};
`;
  const { parts } = await editsOf(text, WORDS);
  expect(parts.map(({ kernel }) => kernel)).toContain('levenshtein');
});

it('what is read in the matrix beside the result keeps the matrix', async () => {
  const text = `module.exports = function compared(a, b) {
${MATRIX}
  return [rows[a.length][b.length], rows[1].length];
};
`;
  const { parts, edits } = await editsOf(text, WORDS);
  expect(parts.map(({ kernel }) => kernel)).toContain('levenshtein');
  expect(edits).toEqual([]);
});
