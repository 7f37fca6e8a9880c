/** A run goes into service in a process that serves, and out again. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { integron, project, root, SLOW, SLOW_INPUTS } from './command.ts';

const folder = project({
  'package.json': '{ "type": "module" }',
  'total.js': SLOW,
  'total.inputs.js': SLOW_INPUTS,
  // Says after each round which code answered: the original sorts once for each value.
  'serve.js': `import { live } from ${JSON.stringify(join(root, 'src', 'live.ts'))};
import { total as original } from './total.js';
let sorted = 0;
const { sort } = Array.prototype;
Array.prototype.sort = function (...args) { sorted++; return sort.apply(this, args); };
const total = live('total', original, { populations: ${JSON.stringify('.integron')} });
setInterval(() => {
  sorted = 0;
  let wrong = 0;
  for (let k = 0; k < 200; k++) if (total([k, 1, 2]) !== 2 * k + 6) wrong++;
  console.log(JSON.stringify({ original: sorted >= 600, wrong }));
}, 50);
`,
});
const pinned = join(root, 'node_modules', 'node', 'bin', 'node');
const server = spawn(pinned, ['--no-warnings', 'serve.js'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
const rounds: { original: boolean; wrong: number }[] = [];
createInterface(server.stdout).on('line', (line) => rounds.push(JSON.parse(line)));
afterAll(() => {
  server.kill();
});

/** A round that is as wanted, of those that come from now on. */
async function comes(wanted: (round: { original: boolean }) => boolean): Promise<void> {
  const from = rounds.length;
  for (let k = 0; k < 200; k++) {
    if (rounds.slice(from).some(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('never came');
}

let run = '';
beforeAll(() => {
  const { code, out } = integron(
    ['improve', 'total.js', '--cost', 'work', '--evaluations', '80', '--seed', '3', '--json'],
    folder,
  );
  const result = JSON.parse(out);
  expect({ code, verdict: result.verdict }).toEqual({ code: 0, verdict: 'improved' });
  run = result.run;
}, 120_000);

test('what is not there is refused in one sentence', () => {
  for (const [args, sentence] of [
    [['deploy', 'nothing'], /nothing/],
    [['promote', 'other'], /nothing of other was deployed/],
    [['rollback', 'other'], /nothing of other was deployed/],
    [['deploy', run, '--canary', 'half'], /--canary must be a share of the calls such as 5%, not "half"/],
  ] as const) {
    const { code, err } = integron(args, folder);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  }
});

test('deployed, on trial, rolled back: the process that serves follows, and answers are right all the time', async () => {
  await comes(({ original }) => original);
  expect(integron(['deploy', run], folder)).toMatchObject({ code: 0, out: 'V1 of total is in service\n' });
  await comes(({ original }) => !original);
  expect(integron(['status'], folder).out).toMatch(/^total: V1 in service\n {2}protection: .*(shadow|fallback)/);
  expect(integron(['rollback', 'total'], folder).out).toBe('V0 is in service\n');
  await comes(({ original }) => original);
  const trial = integron(['deploy', run, '--canary', '5%', '--json'], folder);
  expect(JSON.parse(trial.out)).toEqual({ name: 'total', version: 'V2', status: 'canary', share: 0.05 });
  expect(integron(['promote', 'total'], folder)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^not promoted: /),
  });
  expect(JSON.parse(integron(['status', '--json'], folder).out)).toMatchObject({
    subjects: [{ name: 'total', active: 'V0', canary: { version: 'V2', share: 0.05 }, aborts: [] }],
    loop: null,
  });
  expect(integron(['rollback', 'total'], folder).out).toBe('V2 is off trial; V0 is in service\n');
  expect(rounds.filter(({ wrong }) => wrong > 0)).toEqual([]);
}, 60_000);

test('what was made of a source that is another one today is refused, and nothing changes', () => {
  const before = readFileSync(join(folder, '.integron', 'registry.json'), 'utf8');
  writeFileSync(join(folder, 'total.js'), `${SLOW}\n// mended meanwhile\n`);
  const { code, err } = integron(['deploy', run], folder);
  expect({ code, said: /total\.js changed since run \S+ improved it; improve it again/.test(err) }).toEqual({
    code: 2,
    said: true,
  });
  expect(readFileSync(join(folder, '.integron', 'registry.json'), 'utf8')).toBe(before);
});
