/** `--test`: the user's own tests have a say, and their files stay as they are. Where they pass: improve.test.ts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunResult } from '../../src/verdict/run-result.ts';
import { type Answer, integron, project, SLOW, SLOW_INPUTS } from './command.ts';

/** Passes for every right `total`; whoever reads the source sees what the patch changed. */
const check = (more: string): string => `import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { total } from '../lib/total.js';
assert.strictEqual(total([1, 2, 3]), 12);
${more}
`;

const improved = (folder: string, command: string): Answer =>
  integron(
    [
      ...['improve', 'lib/total.js', '--evaluations', '40', '--cost', 'work', '--population', '16'],
      ...['--test', command, '--json', '--name', 'tested'],
    ],
    folder,
  );

const files = (more: string): Record<string, string> => ({
  'package.json': '{ "type": "module" }',
  'lib/total.js': SLOW,
  'lib/total.inputs.js': SLOW_INPUTS,
  'test/total.test.js': check(more),
});

test('a patch that fails them is not improved, and says how', () => {
  const folder = project(
    files(`if (!readFileSync(new URL('../lib/total.js', import.meta.url), 'utf8').includes('const copy = values.slice().sort((a, b) => a - b);\\n\\t\\tif'))
  throw new Error('where is my copy?');`),
  );
  const answer = improved(folder, 'node test/total.test.js');
  expect(answer.code).toBe(0);
  const result = JSON.parse(answer.out) as RunResult;
  expect(result).toMatchObject({ verdict: 'not-improved', best: null });
  expect(result.reason).toMatch(/^with the patch your tests fail: the command ended with exit code 1/);
  expect(readFileSync(join(folder, 'lib/total.js'), 'utf8')).toBe(SLOW);
});

test('tests that fail already are bad input', () => {
  const folder = project(files("throw new Error('never right');"));
  const { code, err } = improved(folder, 'node test/total.test.js');
  expect(code).toBe(2);
  expect(err.trim().split('\n').at(-1)).toMatch(/--test must pass before anything is changed.*exit code 1/);
  expect(existsSync(join(folder, '.integron'))).toBe(false);
});
