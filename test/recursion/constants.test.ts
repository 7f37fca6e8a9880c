/** Constants tuned by differential evolution. */
import { describe, expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import type { Edit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { constantInWords, constantsOf, tune } from '../../src/recursion/constants.ts';
import { stream } from '../../src/statistics/random.ts';

const ancestor = parseAncestor(
  `const RATE = 0.1;
const SIZE = 12;
const UNUSED = 5;
export const f = (x) => (x > 3 ? RATE * x + SIZE : 0.75 * x);
export const g = () => UNUSED;
`,
  'module.mjs',
);

type Module = { f: (x: number) => number };
const made = (edits: readonly Edit[]): Module =>
  new Function(`${splice(express(ancestor, edits), 'run').replaceAll('export ', '')} return { f };`)() as Module;
/** Best where RATE is 0.25, SIZE is 9 and the fraction in the function stays what it is. */
const score = async (edits: readonly Edit[]): Promise<number> => {
  const { f } = made(edits);
  const [low, high] = [f(4), f(104)];
  return -Math.abs((high - low) / 100 - 0.25) - Math.abs(low - 10) / 10 - Math.abs(f(1) - 0.75);
};
const options = (seed: number, evaluations = 400) => ({ evaluations, random: stream(seed, 'tune') });

test("constants are the module's own values and fractions, by name", () => {
  expect(constantsOf(ancestor).map(({ name, value }) => [name, value])).toEqual([
    ['RATE', 0.1],
    ['SIZE', 12],
    ['UNUSED', 5],
    ['x > 3 ? RATE * x + SIZE : 0.75 * x', 0.75],
  ]);
});

test('what others are told that the integrator gives stays as it is', () => {
  const text = 'export const rank = (score) => ({ score, predictedSuccess: 0.8 * score + 0.2, gain: 0.5 * score });\n';
  expect(constantsOf(parseAncestor(text, 'integrator.mjs')).map(({ value }) => value)).toEqual([0.5]);
});

describe('tuning', () => {
  test('finds better values together, and leaves alone what does nothing or is right as it is', async () => {
    const tuned = await tune(ancestor, score, options(1));
    expect(tuned!.after).toBeGreaterThan(-0.1);
    expect(tuned!.before).toBe(await score([]));
    expect(tuned!.after).toBe(await score(tuned!.edits));
    expect(tuned!.edits.map(({ operator }) => operator)).toEqual(['tuned-constant', 'tuned-constant']);
    expect(tuned!.edits.map((edit) => constantInWords(ancestor, edit))).toEqual([
      expect.stringMatching(/^RATE 0\.1 -> 0\.2\d*$/),
      'SIZE 12 -> 9',
    ]);
  });

  test('gives the same for the same stream, within its evaluations', async () => {
    const [one, other] = [await tune(ancestor, score, options(7, 60)), await tune(ancestor, score, options(7, 60))];
    expect(one).toEqual(other);
    // Taking back what was not needed comes after.
    expect(one!.evaluations).toBeLessThanOrEqual(60 + 4);
  });

  test('gives nothing where nothing is better, and takes what throws for nothing', async () => {
    expect(await tune(ancestor, async (edits) => -edits.length, options(1, 80))).toBe(null);
    const throws = async (edits: readonly Edit[]): Promise<number> => {
      if (edits.length > 0) throw new Error('broken');
      return 1;
    };
    expect(await tune(ancestor, throws, options(1, 80))).toBe(null);
  });
});
