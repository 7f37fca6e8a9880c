/** The run against its control: random search from the ancestor at the same budget, paired by seed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Experiment, resolveExperiment } from '../../src/experiment/experiment.ts';
import { improve } from '../../src/improvement/improve.ts';
import { studentEstimate } from '../../src/statistics/summary.ts';
import { rounded, type Section } from '../table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const control: Section = async ({ seconds = 20, seeds = 5 }) => {
  const rows: Record<string, string | number>[] = [];
  const logs: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const experiment = resolveExperiment(
      {
        module: 'node_modules/damerau-levenshtein/index.js',
        inputs: 'bench/subjects/damerau-levenshtein.inputs.js',
        budget: seconds,
        seed,
      },
      root,
    );
    const arms: Record<string, Experiment> = {
      evolution: experiment,
      random: { ...experiment, parents: 'none', crossoverShare: 0 },
    };
    const reached: Record<string, number> = {};
    // Which arm goes first takes turns, so that a drift of the machine falls on both.
    for (const arm of seed & 1 ? ['evolution', 'random'] : ['random', 'evolution']) {
      const populations = mkdtempSync(join(tmpdir(), 'integron-bench-'));
      const { candidate, result } = await improve(arms[arm]!, { populations, version: 'bench' });
      // What cannot be claimed is worth nothing to the user: the ancestor stays.
      reached[arm] = result.best ? candidate!.fitness!.speed.ratio : 1;
      rmSync(populations, { recursive: true, force: true });
    }
    logs.push(Math.log(reached.evolution! / reached.random!));
    rows.push({ seed, evolution: rounded(reached.evolution!), random: rounded(reached.random!) });
  }
  const { ratio, low, high } = studentEstimate(logs);
  rows.push({ seed: 'ratio', evolution: rounded(ratio), random: `95 %: ${rounded(low)} to ${rounded(high)}` });
  return [
    {
      name: 'control',
      about: `damerau-levenshtein@1.0.8, proved speed after ${seconds} s of evolution and of random search.`,
      rows,
    },
  ];
};
