/** A process of the proof, from its start to its end. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Runtime, startOf } from '../experiment/runtime.ts';
import type { ProofMode, ProofOrder } from './process/protocol.ts';

export interface ProofProcess {
  /** The next answer; with a message, the answer to that. @throws Error where the process ends or hangs instead. */
  answer<T>(message?: object): Promise<T>;
  end(): void;
}

/** Milliseconds after which a process that owes an answer counts as hanging. */
const LIMIT = 60_000;
/**
 * Whether V8 makes what a function allocates among what is old is decided once, by what lived through a collection that
 * happened to come in the middle of a call: of 80 processes two ran an original ten times as slowly. Without it none of 60.
 */
const TIMING_FLAGS = ['--no-allocation-site-pretenuring'];
const FLAGS: Readonly<Record<ProofMode, readonly string[]>> = {
  check: [],
  memory: ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'],
  together: TIMING_FLAGS,
  left: TIMING_FLAGS,
  right: TIMING_FLAGS,
};

export function startProcess(
  order: ProofOrder,
  runtime: Runtime | null,
  signal: AbortSignal | undefined,
  core?: number,
): ProofProcess {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const script = fileURLToPath(new URL(`./process/main.${ending}`, import.meta.url));
  const { execPath, execArgv } = startOf(runtime);
  const args = [...execArgv, ...FLAGS[order.mode], script];
  const [command, ...rest] =
    core === undefined ? [execPath, ...args] : ['taskset', '-c', String(core), execPath, ...args];
  const child = spawn(command!, rest, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'json',
    killSignal: 'SIGKILL',
    ...(signal ? { signal } : {}),
  });
  const answers: unknown[] = [];
  let failure: Error | undefined;
  let noise = '';
  let wake: (() => void) | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    wake?.();
  };
  child.stderr!.on('data', (chunk: Buffer) => {
    noise = (noise + String(chunk)).slice(-4000);
  });
  child.on('message', (answer) => {
    answers.push(answer);
    wake?.();
  });
  child.once('error', fail);
  child.once('close', (code) => {
    const why = noise
      .trim()
      .split('\n')
      .findLast((line) => /\S/.test(line));
    fail(new Error(`a process of the proof ended with code ${code}: ${(why ?? '').trim()}`));
  });
  child.send(order, () => undefined);
  return {
    async answer<T>(message?: object): Promise<T> {
      if (message) child.send(message, () => undefined);
      const timer = setTimeout(() => fail(new Error('a process of the proof gave no answer in 60 s')), LIMIT);
      try {
        while (answers.length === 0 && !failure) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        clearTimeout(timer);
      }
      if (answers.length === 0) throw failure!;
      return answers.shift() as T;
    },
    end() {
      child.removeAllListeners('error');
      child.on('error', () => undefined);
      child.kill('SIGKILL');
    },
  };
}
