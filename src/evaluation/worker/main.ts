/** Entry of a pool worker: one judge a thread. */
import * as nodeModule from 'node:module';
import { workerData } from 'node:worker_threads';
import type { SubjectPayload } from '../../experiment/subject.ts';
import type { Task, TaskResult } from '../protocol.ts';
import { Judge } from './judge.ts';

const { payload, worker } = workerData as { payload: SubjectPayload; worker: number };
let judge: Judge | undefined;
// Integron's own modules are kept as they were compiled; none of the user's is loaded yet.
nodeModule.flushCompileCache?.();

export default function work(task: Task): TaskResult {
  const start = performance.now();
  judge ??= new Judge(payload, worker);
  if (task.kind === 'exports') return judge.exported();
  if (task.kind === 'preflight') return { preflight: task.whole ? judge.look() : judge.preflight() };
  if (task.kind === 'extend') return { extension: judge.extend(task.faults) };
  const results = judge.trials(task.items, task.killers, task.phase);
  return { results, busy: performance.now() - start };
}
