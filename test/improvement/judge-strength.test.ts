import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { judgeStrength } from '../../src/improvement/judge-strength.ts';
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

async function strengthWith(longest: number, highest: number) {
  const payload = await payloadOf(PICKY, inputs(longest, highest));
  const pool = poolOf(payload);
  try {
    const facts = await pool.preflight();
    const ancestor = parseAncestor(PICKY, payload.file);
    const strength = await judgeStrength({ ancestor }, facts, pool, 1);
    expect(await judgeStrength({ ancestor }, facts, pool, 1)).toEqual(strength);
    return strength;
  } finally {
    await pool.close();
  }
}

test('inputs that reach everything catch nearly every fault; inputs that do not are told to be weaker', async () => {
  const strong = await strengthWith(20, 50);
  expect(strong.faults).toBeGreaterThan(20);
  expect(strong.caught / (strong.faults - strong.unseen)).toBeGreaterThan(0.9);
  // Short lists of small numbers: neighbours that are longer and larger show faults that no case shows.
  const weak = await strengthWith(3, 30);
  expect(weak.caught / (weak.faults - weak.unseen)).toBeLessThan(0.9);
});
