/** The command line as its users run it: a child process. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOf } from '../folders.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const bin = join(root, 'bin', 'integron.js');

/** Started directly, so that the kill hits the engine and no launcher. */
export const pinned = join(root, 'node_modules', 'node', 'bin', 'node');

export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function integron(
  args: readonly string[],
  cwd: string,
  command: readonly string[] = [process.execPath, bin],
  timeout = 240_000,
): Answer {
  const { status, stdout, stderr } = spawnSync(command[0]!, [...command.slice(1), ...args], {
    cwd,
    encoding: 'utf8',
    timeout,
  });
  return { code: status, out: stdout, err: stderr };
}

/** As `integron`, beside others. */
export const integronBeside = (args: readonly string[], cwd: string): Promise<Answer> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });

/** Starts the command and kills it without warning when `ready` says so. */
export function killed(args: readonly string[], cwd: string, ready: () => boolean, tool = bin): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(pinned, ['--no-warnings', tool, ...args], {
      cwd,
      stdio: 'ignore',
      env: { ...process.env, INTEGRON_STARTED: '1' },
    });
    const timer = setInterval(() => {
      if (ready()) child.kill('SIGKILL');
    }, 20);
    child.once('exit', () => {
      clearInterval(timer);
      resolve();
    });
  });
}

/** Starts the command through its launcher and sends it a signal when `ready` says so. */
export function stoppedBy(
  signal: NodeJS.Signals,
  args: readonly string[],
  cwd: string,
  ready: () => boolean,
): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      err += String(chunk);
    });
    const timer = setInterval(() => {
      if (!ready()) return;
      clearInterval(timer);
      child.kill(signal);
    }, 20);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

/** A folder with these files. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = folderOf('test');
  written(folder, files);
  return folder;
}

export function written(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** A function with an easy gain: it makes and searches a list where neither is needed. */
export const SLOW = `export function total(values) {
\tconst seen = [];
\tfor (const value of values) {
\t\tconst copy = values.slice().sort((a, b) => a - b);
\t\tif (copy.length > 0) seen.push(value * 2);
\t}
\tlet sum = 0;
\tfor (const value of seen) {
\t\tsum += value;
\t}
\treturn sum;
}
`;

export const SLOW_INPUTS = `export function inputs(random, count) {
  return Array.from({ length: count }, () => [Array.from({ length: 5 + Math.floor(random() * 20) }, () => Math.floor(random() * 100))]);
}
`;
