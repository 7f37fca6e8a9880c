import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/verdict/run-result.ts';
import { type Answer, integron, killed, project, root, SLOW, SLOW_INPUTS, stoppedBy, written } from './command.ts';
import { serves } from './serving.ts';

const files = { 'package.json': '{ "type": "module" }', 'lib/total.js': SLOW, 'lib/total.inputs.js': SLOW_INPUTS };
/** What the tests write must land in a copy of the project. */
const TEST = `import assert from 'node:assert';
import { writeFileSync } from 'node:fs';
import { total } from '../lib/total.js';
assert.strictEqual(total([1, 2, 3]), 12);
writeFileSync(new URL('../ran.txt', import.meta.url), 'here');
`;
const COUNTED = ['--cost', 'work', '--population', '16'];

const resultOf = (answer: Answer): RunResult => JSON.parse(answer.out) as RunResult;

/** All that a run leaves of its search. */
function generationsOf(folder: string, run: string): Record<string, string> {
  const at = join(folder, '.integron', run, 'generations');
  return Object.fromEntries(readdirSync(at).map((name) => [name, readFileSync(join(at, name), 'utf8')]));
}

/**
 * What a module's function gives for four numbers, and how often it sorts, once for each of them at first: its text
 * tells less, for a guard may keep what is slow for other inputs.
 */
function countedSorts(folder: string, module: string): [sum: unknown, sorts: number] {
  const count = `import * as all from ${JSON.stringify(module)};
const { sort } = Array.prototype;
let sorted = 0;
Array.prototype.sort = function (compare) { sorted++; return sort.call(this, compare); };
console.log(JSON.stringify([(all.default ?? all.total)([3, 1, 2, 40]), sorted]));
`;
  writeFileSync(join(folder, 'count.mjs'), count);
  return JSON.parse(spawnSync(process.execPath, ['count.mjs'], { cwd: folder, encoding: 'utf8' }).stdout);
}

test('a module with an easy gain is improved, and all that was promised is there; then it serves', async () => {
  const folder = project({ ...files, 'test/total.test.js': TEST });
  const answer = integron(
    [
      ...['improve', 'lib/total.js', '--evaluations', '200', ...COUNTED, '--json', '--name', 'first'],
      ...['--test', 'node test/total.test.js'],
    ],
    folder,
  );
  expect(answer.err).toMatch(/generation \d+/);
  const result = resultOf(answer);
  expect(answer.code).toBe(0);
  expect(result).toMatchObject({
    run: 'first',
    seed: 1,
    verdict: 'improved',
    exports: ['total'],
    stoppedBy: 'evaluations',
  });
  const best = result.best!;
  expect(best.fitness.speed.low).toBeGreaterThan(1.1);
  expect(best.fitness.accuracy).toMatchObject({ score: 1 });
  expect(best.fitness.accuracy.cases).toBeGreaterThan(1000);
  expect(best.edits.length).toBeGreaterThan(0);
  const [sum, sorts] = countedSorts(folder, best.file);
  expect(sum).toBe(92);
  expect(sorts).toBeLessThan(4);
  expect(readFileSync(join(folder, 'lib/total.js'), 'utf8')).toBe(SLOW);
  expect(readFileSync(join(folder, '.integron/first/report.md'), 'utf8')).toMatch(
    /Your tests, node test\/total\.test\.js, on a copy of the project with the patch: passed/,
  );
  expect(readdirSync(folder)).not.toContain('ran.txt');

  // The patch gives the file that was proved, by both tools, outside and inside a repository and below its root.
  const improved = readFileSync(best.file, 'utf8');
  expect(readFileSync(best.patch, 'utf8')).toMatch(/^--- a\/lib\/total\.js\n\+\+\+ b\/lib\/total\.js\n/);
  const apply = (cwd: string, command: string, args: string[]): string => {
    const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return readFileSync(join(cwd, 'lib/total.js'), 'utf8');
  };
  const outside = project(files);
  expect(apply(outside, 'git', ['apply', best.patch])).toBe(improved);
  const byPatch = project(files);
  if (spawnSync('patch', ['--version']).status === 0)
    expect(apply(byPatch, 'patch', ['-p1', '-i', best.patch])).toBe(improved);
  const repository = project(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`packages/one/${name}`, text])),
  );
  spawnSync('git', ['init', '-q'], { cwd: repository });
  expect(apply(join(repository, 'packages/one'), 'git', ['apply', best.patch])).toBe(improved);

  // Looking at it.
  expect(integron(['runs'], folder).out).toMatch(/^first +improved/);
  const shown = integron(['inspect', 'first'], folder).out;
  expect(shown).toMatch(/lineage of the best[\s\S]*g0-0 +ancestor/);
  expect(integron(['report', 'first', '--format', 'md'], folder).out).toContain('git apply');
  expect(integron(['report', 'first', '--format', 'csv'], folder).out).toMatch(/generation,slot,id/);
  expect(integron(['report', 'first', '--format', 'patch'], folder).out).toBe(readFileSync(best.patch, 'utf8'));
  expect(JSON.parse(integron(['report', 'first', '--format', 'json'], folder).out)).toMatchObject({
    result: { run: 'first' },
  });
  const again = integron(['improve', 'lib/total.js', '--name', 'first'], folder);
  expect(again.err).toMatch(/a run named first exists/);
  expect(again.code).toBe(2);
  const replayed = integron(['verify', 'first', '--replay', '--json'], folder);
  expect(JSON.parse(replayed.out)).toMatchObject({ confirmed: true });

  const finished = integron(['resume', 'first'], folder);
  expect(finished.err).toMatch(/is finished/);
  expect(finished.code).toBe(2);

  // Proved again; and a file that is not the one handed out is not confirmed (a wrong one is never timed).
  const verified = integron(['verify', 'first', '--json', '--quiet'], folder);
  expect(JSON.parse(verified.out)).toMatchObject({ run: 'first', confirmed: true });
  writeFileSync(best.file, SLOW.replace('return sum', 'return sum + 1'));
  const changed = integron(['verify', 'first', '--json', '--quiet'], folder);
  expect(JSON.parse(changed.out)).toMatchObject({ confirmed: false });
  expect(changed.code).toBe(1);

  await serves(folder, 'first');
});

describe('with counted cost', () => {
  const search = (name: string, folder: string, workers: number): string[] => [
    ...['improve', 'lib/total.js', '--generations', '4', '--seed', '7', ...COUNTED],
    ...['--workers', String(workers), '--name', name, '--quiet', '--populations', join(folder, '.integron')],
  ];

  test('one seed gives the same generations with 1, 2 and 4 workers, and after kill -9 and resume', async () => {
    const folder = project(files);
    const finished = (run: string) => (): boolean =>
      existsSync(join(folder, `.integron/${run}/generations/00004.json`));
    // What comes after the search is of no interest here.
    for (const workers of [1, 2, 4])
      await killed(search(`w${workers}`, folder, workers), folder, finished(`w${workers}`));
    const wanted = generationsOf(folder, 'w1');
    expect(Object.keys(wanted)).toHaveLength(4);
    expect(generationsOf(folder, 'w2')).toEqual(wanted);
    expect(generationsOf(folder, 'w4')).toEqual(wanted);
    await killed(search('killed', folder, 2), folder, () =>
      existsSync(join(folder, '.integron/killed/generations/00002.json')),
    );
    expect(existsSync(join(folder, '.integron/killed/report.md'))).toBe(false);
    // A torn line, and lines of a generation that was never finished, as a crash leaves them.
    writeFileSync(join(folder, '.integron/killed/outcomes.jsonl'), '{"generation":99,"slot":1}\n{"generation":2,"sl', {
      flag: 'a',
    });
    await killed(['resume', 'killed', '--quiet'], folder, finished('killed'));
    expect(generationsOf(folder, 'killed')).toEqual(wanted);
    expect(readFileSync(join(folder, '.integron/killed/outcomes.jsonl'), 'utf8')).toBe(
      readFileSync(join(folder, '.integron/w1/outcomes.jsonl'), 'utf8'),
    );
  });
});

describe('the packed form, in an empty project', () => {
  let folder = '';
  let tool: string[] = [];
  beforeAll(() => {
    folder = project({ 'package.json': '{ "name": "empty", "private": true, "type": "module" }' });
    const npm = (args: string[], cwd: string): void => {
      const { status, stderr } = spawnSync(
        'npm',
        [...args, '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'],
        { cwd, encoding: 'utf8' },
      );
      expect(status, stderr).toBe(0);
    };
    mkdirSync(join(folder, 'packed'));
    npm(['pack', '--silent', '--pack-destination', join(folder, 'packed')], root);
    const [tarball] = readdirSync(join(folder, 'packed'));
    npm(['install', join(folder, 'packed', tarball!)], folder);
    tool = [process.execPath, join(folder, 'node_modules/integron/bin/integron.js')];
  });

  test('improves a TypeScript module with imports, which needs files of its own package', () => {
    written(folder, {
      'node_modules/factor/package.json': '{ "name": "factor", "main": "index.js" }',
      'node_modules/factor/index.js': 'exports.factor = 3;\n',
      'src/offset.ts': 'export const offset: number = 1;\n',
      'src/total.ts': `import { factor } from 'factor';
import { offset } from './offset.ts';

interface Sum { readonly sum: number }

export default function total(values: readonly number[]): Sum {
  let sum: number = 0;
  for (const value of values) {
    const copy: number[] = [...values].sort((a: number, b: number) => a - b);
    if (copy.length > 0) sum += value * factor + offset;
  }
  return { sum };
}
`,
      'inputs.ts': SLOW_INPUTS,
    });
    const answer = integron(
      [
        ...['improve', 'src/total.ts', '--inputs', 'inputs.ts', '--evaluations', '300', ...COUNTED, '--seed', '7'],
        ...['--runtime', process.execPath, '--json', '--quiet'],
      ],
      folder,
      tool,
    );
    expect(answer.err).toBe('');
    const result = resultOf(answer);
    expect(result).toMatchObject({ verdict: 'improved', exports: ['default'] });
    const text = readFileSync(result.best!.file, 'utf8');
    expect(text).toContain('values: readonly number[]): Sum {');
    writeFileSync(join(folder, 'src/total.ts'), text);
    const [sum, sorts] = countedSorts(folder, './src/total.ts');
    expect(sum).toEqual({ sum: 142 });
    expect(sorts).toBeLessThan(4);
    const report = integron(['report', result.run, '--format', 'md'], folder, tool).out;
    expect(report).toContain(`on Node ${process.version}`);
    expect(report).toMatch(/\| Node \| V8 \| verdict \|/);
  });

  test('has its bundled experiments and its library', async () => {
    const begun = join(folder, '.integron/bundled/generations/00001.json');
    const args = ['run', 'levenshtein', '--evaluations', '20', ...COUNTED, '--name', 'bundled'];
    await killed(args, folder, () => existsSync(begun), tool[1]);
    expect(JSON.parse(readFileSync(begun, 'utf8')).evaluations).toBeGreaterThan(0);
    const library = `import { parseAncestor, express, splice } from 'integron';
      console.log(splice(express(parseAncestor('const a = 1;', 'a.js'), []), 'text'));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', library], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('const a = 1;\n');
  });
});

test('Ctrl-C leaves a checkpoint and says how to go on', async () => {
  const folder = project(files);
  const begun = (): boolean => existsSync(join(folder, '.integron/stopped/generations/00002.json'));
  const args = ['improve', 'lib/total.js', '--budget', '60s', '--population', '16', '--name', 'stopped', '--json'];
  const { code, out } = await stoppedBy('SIGINT', args, folder, begun);
  expect(code).toBe(130);
  expect(JSON.parse(out)).toMatchObject({
    verdict: 'interrupted',
    reason: expect.stringContaining('integron resume stopped'),
    best: null,
  });
  expect(integron(['runs'], folder).out).toMatch(/^stopped +interrupted/);
});
