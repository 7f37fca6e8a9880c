/** A long run: what the engine holds in memory, and what a generation takes on disk, as the run grows. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { improve } from '../../src/improvement/improve.ts';
import { mean } from '../../src/statistics/summary.ts';
import type { Section } from '../table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const VARIANTS = 20_000;
const QUARTERS = [0.25, 0.5, 0.75, 1];

export const endurance: Section = async () => {
  const populations = mkdtempSync(join(tmpdir(), 'integron-bench-'));
  const enough = new AbortController();
  const rows: Record<string, number>[] = [];
  let highest = 0;
  let seen = 0;
  const experiment = resolveExperiment(
    { module: 'node_modules/leven/index.js', inputs: 'bench/subjects/leven.inputs.js', budget: '1h', name: 'long' },
    root,
  );
  await improve(experiment, {
    populations,
    version: 'bench',
    signal: enough.signal,
    onEvent(event) {
      if (event.type !== 'generation') return;
      const { variants, index } = event.generation;
      highest = Math.max(highest, process.memoryUsage.rss() / 1e6);
      while (rows.length < QUARTERS.length && variants >= VARIANTS * QUARTERS[rows.length]!) {
        rows.push({
          variants,
          generations: index,
          seconds: Math.round(event.seconds),
          'engine MB, highest so far': Math.round(highest),
          'kB a generation since': Math.round(meanSize(join(populations, 'long', 'generations'), seen, index) / 1000),
        });
        seen = index;
      }
      if (variants >= VARIANTS) enough.abort();
    },
  });
  rmSync(populations, { recursive: true, force: true });
  return [
    {
      name: 'endurance',
      about: `leven@2.1.0, a run of ${VARIANTS} variants: resident memory of the engine, and size of its generation files.`,
      rows,
    },
  ];
};

/** Mean size in bytes of the generation files with numbers from `after` (exclusive) to `last`. */
function meanSize(folder: string, after: number, last: number): number {
  const sizes = readdirSync(folder)
    .filter((name) => Number.parseInt(name, 10) > after && Number.parseInt(name, 10) <= last)
    .map((name) => statSync(join(folder, name)).size);
  return mean(sizes);
}
