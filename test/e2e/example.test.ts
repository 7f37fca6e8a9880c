/** The example of a service, as its README says: improved, upgraded and rolled back while it answers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { integron, pinned, project, root } from './command.ts';

const example = join(root, 'examples', 'service');
const folder = project({
  ...Object.fromEntries(
    readdirSync(example, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(example, name), 'utf8')]),
  ),
  'package.json': '{ "type": "module" }',
  // As it is once the package is built and installed.
  'node_modules/integron/package.json': '{ "type": "module", "exports": { "./live": "./live.js" } }',
  'node_modules/integron/live.js': `export * from ${JSON.stringify(join(root, 'src', 'live.ts'))};\n`,
});
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill();
});

function start(file: string, port: number, onLine: (line: string) => void): void {
  const child = spawn(pinned, ['--no-warnings', file], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  createInterface(child.stdout!).on('line', onLine);
}

async function until(wanted: () => boolean): Promise<void> {
  for (let k = 0; k < 600 && !wanted(); k++) await wait(50);
  expect(wanted()).toBe(true);
}

test('answers are right all the time, whatever serves', async () => {
  const said: string[] = [];
  start('server.js', 0, (line) => said.push(line));
  const port = (): number => Number(/listens on port (\d+)/.exec(said.join('\n'))?.[1] ?? 0);
  await until(() => port() > 0);
  const seconds: { answers: number; wrong: number }[] = [];
  start('load.js', port(), (line) => {
    const [, answers, wrong] = /^(\d+) answers a second, (\d+) wrong$/.exec(line)!;
    seconds.push({ answers: Number(answers), wrong: Number(wrong) });
  });
  const someMore = async (): Promise<void> => {
    const from = seconds.length;
    await until(() => seconds.slice(from).filter(({ answers }) => answers > 0).length >= 2);
  };
  const active = (): string => JSON.parse(integron(['status', '--json'], folder).out).subjects[0].active;

  await someMore();
  // Beside a service under load and other tests a verdict may honestly be "not improved": that is no fault of what is tested here.
  const verdicts: { run: string; verdict: string; reason: string }[] = [];
  for (let seed = 1; seed <= 3 && verdicts.at(-1)?.verdict !== 'improved'; seed++) {
    const args = ['improve', 'distance.js', '--budget', '6s', '--seed', String(seed), '--json', '--quiet'];
    verdicts.push(JSON.parse(integron(args, folder, undefined, 200_000).out));
  }
  const { run, verdict } = verdicts.at(-1)!;
  expect(verdict, verdicts.map(({ reason }) => reason).join('; ')).toBe('improved');
  expect(integron(['deploy', run], folder).out).toBe('V1 of distance is in service\n');
  await someMore();
  expect(active()).toBe('V1');
  expect(integron(['rollback', 'distance'], folder).out).toBe('V0 is in service\n');
  await someMore();
  expect(active()).toBe('V0');
  expect(integron(['deploy', run, '--canary', '5%'], folder).out).toMatch(/^V2 of distance is on trial/);
  await someMore();

  expect(seconds.filter(({ wrong }) => wrong > 0)).toEqual([]);
  expect(said.slice(1)).toEqual([]);
  // What was seen of it stands in the status, from the service's own calls.
  const [subject] = JSON.parse(integron(['status', '--json'], folder).out).subjects;
  expect(subject).toMatchObject({ name: 'distance', active: 'V0', canary: { version: 'V2' }, aborts: [] });
}, 700_000);
