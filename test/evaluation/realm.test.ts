import { afterEach, describe, expect, test } from 'vitest';
import type { Supervisor } from '../../src/evaluation/supervisor.ts';
import { judged, payloadOf, poolOf, STRESS } from './subject.ts';

let pool: Supervisor | undefined;
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

const callback = `module.exports = function each(list, visit) {
  const out = [];
  for (const item of list) out.push(visit(item));
  return out;
};
`;
const callbackInputs = `export const inputs = (random, count) => Array.from({ length: count }, () => [
  Array.from({ length: 4 }, () => Math.floor(random() * 9)), (x) => x + 1,
]);
`;

describe('stress', () => {
  test('storage kept between calls fails when it is entered again from a callback', async () => {
    pool = poolOf(await payloadOf(callback, callbackInputs), 1);
    expect((await pool.preflight()).refusal).toBeNull();
    const kept = callback
      .replace('const out = [];', 'kept.length = 0;')
      .replaceAll('out', 'kept')
      .replace('return kept', 'return kept.slice()');
    const [result, honest] = await judged(pool, [`const kept = [];\n${kept}`, callback], STRESS);
    expect(result).toMatchObject({ stage: 'stress' });
    expect(result!.reason).toMatch(/entered again|callback|throws/);
    expect(honest).toMatchObject({ stage: 'done' });
  });

  test('what differs outside the ranges seen is told by class', async () => {
    const text = 'module.exports = (a, b) => Math.max(a, b);\n';
    const inputs =
      'export const inputs = (random, count) => Array.from({ length: count }, () => [1 + Math.floor(random() * 99), 5 + Math.floor(random() * 99)]);\n';
    pool = poolOf(await payloadOf(text, inputs), 1);
    await pool.preflight();
    const [result] = await judged(pool, ['module.exports = (a, b) => (a > b ? a : b) & 65535;\n'], STRESS);
    expect(result!.stage).toBe('done');
    expect(result!.stress!.score).toBeLessThan(1);
    expect(result!.stress!.failing.map(({ kind }) => kind)).toContain('integers above 65,535');
  });
});

test('imports, node modules and globals that the ancestor names are there', async () => {
  const text =
    "const { format } = require('node:util');\nmodule.exports = (x) => format('%s!', new URL('https://a.b/' + x).pathname);\n";
  const inputs =
    'export const inputs = (random, count) => Array.from({ length: count }, () => [String(Math.floor(random() * 99))]);\n';
  const imports = "module.exports = { 'node:util': require('node:util') };";
  pool = poolOf(await payloadOf(text, inputs, { imports, globals: ['URL'] }), 1);
  expect((await pool.preflight()).refusal).toBeNull();
  const [result] = await judged(pool, [text], STRESS);
  expect(result).toMatchObject({ stage: 'done' });
});

test('a graded oracle gives the mean score, and a less accurate variant is rejected', async () => {
  const text = 'module.exports = (x) => { let s = 0; for (let i = 1; i <= 40; i++) s += x / i / i; return s; };\n';
  const inputs = `export const inputs = (random, count) => Array.from({ length: count }, () => [1 + random()]);
export const score = ([x], y) => Math.max(0, 1 - Math.abs(y / ((x * Math.PI ** 2) / 6) - 1));\n`;
  pool = poolOf(await payloadOf(text, inputs), 1);
  const facts = await pool.preflight();
  expect(facts.graded).toBe(true);
  expect(facts.accuracy).toBeGreaterThan(0.95);
  const [worse, better] = await judged(pool, [text.replace('40', '20'), text.replace('40', '80')], STRESS);
  expect(worse).toMatchObject({ stage: 'cases' });
  expect(worse!.reason).toMatch(/accuracy/);
  expect(better).toMatchObject({ stage: 'done' });
  expect(better!.accuracy!).toBeGreaterThan(facts.accuracy);
});
