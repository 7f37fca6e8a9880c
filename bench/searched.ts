/** One search, and what its best is worth where it is measured afresh. */
import { objectives } from '../src/evaluation/objectives/objectives.ts';
import { Evolution, evolve } from '../src/evolution/evolve.ts';
import type { Settings } from '../src/evolution/settings.ts';
import type { Experiment } from '../src/experiment/experiment.ts';
import { settingsOf } from '../src/improvement/improve.ts';
import { finalistsOf } from '../src/improvement/judge-best.ts';
import { extended, judging } from '../src/improvement/judging.ts';
import { preflight, readSubject, supervise } from '../src/improvement/subject.ts';
import { freshPolicy } from '../src/integrator/load.ts';
import { median } from '../src/statistics/summary.ts';
import type { RuleData } from '../src/variation/rule.ts';
import { confirm } from '../src/verdict/confirm.ts';

/** Logarithm of the best one's ratio, measured on fresh inputs in fresh workers; 0 where nothing holds. */
export async function searchedFor(
  experiment: Experiment,
  seconds: number,
  change: (settings: Settings) => Settings = (settings) => settings,
  rules: readonly RuleData[] = [],
): Promise<number> {
  const read = await readSubject(experiment);
  let pool = supervise(read.payload, experiment.workers);
  try {
    const seen = await preflight(pool, read.payload);
    const found = await judging(read, seen, pool, experiment);
    const looked = await extended({ subject: read, supervisor: pool, facts: seen, judge: found }, experiment.workers);
    const { subject, facts, judge } = looked;
    pool = looked.supervisor;
    const settings = change(settingsOf(experiment, subject, facts, judge, { ...(await freshPolicy()), rules }));
    const evolution = new Evolution(settings);
    const begun = performance.now();
    for await (const _ of evolve(evolution, pool)) if (performance.now() - begun > seconds * 1000) break;
    const finalists = finalistsOf(evolution.generation, settings);
    if (finalists.length === 0) return 0;
    await pool.close();
    pool = supervise(subject.payload, experiment.workers);
    await pool.preflight();
    const limits = { minStability: experiment.minStability, accuracy: facts.accuracy };
    const [best] = await confirm(pool, subject.ancestor, finalists, [objectives.speed], limits);
    // What is slower is not handed out.
    return best ? Math.max(0, median(best.measures.logs)) : 0;
  } finally {
    await pool.close();
  }
}
