/** Entry of a pool worker: one judge a thread. */
import { threadId, workerData } from 'node:worker_threads';
import type { SubjectPayload } from '../../experiment/subject.ts';
import type { Task, TaskResult } from '../protocol.ts';
import { Judge } from './judge.ts';

let judge: Judge | undefined;

export default function work(task: Task): TaskResult {
  const start = performance.now();
  judge ??= new Judge(workerData as SubjectPayload, threadId);
  if (task.kind === 'exports') return judge.exported();
  if (task.kind === 'preflight') return { preflight: task.whole ? judge.look() : judge.preflight() };
  if (task.kind === 'extend') return { extension: judge.extend(task.faults) };
  const results = judge.trials(task.items, task.killers, task.phase);
  return { results, busy: performance.now() - start };
}
