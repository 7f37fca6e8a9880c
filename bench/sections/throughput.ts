/** Variants and evaluations per second with 1, 2 and 4 workers, where the time goes, and the ancestor against itself. */
import { fileURLToPath } from 'node:url';
import { Evolution, evolve } from '../../src/evolution/evolve.ts';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { settingsOf } from '../../src/improvement/improve.ts';
import { preflight, readSubject, supervise } from '../../src/improvement/subject.ts';
import { freshPolicy } from '../../src/integrator/load.ts';
import { quantile } from '../../src/statistics/summary.ts';
import { rounded, type Section, type Table } from '../table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const throughput: Section = async ({ seconds = 20 }) => {
  const speed: Record<string, number>[] = [];
  const stages: Record<string, string | number>[] = [];
  for (const workers of [1, 2, 4]) {
    const experiment = resolveExperiment(
      { module: 'node_modules/leven/index.js', inputs: 'bench/subjects/leven.inputs.js', workers },
      root,
    );
    const subject = await readSubject(experiment);
    const supervisor = supervise(subject.payload, workers);
    try {
      const facts = await preflight(supervisor, subject.payload);
      const evolution = new Evolution(settingsOf(experiment, subject, facts, { blind: [] }, await freshPolicy()));
      const spent: Record<string, number> = {};
      const itself: number[] = [];
      const begun = performance.now();
      const busyBefore = supervisor.supervision.busy;
      let resident = 0;
      let passed = 0;
      for await (const { generation, outcomes } of evolve(evolution, supervisor)) {
        for (const { candidate, result } of outcomes) {
          for (const [stage, time] of Object.entries(result.spent)) spent[stage] = (spent[stage] ?? 0) + time;
          if (candidate.id === 'g0-0') itself.push(...result.logs);
          if (candidate.kind === 'offspring' && result.logs.length > 0) passed++;
        }
        resident = Math.max(resident, process.memoryUsage.rss() / 1e6);
        const elapsed = (performance.now() - begun) / 1000;
        if (elapsed < seconds) continue;
        const busy = (supervisor.supervision.busy - busyBefore) / 1000;
        speed.push({
          workers,
          'variants/s': rounded(generation.variants / elapsed),
          'evaluations/s': rounded(generation.evaluations / elapsed),
          'timed/s': rounded(passed / elapsed),
          'idle share': rounded(Math.max(0, 1 - busy / (elapsed * workers)), 2),
          'engine MB': Math.round(resident),
          'A/A 10 %': rounded(Math.exp(quantile(itself, 0.1))),
          'A/A median': rounded(Math.exp(quantile(itself, 0.5))),
          'A/A 90 %': rounded(Math.exp(quantile(itself, 0.9))),
        });
        const total = Object.values(spent).reduce((sum, time) => sum + time, 0);
        stages.push({
          workers,
          ...Object.fromEntries(Object.entries(spent).map(([stage, time]) => [stage, rounded(time / total, 2)])),
        });
        break;
      }
    } finally {
      await supervisor.close();
    }
  }
  const tables: Table[] = [
    {
      name: 'throughput',
      about: `leven@2.1.0, ${seconds} s of search for each number of workers; A/A: single pairs of the ancestor against itself.`,
      rows: speed,
    },
    { name: 'stages', about: 'Share of the workers’ time by stage of the cascade.', rows: stages },
  ];
  return tables;
};
