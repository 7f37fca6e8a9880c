/** A kernel that does not agree everywhere is taken where it does: behind a further condition, seen by values. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../src/evaluation/worker/side.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { printForPeople } from '../../src/genome/people.ts';
import { preflight } from '../../src/improvement/subject.ts';
import { applyKernel } from '../../src/variation/operators/apply-kernel.ts';
import { kernelInPart } from '../../src/variation/operators/kernel-in-part.ts';
import { View } from '../../src/variation/view.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';

const editsOf = async (text: string, inputs: string) => {
  const payload = await payloadOf(
    text,
    `const below = (random, n) => Math.floor(random() * n);
const word = (random, of, least) => Array.from({ length: least + below(random, 9) }, () => of[below(random, of.length)]).join('');
export const inputs = (random, count) => Array.from({ length: count }, () => ${inputs});
`,
  );
  const ancestor = parseAncestor(text, payload.file);
  const pool = poolOf(payload, 1);
  try {
    const { parts, wholes, profile, domains } = await preflight(pool, payload);
    const view = new View(ancestor, [], new Map(profile), { domains: new Map(domains), parts, wholes });
    return { ancestor, wholes: wholes!, parts, edits: [...applyKernel.all!(view), ...kernelInPart.all!(view)] };
  } finally {
    await pool.close();
  }
};

const loaded = (text: string): ((...args: unknown[]) => unknown) => {
  const module: { exports?: unknown } = {};
  new Function('module', text)(module);
  return module.exports as (...args: unknown[]) => unknown;
};

const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', 'é', '漢', '') }));

const subjects = [
  {
    title: 'plain texts alone: others are hashed by their bytes',
    text: `module.exports = function hash(text) {
  text = unescape(encodeURIComponent(text));
  let h = 5381;
  for (let i = 0; i < text.length; i++) h = (h * 33 + text.charCodeAt(i)) >>> 0;
  return h;
};
`,
    inputs: `[word(random, random() < 0.2 ? 'aé漢' : 'abcdef', 1)]`,
    kernel: 'djb2',
    narrow: ['ascii text', 0],
    calls: fc.tuple(texts),
  },
  {
    title: 'texts of one length: it throws for others',
    text: `module.exports = function distance(a, b) {
  if (a.length !== b.length) throw new RangeError('not of one length');
  return Array.from(a).filter((c, i) => c !== b[i]).length;
};
`,
    inputs: `random() < 0.3 ? ['abc', 'ab'] : [word(random, 'ab', 3).slice(0, 3), word(random, 'ab', 3).slice(0, 3)]`,
    kernel: 'hamming',
    narrow: ['of one length', 0, 1],
    calls: fc.tuple(
      fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 }),
      fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 }),
    ),
  },
  {
    title: 'texts that are not empty: nothing is given for others',
    text: `module.exports = function hash(text) {
  if (text === '') return;
  let h = 5381;
  for (const c of text.split('')) h = (h * 33 + c.charCodeAt(0)) >>> 0;
  return h;
};
`,
    inputs: `[random() < 0.3 ? '' : word(random, 'abcdef', 1)]`,
    kernel: 'djb2',
    narrow: ['text not empty', 0],
    calls: fc.tuple(texts),
  },
  {
    title: 'what it is mostly called with beside: with options it gives something else',
    text: `module.exports = function hash(text, opts) {
  let h = 5381;
  for (let i = 0; i < text.length; i++) h = (h * 33 + text.charCodeAt(i)) >>> 0;
  return opts && opts.hex ? h.toString(16) : h;
};
`,
    inputs: `random() < 0.3 ? [word(random, 'abcdef', 1), { hex: true }] : [word(random, 'abcdef', 1)]`,
    kernel: 'djb2',
    narrow: undefined,
    calls: fc.tuple(texts, fc.constantFrom(undefined, { hex: true }, { hex: false }, null)),
  },
] as const;

describe.each(subjects)('$title', (subject) => {
  it('is the guard, and the function answers all calls as before', async () => {
    const { ancestor, wholes, edits } = await editsOf(subject.text, subject.inputs);
    const { kernel, narrow } = subject;
    expect(wholes).toContainEqual(expect.objectContaining(narrow ? { kernel, narrow } : { kernel }));
    const own = edits.filter(({ operator }) => operator === `kernel:${subject.kernel}`);
    expect(own).not.toEqual([]);
    const before = loaded(subject.text);
    const after = loaded(printForPeople(ancestor, [own[0]!]));
    fc.assert(
      fc.property(subject.calls, (args) => {
        const [wanted, got] = [before, after].map((call) =>
          outcomeOf({ owner: undefined, call: call as never }, [...args]),
        );
        expect(got).toEqual(wanted);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

it('a kernel that agrees on fewer than half of the calls is none', async () => {
  const { wholes } = await editsOf(
    `module.exports = function hash(text) {
  if (/^[a-f]*$/.test(text)) return text.length % 7;
  let h = 5381;
  for (let i = 0; i < text.length; i++) h = (h * 33 + text.charCodeAt(i)) >>> 0;
  return h;
};
`,
    `[word(random, random() < 0.7 ? 'abcdef' : 'é漢', 1)]`,
  );
  expect(wholes.map(({ kernel }) => kernel)).not.toContain('djb2');
});

it('of calls in calls the outermost ones are looked at', async () => {
  const { wholes } = await editsOf(
    `module.exports = function gcd(a, b) { return b === 0 ? a : gcd(b, a % b); };\n`,
    '[1 + below(random, 1000), 1 + below(random, 1000)]',
  );
  expect(wholes.map(({ kernel }) => kernel)).toContain('greatest common divisor');
});
