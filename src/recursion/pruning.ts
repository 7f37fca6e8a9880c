/** What the continuous cycle leaves behind: its old runs, and figures of processes that are long gone. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { forgetReadings } from '../deployment/readings.ts';
import { subjectNames, versionsOf } from '../population/registry.ts';
import { runNames } from '../population/store.ts';

/** Runs of the loop's own that are kept, the last ones, beside those of which a version is in the registry. */
export const KEPT_RUNS = 20;
/** Milliseconds after which figures that nobody added to are forgotten. */
const READINGS_LAST = 30 * 24 * 3600_000;

/**
 * @param made names of the loop's own runs, oldest first: nobody else's is touched.
 * @returns those that are still there.
 */
export async function prune(populations: string, made: readonly string[], now = Date.now()): Promise<string[]> {
  const names = await subjectNames(populations);
  const subjects = await Promise.all(names.map((name) => versionsOf(populations, name)));
  forgetReadings(populations, now - READINGS_LAST, new Set(names.filter((_, k) => subjects[k]?.canary)));
  const served = new Set(
    subjects.flatMap((subject) => subject?.versions.flatMap(({ run, source }) => (source === '' ? [] : [run])) ?? []),
  );
  const there = new Set(runNames(populations));
  const left = made.filter((run) => there.has(run));
  const old = left.slice(0, -KEPT_RUNS).filter((run) => !served.has(run));
  for (const run of old) rmSync(join(populations, run), { recursive: true, force: true });
  return left.filter((run) => !old.includes(run));
}
