/** Integron's own modules, one after the other: what cannot be judged is told and left out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { improveOwn, type OwnResult, ownModules } from '../../src/recursion/own-modules.ts';

const populations = mkdtempSync(join(tmpdir(), 'integron-own-'));
afterAll(() => rmSync(populations, { recursive: true, force: true }));

test('one that cannot be judged is no reason to leave the others as they are', async () => {
  const broken = ownModules.slice(0, 2).map((module) => ({ ...module, export: 'nowhere' }));
  const options = { budget: 1, seed: 1, threshold: 0.1 };
  const results: OwnResult[] = [];
  for await (const result of improveOwn(broken, options, { populations, version: 'test' })) results.push(result);
  expect(results).toEqual(broken.map((module) => ({ module, refusal: expect.stringContaining('nowhere') })));
});
