/** The loop's own old runs go; what is served, what others made and what is new stays. */
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addVersion } from '../../src/population/registry.ts';
import { KEPT_RUNS, prune } from '../../src/recursion/pruning.ts';
import { project } from '../e2e/command.ts';

test("runs beyond the last ones are taken away, but not those in the registry, nor anybody else's", async () => {
  const folder = project({});
  const put = (name: string): string => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'run.json'), '{}');
    return name;
  };
  const others = put('by-hand');
  const made = Array.from({ length: KEPT_RUNS + 3 }, (_, k) => put(`run-${k}`));
  await addVersion(folder, 'total', 'original', {
    status: 'retired',
    fitness: null,
    changes: [],
    reason: '',
    date: '2026-11-26T00:00:00.000Z',
    run: 'run-1',
    source: 'better',
  });
  const left = await prune(folder, ['gone-already', ...made]);
  expect(left).toEqual(made.filter((name) => name !== 'run-0' && name !== 'run-2'));
  expect(made.filter((name) => !existsSync(join(folder, name)))).toEqual(['run-0', 'run-2']);
  expect(existsSync(join(folder, others))).toBe(true);
  expect(await prune(folder, left)).toEqual(left);
});

test('figures of processes that are long gone are taken away', async () => {
  const folder = project({ 'service/a.1-x.json': '{}', 'service/a.2-y.json': '{}' });
  const old = new Date('2026-01-01');
  utimesSync(join(folder, 'service/a.1-x.json'), old, old);
  await prune(folder, []);
  expect(existsSync(join(folder, 'service/a.1-x.json'))).toBe(false);
  expect(existsSync(join(folder, 'service/a.2-y.json'))).toBe(true);
});
