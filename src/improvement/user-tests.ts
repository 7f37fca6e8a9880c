/** The user's own test command, run on a copy of their project with a text in the module's place. */
import { spawn } from 'node:child_process';
import { killGroup } from '../evaluation/kill-group.ts';
import { BadInput } from '../experiment/bad-input.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { copyProject, packageFolder } from '../experiment/overlay.ts';

export interface TestRun {
  readonly passed: boolean;
  readonly seconds: number;
  /** How it ended where it did not pass: exit code or signal, and the last line that it wrote. */
  readonly said: string;
}

/** Seconds that tests may take at the most; with a patch, this many times as long as without, and never less than ... */
const LONGEST = 900;
const TIMES_AS_LONG = 5;
const AT_LEAST = 60;

/** Runs the tests on the project as it is; gives the seconds that they took. @throws BadInput where they fail already. */
export async function testUnchanged(
  { test, module }: Pick<Experiment, 'test' | 'module'>,
  text: string,
  signal?: AbortSignal,
): Promise<number> {
  if (test === null) return 0;
  const { passed, seconds, said } = await runTests(test, module, text, LONGEST, signal);
  if (!passed && !signal?.aborted)
    throw new BadInput(`--test must pass before anything is changed, but on a copy of the project it ${said}`);
  return seconds;
}

/** Runs the tests with a new text in the module's place. `usual`: seconds that they took without it. */
export function testChanged(
  test: string,
  module: string,
  text: string,
  usual: number,
  signal?: AbortSignal,
): Promise<TestRun> {
  return runTests(test, module, text, Math.min(LONGEST, Math.max(AT_LEAST, usual * TIMES_AS_LONG)), signal);
}

/** Why tests that failed with a patch keep it from being claimed; undefined where they passed or were not run. */
export const failureOf = (run: Pick<TestRun, 'passed' | 'said'> | null): string | undefined =>
  run === null || run.passed ? undefined : `with the patch your tests fail: the command ${run.said}`;

async function runTests(
  command: string,
  module: string,
  text: string,
  limit: number,
  signal?: AbortSignal,
): Promise<TestRun> {
  const copy = copyProject(packageFolder(module), module, text);
  const begun = performance.now();
  try {
    const said = await endOf(command, copy.root, limit, signal);
    return { passed: said === undefined, seconds: (performance.now() - begun) / 1000, said: said ?? 'passed' };
  } finally {
    copy.remove();
  }
}

/** How a command failed, or undefined. It has a process group of its own, which is killed whole. */
function endOf(command: string, cwd: string, limit: number, signal?: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { cwd, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let noise = '';
    const listen = (chunk: Buffer): void => {
      noise = (noise + String(chunk)).slice(-4000);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      killGroup(child);
    }, limit * 1000);
    const stop = (): void => killGroup(child);
    signal?.addEventListener('abort', stop, { once: true });
    const ended = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
    child.once('error', (error) => {
      ended();
      reject(error);
    });
    // What it started and left behind would keep its output open.
    child.once('exit', () => killGroup(child));
    child.once('close', (code, killedBy) => {
      ended();
      const last = noise
        .split('\n')
        .map((line) => line.trim())
        .findLast((line) => line !== '');
      const how = late ? `did not end within ${Math.round(limit)} s` : `ended with ${killedBy ?? `exit code ${code}`}`;
      resolve(code === 0 ? undefined : `${how}${last === undefined ? '' : `: ${last.slice(0, 200)}`}`);
    });
  });
}
