/** A run goes into service in a process that serves, and out again. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { integron, pinned, root, written } from './command.ts';

/** Says after each round which code answered: the original sorts once for each value. */
const SERVE = `import { live } from ${JSON.stringify(join(root, 'src', 'live.ts'))};
import { total as original } from './lib/total.js';
let sorted = 0;
const { sort } = Array.prototype;
Array.prototype.sort = function (...args) { sorted++; return sort.apply(this, args); };
const total = live('total', original, { populations: '.integron' });
setInterval(() => {
  sorted = 0;
  let wrong = 0;
  for (let k = 0; k < 200; k++) if (total([k, 1, 2]) !== 2 * k + 6) wrong++;
  console.log(JSON.stringify({ original: sorted >= 600, wrong }));
}, 50);
`;

/** @param run an improved run of `lib/total.js` in a folder; the module is another one afterwards. */
export async function serves(folder: string, run: string): Promise<void> {
  written(folder, { 'serve.js': SERVE });
  const server = spawn(pinned, ['--no-warnings', 'serve.js'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const rounds: { original: boolean; wrong: number }[] = [];
  createInterface(server.stdout).on('line', (line) => rounds.push(JSON.parse(line)));
  /** A round that is as wanted, of those that come from now on. */
  const comes = async (wanted: (round: { original: boolean }) => boolean): Promise<void> => {
    const from = rounds.length;
    for (let k = 0; k < 200; k++) {
      if (rounds.slice(from).some(wanted)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('never came');
  };
  try {
    refusesWhatIsNotThere(folder, run);
    // The process that serves follows, and its answers are right all the time.
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
    // On half of the calls status tells, in time, which is faster on real traffic.
    expect(integron(['deploy', run, '--ab'], folder).out).toBe('V3 of total is on trial with 50 % of the calls\n');
    await told(
      folder,
      /^total: the original in service\n {2}V3 on trial with 50 % of the calls\n[\s\S]*: [\d.]+ times \([\d.]+ to [\d.]+\) as fast as what is in service/,
    );
    expect(integron(['rollback', 'total'], folder).out).toBe('V3 is off trial; V0 is in service\n');
    expect(rounds.filter(({ wrong }) => wrong > 0)).toEqual([]);
  } finally {
    server.kill();
  }
  refusesAnotherSource(folder, run);
}

/** Waits until status says it. */
async function told(folder: string, wanted: RegExp): Promise<void> {
  let out = '';
  for (let k = 0; k < 60; k++) {
    ({ out } = integron(['status'], folder));
    if (wanted.test(out)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`status never said ${wanted}, but\n${out}`);
}

function refusesWhatIsNotThere(folder: string, run: string): void {
  for (const [args, sentence] of [
    [['deploy', 'nothing'], /nothing/],
    [['promote', 'other'], /nothing of other was deployed/],
    [['rollback', 'other'], /nothing of other was deployed/],
    [['deploy', run, '--canary', '5%', '--ab'], /--ab is --canary 50%: name one of them/],
    [['deploy', run, '--canary', 'half'], /--canary must be a share of the calls such as 5%, not "half"/],
  ] as const) {
    const { code, err } = integron(args, folder);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  }
}

/** What was made of a source that is another one today is refused, and nothing changes. */
function refusesAnotherSource(folder: string, run: string): void {
  const before = readFileSync(join(folder, '.integron', 'registry.json'), 'utf8');
  const module = join(folder, 'lib', 'total.js');
  writeFileSync(module, `${readFileSync(module, 'utf8')}\n// mended meanwhile\n`);
  const { code, err } = integron(['deploy', run], folder);
  expect({ code, said: /total\.js changed since run \S+ improved it; improve it again/.test(err) }).toEqual({
    code: 2,
    said: true,
  });
  expect(readFileSync(join(folder, '.integron', 'registry.json'), 'utf8')).toBe(before);
}
