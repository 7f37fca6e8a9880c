/** The host process: a worker in a pool of one, in a process group of its own, which may die at any time. */
import * as nodeModule from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { EXIT_MEMORY, type FromHost, type TaskResult, type ToHost } from './protocol.ts';

// Unrolled loops took a fifth of the time that optimising a variant takes, on both sides alike. Set here, where a
// version of V8 that does not know the flag passes over it.
setFlagsFromString('--no-turboshaft-loop-unrolling');

let pool: Piscina | undefined;

const send = (message: FromHost): void => {
  process.send?.(message);
};

// Without its engine a host has no purpose.
process.on('disconnect', () => process.exit(0));
// A variant's stray promise must not be taken for a fault of the host.
process.on('unhandledRejection', () => undefined);

process.on('message', (message: ToHost) => {
  if (message.type === 'start') start(message.options);
  else void run(message.id, message.task, message.limit);
});

function start({ payload, worker, memoryLimit }: Extract<ToHost, { type: 'start' }>['options']): void {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  pool = new Piscina({
    filename: new URL(`./worker/main.${ending}`, import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 2,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData: { payload, worker },
    resourceLimits: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 },
    recordTiming: false,
  });
  pool.on('error', () => undefined);
  // Typed arrays and native loops escape a worker's own limits: the whole process is watched.
  setInterval(() => {
    if (process.memoryUsage.rss() > memoryLimit * 2 ** 20) process.exit(EXIT_MEMORY);
  }, 50).unref();
  // A host is killed in the end: what was compiled has to be kept before (22.10 and newer).
  nodeModule.flushCompileCache?.();
  send({ type: 'ready' });
}

async function run(id: number, task: unknown, limit: number): Promise<void> {
  const abort = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    abort.abort();
  }, limit);
  try {
    const result = (await pool!.run(task, { signal: abort.signal })) as TaskResult;
    send({ type: 'result', id, result });
  } catch (error) {
    const message = (error as Error).message ?? String(error);
    const memory = (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
    send({ type: 'failed', id, why: late ? 'time' : memory ? 'memory' : 'crash', message });
  } finally {
    clearTimeout(timer);
  }
}
