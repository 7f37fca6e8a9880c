import { expect, test } from 'vitest';
import { caughtOf } from '../../src/evaluation/strength.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { idleLines, judging } from '../../src/improvement/judging.ts';
import { View } from '../../src/variation/view.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';

/** Its second half shows only for long lists, and one of its numbers only for large ones. */
const PICKY = `module.exports = function picky(list) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i] > 40 ? 2 : 1;
  if (list.length > 10) sum = sum * 3 - 7;
  return sum;
};
`;
const inputs = (
  longest: number,
  highest: number,
): string => `export const inputs = (random, count) => Array.from({ length: count }, () => [
  Array.from({ length: Math.floor(random() * ${longest}) }, () => Math.floor(random() * ${highest})),
]);
`;

async function judgingWith(longest: number, highest: number) {
  const payload = await payloadOf(PICKY, inputs(longest, highest));
  const pool = poolOf(payload);
  try {
    const facts = await pool.preflight();
    const ancestor = parseAncestor(PICKY, payload.file);
    const found = await judging({ ancestor }, facts, pool, { seed: 1 });
    expect(await judging({ ancestor }, facts, pool, { seed: 1 })).toEqual(found);
    return found;
  } finally {
    await pool.close();
  }
}

test('inputs that reach everything catch nearly every fault, and none are added', async () => {
  const { strength, extension, blind } = await judgingWith(20, 50);
  expect(strength.faults).toBeGreaterThan(20);
  expect(caughtOf(strength)!.percent).toBeGreaterThanOrEqual(90);
  expect(strength).toMatchObject({ before: null, inputs: 0, idle: [], blind: [] });
  expect([extension, blind]).toEqual([[], []]);
});

test('where the inputs are weak, others are made beside them that catch more, in every worker alike', async () => {
  // Short lists of small numbers: the second half of the function is never reached.
  const { strength, extension } = await judgingWith(3, 30);
  expect(strength.before! / (strength.faults - strength.unseen)).toBeLessThan(0.9);
  expect(strength.caught).toBeGreaterThan(strength.before!);
  expect(strength.inputs).toBe(extension.length);
  const payload = { ...(await payloadOf(PICKY, inputs(3, 30))), extension };
  const pool = poolOf(payload, 2);
  try {
    const facts = await pool.preflight();
    expect(facts.refusal).toBe(null);
    const plan = { cases: true, pairs: 0, morePairs: 0, floor: 0, memory: false, stress: 0 };
    const wrong = PICKY.replace('> 40', '> 1e9');
    const [same, other] = await Promise.all([PICKY, wrong].map((text, slot) => pool.trial({ slot, text, plan })));
    expect(same!.stage).toBe('done');
    expect(other!.stage).toBe('cases');
  } finally {
    await pool.close();
  }
});

test("code that only the inputs made beside the user's reach counts as code that runs, and is cold", async () => {
  const { strength, extension } = await judgingWith(10, 30);
  expect(strength.reached).toBeGreaterThan(0);
  expect(strength.idle).toEqual(['4']);
  const payload = { ...(await payloadOf(PICKY, inputs(10, 30))), extension };
  const pool = poolOf(payload, 1);
  try {
    const facts = await pool.preflight();
    expect(idleLines(parseAncestor(PICKY, payload.file), facts)).toEqual([]);
    const [, runs] = facts.profile.find(([offset]) => PICKY.slice(offset).startsWith('sum = sum * 3'))!;
    expect(runs).toBeGreaterThan(0);
    expect(runs).toBeLessThan(0.5);
  } finally {
    await pool.close();
  }
});

/** What it keeps between calls is read nowhere. */
const DARK = `const seen = { last: 0, best: 0 };
module.exports = function dark(a, b) {
  seen.last = a * 3 + 1;
  seen.best = a > 2 ? seen.last - 4 : b * 2;
  if (a === 12345.5) {
    return b - 1;
  }
  return a - b;
};
`;

test('code in which no fault shows, and code that never runs, are told by their lines', async () => {
  const text = 'export const inputs = (random, count) => Array.from({ length: count }, () => [random(), random()]);';
  const payload = await payloadOf(DARK, text);
  const pool = poolOf(payload);
  try {
    const facts = await pool.preflight();
    const ancestor = parseAncestor(DARK, payload.file);
    const { strength, blind } = await judging({ ancestor }, facts, pool, { seed: 3 });
    expect(strength.blind).toEqual(['1', '3', '4']);
    expect(strength.idle).toEqual(['6']);
    const view = new View(ancestor, [], new Map(facts.profile), { blind: new Set(blind) });
    const lines = view.statements.map(({ node }) => DARK.slice(0, node.start).split('\n').length);
    expect(lines).not.toContain(3);
    expect(lines).toContain(8);
  } finally {
    await pool.close();
  }
});

test('a function in a statement in which no fault shows is none of it', () => {
  const text = 'let named;\nnamed = module.exports = function (a) {\n  return a * 2;\n};\n';
  const ancestor = parseAncestor(text, 'named.js');
  const { locus } = ancestor.nodes.find(({ type }) => type === 'ExpressionStatement')!;
  const view = new View(ancestor, [], { get: () => 1 } as never, { blind: new Set([locus]) });
  const lines = view.all.map(({ node }) => text.slice(0, node.start).split('\n').length);
  expect(lines).toContain(3);
  expect(view.all.filter(({ node }) => node.name === 'named')).toHaveLength(1);
});

test('a generator is never asked for no rows', async () => {
  const strict = inputs(20, 50)
    .replace('=>', "=> { if (count === 0) throw new Error('asked for nothing'); return")
    .replace(/;\s*$/, '; };');
  const pool = poolOf(await payloadOf(PICKY, strict));
  try {
    expect((await pool.preflight()).refusal).toBe(null);
  } finally {
    await pool.close();
  }
});
