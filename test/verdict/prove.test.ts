/** The proof's real processes, with a plan as small as can be. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseCores } from '../../src/verdict/core.ts';
import { proofPlan } from '../../src/verdict/plan.ts';
import { prove } from '../../src/verdict/prove.ts';

const folder = mkdtempSync(join(tmpdir(), 'integron-prove-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PLAN = { ...proofPlan(0, 1), looks: [2], pairs: 2, turns: 3, checks: 80, checkMs: 500 };
const SUM = 'module.exports = function sum(a, b) { return a + b; };';
const INPUTS = 'export const inputs = (random, count) => Array.from({ length: count }, () => [random(), random()]);';
let files = 0;
const written = (text: string, ending: string): string => {
  const file = join(folder, `f${++files}.${ending}`);
  writeFileSync(file, text);
  return file;
};
const proven = (right: string, inputs = INPUTS, plan = PLAN, open?: () => boolean, left = SUM) =>
  prove(
    {
      left: written(left, 'cjs'),
      right: written(right, 'cjs'),
      esm: false,
      exports: ['module.exports'],
      inputs: written(inputs, 'mjs'),
      tolerance: 0,
      messages: [],
      runtime: null,
    },
    plan,
    open ? { open } : {},
  );

describe('the proof', () => {
  test('pairs of lists go together by four, in which collections are paid for', async () => {
    const lists =
      'export const inputs = (random, count) => Array.from({ length: count }, () => [[random()], random()]);';
    const proof = await proven(SUM, lists, { ...PLAN, pairs: 8 });
    expect(proof.logs.map((logs) => logs.length)).toEqual([2, 2]);
  });

  test('reads both sides together and alone, on inputs of its own', async () => {
    const proof = await proven(SUM);
    expect(proof).toMatchObject({ different: 0, hard: null, checked: 80, looks: 1, confidence: 0.95 });
    // Two pairs make one figure.
    expect(proof.logs.map((logs) => logs.length)).toEqual([1, 1]);
    expect(proof.turns.map(({ left, right }) => [left.length, right.length])).toEqual([
      [3, 3],
      [3, 3],
    ]);
    expect(
      [...proof.logs, ...proof.turns.flatMap(({ left, right }) => [left, right])].flat().every(Number.isFinite),
    ).toBe(true);
  });

  test.each([
    ['a timer', `module.exports = (a, b) => { setTimeout(() => {}, 1e6); return a + b; };`, 'leaves a timer behind'],
    ['a promise', `module.exports = (a, b) => { new Promise(() => {}); return a + b; };`, 'leaves a promise behind'],
    [
      'a listener',
      `module.exports = (a, b) => { process.on('exit', () => {}); return a + b; };`,
      'leaves a listener behind',
    ],
    ['a built-in changed', `module.exports = (a, b) => { Math.imul = () => 0; return a + b; };`, 'changes Math.imul'],
  ])('finds %s', async (_, text, hard) => {
    const proof = await proven(text);
    expect(proof.hard).toBe(hard);
    expect(proof.logs).toEqual([]);
  });

  test('finds what is another thing in every process', async () => {
    const graded = `${INPUTS} export const score = () => 1;`;
    const { hard } = await proven('const salt = Math.random(); module.exports = (a, b) => a + b + salt;', graded);
    expect(hard).toBe('gives other results in another fresh process');
  });

  test('times a function that throws on some inputs', async () => {
    const rare = SUM.replace('return', "if (a < 0.1) throw new RangeError('too small'); return");
    const proof = await proven(rare, INPUTS, PLAN, undefined, rare);
    expect(proof).toMatchObject({ different: 0, hard: null });
    // Two pairs make one figure.
    expect(proof.logs.map((logs) => logs.length)).toEqual([1, 1]);
    expect(proof.turns).toHaveLength(2);
  });

  test('tells the first input on which the sides differ, and times nothing then', async () => {
    const proof = await proven('module.exports = (a, b) => (a > 0.5 ? a - b : a + b);');
    expect(proof.different).toBeGreaterThan(10);
    expect(proof.mismatch?.why).toMatch(/another result/);
    expect(proof.turns).toEqual([]);
  });

  test('takes a further look only where it is asked to', async () => {
    // Time is no limit here: on a busy machine it would be.
    const plan = { ...PLAN, looks: [2, 3], seconds: 3600 };
    const [shut, open] = [await proven(SUM, INPUTS, plan, () => false), await proven(SUM, INPUTS, plan, () => true)];
    expect([shut.looks, shut.logs.length, open.looks, open.logs.length]).toEqual([1, 2, 2, 3]);
    expect(shut.confidence).toBe(0.975);
  });

  test('says what a process that cannot load its file died of', async () => {
    await expect(proven('throw new Error("no such luck");')).rejects.toThrow(/no such luck/);
  });
});

test('lists of cores', () => {
  expect(parseCores('0-2,5')).toEqual([0, 1, 2, 5]);
  expect(parseCores('3')).toEqual([3]);
});
