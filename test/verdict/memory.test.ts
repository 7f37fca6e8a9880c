/** Readings of memory in processes of the proof. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { shippedIntegrator } from '../../src/integrator/load.ts';
import { median } from '../../src/statistics/summary.ts';
import type { MemoryAnswer } from '../../src/verdict/process/protocol.ts';
import { startProcess } from '../../src/verdict/proof-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'integron-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const INPUTS =
  'export const inputs = (random, count) => Array.from({ length: count }, () => [Math.floor(random() * 20)]);';

async function reading(left: string, right: string, swapped = false, rows = INPUTS): Promise<MemoryAnswer> {
  const files = [left, right].map((text, k) => {
    const file = join(folder, `${k}.cjs`);
    writeFileSync(file, text);
    return file;
  });
  const inputs = join(folder, 'inputs.mjs');
  writeFileSync(inputs, rows);
  const process = startProcess(
    {
      mode: 'memory',
      left: files[0]!,
      right: files[1]!,
      esm: false,
      exports: ['module.exports'],
      inputs,
      seed: 7,
      tolerance: 0,
      messages: [],
      checks: 1,
      checkMs: 1,
      pairs: 1,
      blockMs: 1,
      catches: false,
      swapped,
    },
    null,
    undefined,
  );
  try {
    return await process.answer<MemoryAnswer>();
  } finally {
    process.end();
  }
}

const OBJECTS =
  'module.exports = (n) => { const list = []; for (let i = 0; i < n; i++) list.push({ i }); return list; };';
const TYPED = 'module.exports = (n) => new Float64Array(1000 + n);';

test.each([
  ['objects', OBJECTS],
  ['typed arrays, which lie off the heap', TYPED],
])('bytes a call repeat within one byte: %s', async (_, text) => {
  const readings = [await reading(text, text), await reading(text, text, true), await reading(text, text)];
  const bytes = readings.flatMap(({ left, right }) => [left, right]);
  expect(Math.max(...bytes) - Math.min(...bytes)).toBeLessThanOrEqual(1);
  if (text === TYPED) expect(bytes[0]).toBeGreaterThan(8000);
});

test('rows of which the later are other than the first count alike', async () => {
  const only = (n: number): string => INPUTS.replace('Math.floor(random() * 20)', String(n));
  const halves = INPUTS.replace('() => [Math.floor(random() * 20)]', '(_, i) => [i * 2 < count ? 10 : 60]');
  const [few, many, both] = [await of(only(10)), await of(only(60)), await of(halves)];
  expect(both / ((few + many) / 2)).toBeCloseTo(1, 2);

  async function of(rows: string): Promise<number> {
    return (await reading(OBJECTS, OBJECTS, false, rows)).left;
  }
});

test('of calls that take half a megabyte, whose blocks would fill the young space, as well', async () => {
  const many = (count: number): string =>
    `module.exports = (n) => { let last; for (let i = 0; i < ${count}; i++) last = { i, n, last: i & 7 ? last : null }; return last; };`;
  const { left, right } = await reading(many(20_000), many(10_000));
  expect(left).toBeGreaterThan(5e5);
  expect(left / right).toBeCloseTo(2, 1);
});

test('what is kept between calls, and what grows with them, is seen', async () => {
  const kept = `const scratch = new Float64Array(1e6); module.exports = (n) => { scratch[n] = n; return n; };`;
  const late = `let scratch; module.exports = (n) => { scratch ??= new Float64Array(1e6); scratch[n] = n; return n; };`;
  const leak = `const all = []; module.exports = (n) => { all.push({ n, more: [n, n, n] }); return n; };`;
  const plain = 'module.exports = (n) => n;';
  expect((await reading(plain, late)).retained).toBeGreaterThan(7.9e6);
  // What stands there from loading on is no call's doing.
  expect((await reading(plain, kept)).retained).toBeLessThan(1e6);
  expect((await reading(plain, leak)).growth).toBeGreaterThan(24);
  // As the proof takes it: the middle of some processes, of which one may be compiled in the middle of its blocks.
  const growths = [await reading(plain, plain), await reading(plain, plain, true), await reading(plain, plain)];
  expect(Math.abs(median(growths.map(({ growth }) => growth)))).toBeLessThan(24);
});

// It seemed to keep 1,300 bytes more with every call, or less where the sides were swapped.
test('the integrator, whose rows are large, does not seem to grow beside itself', async () => {
  const text = stripTypeScriptTypes(shippedIntegrator()).replaceAll(/^export (?=function)/gm, '');
  const file = JSON.stringify(fileURLToPath(new URL('../../genomes/integrator/rows.js', import.meta.url)));
  const rows = `import { rowsOf, SHORT } from ${file};\nexport const inputs = rowsOf(0, SHORT);`;
  const play = `${text}\nmodule.exports = play;`;
  expect(Math.abs((await reading(play, play, false, rows)).growth)).toBeLessThan(24);
}, 120_000);
