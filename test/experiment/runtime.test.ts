import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BadInput } from '../../src/experiment/bad-input.ts';
import { probeRuntime, type Runtime, startOf } from '../../src/experiment/runtime.ts';
import { payloadOf, poolOf, TIMED } from '../evaluation/subject.ts';

/** Nodes of the machine's own, beside the pinned one. */
const others = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .flatMap((folder): Runtime[] => {
    try {
      return [probeRuntime(join(folder, 'node'))];
    } catch {
      return [];
    }
  });
const older = others.find(({ stripsTypes }) => !stripsTypes);

describe('a Node that the user names', () => {
  test('says what it is', () => {
    expect(probeRuntime(process.execPath)).toEqual({
      path: process.execPath,
      version: process.version,
      v8: process.versions.v8,
      stripsTypes: true,
    });
  });

  test.each([
    ['/nowhere/node', /there is no \/nowhere\/node/],
    ['/bin/cat', /\/bin\/cat is not a Node that starts/],
  ])('%s is refused in a sentence', (given, sentence) => {
    expect(() => probeRuntime(given)).toThrow(BadInput);
    expect(() => probeRuntime(given)).toThrow(sentence);
  });

  test.skipIf(older === undefined)('an older one loads TypeScript all the same, with types taken away', () => {
    const { execPath, execArgv } = startOf(older!);
    const script = new URL('../../src/statistics/summary.ts', import.meta.url).href;
    const code = `import(${JSON.stringify(script)}).then(({ median }) => console.log(process.version, median([3, 1, 2])))`;
    const out = execFileSync(execPath, [...execArgv, '-e', code], { encoding: 'utf8' });
    expect(out.trim()).toBe(`${older!.version} 2`);
  });
});

describe.skipIf(older === undefined)('hosts on an older Node', async () => {
  const text = 'module.exports = (list) => { void process.version; return [list.length, process.version.length]; };';
  const payload = await payloadOf(text, undefined, { runtime: older ?? null, globals: ['process'] });
  const pool = poolOf(payload, 1);
  afterAll(() => pool.close());

  test('judge variants there, and measure them', async () => {
    expect((await pool.preflight()).refusal).toBe(null);
    const [right, wrong] = await Promise.all(
      [text, text.replace('[list.length,', '[0,')].map((variant, slot) =>
        pool.trial({ slot, text: variant, plan: TIMED }),
      ),
    );
    expect(right).toMatchObject({ stage: 'done' });
    expect(right!.logs.length).toBeGreaterThan(0);
    expect(wrong!.stage).toBe('cases');
    // What it is that runs there, the variant itself says.
    const own = text.replace('process.version.length', JSON.stringify(older!.version.length));
    const version = own.replace('void process.version', `if (process.version !== '${older!.version}') return 0`);
    expect((await pool.trial({ slot: 2, text: version, plan: TIMED })).stage).toBe('done');
  });
});
