/** Guards: genomes that are right on their inputs and wrong beside them get the original's code as the other way. */
import { describe, expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import type { Edit } from '../../src/genome/edit.ts';
import { printForPeople } from '../../src/genome/people.ts';
import { guarded, withoutFault } from '../../src/improvement/guarding.ts';
import { guardEdit } from '../../src/variation/guard.ts';
import { runText } from '../../src/verdict/confirm.ts';
import { STRESS_TRIAL } from '../../src/verdict/plan.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';
import { type Draft, editOf } from '../genome/editing.ts';

/** Work that takes some time, so that a guard costs little beside it. */
const WORK = `let sum = 0;
  for (let i = 0; i < 40; i++) sum = (sum * 31 + i) % 1000003;`;

const NUMBERS = `export const inputs = (random, count) =>
  Array.from({ length: count }, () => [1 + Math.floor(random() * 1000)]);
`;
const LISTS = `export const inputs = (random, count) =>
  Array.from({ length: count }, () => [Array.from({ length: 3 }, () => 1 + Math.floor(random() * 100))]);
`;

interface Subject {
  readonly title: string;
  readonly file: string;
  readonly text: string;
  readonly inputs: string;
  readonly exports: readonly string[];
  readonly edits: readonly Draft[];
  /** A call whose answer the edits change. */
  readonly call: (exported: never) => unknown;
}

const subjects: readonly Subject[] = [
  {
    title: 'a declared function that names itself',
    file: 'one.js',
    text: `function marked(n) {
  ${WORK}
  if (n > 65535) return -marked(n % 65535 + 1);
  return n + sum;
}
module.exports = marked;
`,
    inputs: NUMBERS,
    exports: ['module.exports'],
    edits: [
      { at: 'n > 65535', code: 'false' },
      { at: 'i < 40', code: 'i < 1' },
      { at: 'n + sum', code: 'n + 165984' },
    ],
    call: (marked: (n: number) => unknown) => [marked(65_536), marked(70_000), marked(3)],
  },
  {
    title: 'members of a list, the change in another function, inside a wrapper',
    file: 'two.js',
    text: `(function (root) {
  var step = function (n) {
    ${WORK}
    return n < 0 ? { step: step(-n) } : n + sum;
  };
  function all(list) {
    return list.map(function (item) { return step(item); });
  }
  module.exports = all;
})(this);
`,
    inputs: LISTS,
    exports: ['module.exports'],
    edits: [
      { at: 'n < 0', code: 'false' },
      { at: 'i < 40', code: 'i < 1' },
      { at: 'n + sum', code: 'n + 165984' },
    ],
    call: (all: (list: number[]) => unknown) => all([3, -4]),
  },
  {
    title: 'an exported arrow function with an expression for a body',
    file: 'three.mjs',
    text: `const work = (n) => {
  ${WORK}
  return n + sum;
};
export const tagged = (text, times = 3) => (text.length === 0 ? 'none' + times : text + work(times));
`,
    inputs: `export const inputs = (random, count) =>
  Array.from({ length: count }, () => ['ab'.repeat(1 + Math.floor(random() * 9))]);
`,
    exports: ['tagged'],
    edits: [
      { at: 'text.length === 0', code: 'false' },
      { at: 'work(times)', code: '(times + 165984)' },
    ],
    call: ({ tagged }: { tagged: (text: string) => unknown }) => [tagged(''), tagged('ab')],
  },
];

/** What a module's text does when it is loaded. */
function loaded(text: string): unknown {
  const module = { exports: {} as unknown };
  const script = text.replace(/^export const (\w+)/gm, 'const $1 = module.exports.$1');
  new Function('module', 'exports', script)(module, module.exports);
  return module.exports;
}

describe.each(subjects)('$title', ({ file, text, inputs, exports, edits, call }) => {
  const ancestor = parseAncestor(text, file);
  const genome: Edit[] = [editOf(ancestor, ...edits)];

  test('differs without a guard; with it stress finds no difference, and what was gained stays', async () => {
    const { kind, head, tail } = ancestor.form;
    const pool = poolOf(
      await payloadOf(text, inputs, { form: { kind, head, tail }, ancestor: ancestor.source.run, exports }),
      1,
    );
    try {
      const { entries } = await pool.preflight();
      const before = await pool.trial({ slot: 0, text: runText(ancestor, genome), plan: STRESS_TRIAL }, 'confirmation');
      expect(before.stage).toBe('done');
      expect(before.stress!.failing.length).toBeGreaterThan(0);
      const asked = { objective: ['speed'], threshold: -0.9 } as const;
      const got = await guarded(pool, ancestor, entries, 1e5, genome, before.stress!, asked);
      expect(got.trial).toMatchObject({ kept: true, kinds: before.stress!.failing.map(({ kind }) => kind) });
      expect(got.stress).toMatchObject({ score: 1, failing: [] });
      expect(got.edits).toHaveLength(genome.length + 1);
      const original = call(loaded(text) as never);
      expect(call(loaded(printForPeople(ancestor, genome)) as never)).not.toEqual(original);
      expect(call(loaded(printForPeople(ancestor, got.edits)) as never)).toEqual(original);
      const dear = { objective: ['speed'], threshold: 1e6 } as const;
      const refused = await guarded(pool, ancestor, entries, 1e5, genome, before.stress!, dear);
      expect(refused).toMatchObject({ edits: genome, stress: before.stress, trial: { kept: false } });
      const short = await guarded(pool, ancestor, entries, text.length, genome, before.stress!, asked);
      expect(short.trial).toMatchObject({ kept: false, with: null });
    } finally {
      await pool.close();
    }
  });
});

test('an edit of little worth goes where it alone makes the genome differ, and none that is needed', async () => {
  const { file, text, inputs, exports } = subjects[0]!;
  const ancestor = parseAncestor(text, file);
  const right = editOf(ancestor, { at: 'i < 40', code: '40 > i' });
  const wrong = editOf(ancestor, { at: 'n > 65535', code: 'false' });
  const { kind, head, tail } = ancestor.form;
  const pool = poolOf(
    await payloadOf(text, inputs, { form: { kind, head, tail }, ancestor: ancestor.source.run, exports }),
    2,
  );
  try {
    const plan = STRESS_TRIAL;
    const { stress } = await pool.trial({ slot: 0, text: runText(ancestor, [right, wrong]), plan }, 'confirmation');
    expect(stress!.score).toBeLessThan(1);
    const without = (gain: number | null) =>
      withoutFault(
        pool,
        ancestor,
        [
          { edit: right, gain: 1.01 },
          { edit: wrong, gain },
        ],
        stress!,
      );
    expect(await without(1.02)).toMatchObject({ genome: [{ edit: right, gain: 1.01 }], stress: { score: 1 } });
    expect(await without(2)).toBeNull();
    expect(await without(null)).toBeNull();
  } finally {
    await pool.close();
  }
});

test('no guard where the original cannot stand twice', () => {
  const failing = [{ kind: 'zeros', passed: 0, outside: [{ export: 0, path: ['0'], test: '$v === 0' }] }];
  const guardFor = (text: string, file = 'one.js'): Edit | undefined => {
    const ancestor = parseAncestor(text, file);
    const body = ancestor.nodes.find(({ type }) => type === 'BlockStatement')!;
    return guardEdit(ancestor, [editOf(ancestor, { at: 'a + 1', code: 'a + 2' })], [body.start], failing);
  };
  const whole = 'module.exports = function (a) { return a + 1; };';
  expect(guardFor(whole)).toBeDefined();
  expect(guardFor(whole, 'one.ts')).toBeUndefined();
  expect(guardFor(whole.replace('function', 'async function'))).toBeUndefined();
  expect(guardFor(whole.replace('function ', 'function* '))).toBeUndefined();
  expect(guardFor('module.exports = function ({ length: a }) { return a + 1; };')).toBeUndefined();
  // The same name means something else inside.
  expect(
    guardFor('function one(a) { { const one = 3; a += one; } return a + 1; }\nmodule.exports = one;'),
  ).toBeUndefined();
});
