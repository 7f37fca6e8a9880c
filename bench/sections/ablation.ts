/** What each part of the search is worth: the whole against it without that part, paired by subject and seed. */

import { fileURLToPath } from 'node:url';
import { objectives } from '../../src/evaluation/objectives/objectives.ts';
import { Evolution, evolve } from '../../src/evolution/evolve.ts';
import type { Settings } from '../../src/evolution/settings.ts';
import { type Experiment, resolveExperiment } from '../../src/experiment/experiment.ts';
import { settingsOf } from '../../src/improvement/improve.ts';
import { finalistsOf } from '../../src/improvement/judge-best.ts';
import { extended, judging } from '../../src/improvement/judging.ts';
import { preflight, readSubject, supervise } from '../../src/improvement/subject.ts';
import { freshPolicy } from '../../src/integrator/load.ts';
import { median, studentEstimate } from '../../src/statistics/summary.ts';
import { confirm } from '../../src/verdict/confirm.ts';
import { corpusCases } from '../corpus-cases.ts';
import { rounded, type Section, type Table } from '../table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const BUNDLED = [
  { module: 'node_modules/damerau-levenshtein/index.js', inputs: 'bench/subjects/damerau-levenshtein.inputs.js' },
  {
    module: 'node_modules/string-similarity/src/index.js',
    export: 'compareTwoStrings',
    inputs: 'bench/subjects/string-similarity.inputs.js',
  },
  { module: 'genomes/shortest-path/shortest-path.ts', inputs: 'genomes/shortest-path/shortest-path.inputs.js' },
];

const withoutKeys = <T>(all: Readonly<Record<string, T>>, ...names: string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));

const withoutOperator =
  (name: string) =>
  (settings: Settings): Settings => ({
    ...settings,
    toolbox: { ...settings.toolbox, operators: withoutKeys(settings.toolbox.operators, name) },
  });

const withoutStrategy =
  (name: string) =>
  (settings: Settings): Settings => ({
    ...settings,
    toolbox: { ...settings.toolbox, strategies: withoutKeys(settings.toolbox.strategies, name) },
  });

const withoutKernels = withoutOperator('apply-kernel');

/** The name of the row that the others are compared with. */
const WHOLE = 'whole, no kernels';
const KERNELS = 'with kernels';

/**
 * The whole search, and what is taken from it. Kernels are left out of all but one: where one fits it is found at once,
 * and no other part of the search would be worth anything.
 */
const ARMS: Readonly<Record<string, (settings: Settings) => Settings>> = {
  [WHOLE]: (settings) => settings,
  'random search': (settings) => ({
    ...settings,
    toolbox: { ...settings.toolbox, strategies: { evolve: settings.toolbox.strategies.evolve! } },
    parents: 'none',
    crossoverShare: 0,
  }),
  'without rules': withoutOperator('apply-rule'),
  'without facts': (settings) => ({
    ...settings,
    profile: new Map([...settings.profile].map(([at, runs]) => [at, Math.min(1, runs)])),
    domains: new Map(),
    values: new Map(),
  }),
  'without screening': withoutStrategy('screen'),
  'without assembling': withoutStrategy('assemble'),
  'without local steps': withoutStrategy('local'),
  'without crossover': (settings) => ({ ...settings, crossoverShare: 0 }),
  'without ranking': (settings) => ({ ...settings, ranking: false }),
  'one island': (settings) => ({ ...settings, islands: 1 }),
  'without restarts': (settings) => ({ ...settings, patience: 0 }),
  'without guards': withoutStrategy('guard'),
  'without specialising': withoutOperator('specialise'),
  [KERNELS]: (settings) => settings,
};

/** Of bundled modules, or of the cases of a corpus. `--arm`: some parts alone, separated by commas. */
export const ablation: Section = async (given) => {
  const { seconds = 20, seeds = 5, arm } = given;
  const subjects = given.folder === undefined ? BUNDLED : corpusCases(given).map(({ options }) => options);
  const arms = Object.keys(ARMS).filter((name) => name === WHOLE || arm === undefined || arm.split(',').includes(name));
  const reached = new Map(arms.map((name) => [name, [] as number[]]));
  for (const options of subjects) {
    for (let seed = 1; seed <= seeds; seed++) {
      // Which arm goes first takes turns, so that a drift of the machine falls on all.
      for (let k = 0; k < arms.length; k++) {
        const name = arms[(k + seed) % arms.length]!;
        const experiment = resolveExperiment({ ...options, seed }, root);
        const change = name === KERNELS ? ARMS[name]! : (settings: Settings) => ARMS[name]!(withoutKernels(settings));
        const log = await searched(experiment, change, seconds);
        reached.get(name)!.push(log);
        process.stderr.write(`${options.module} ${seed} ${name}: ${rounded(Math.exp(log))}\n`);
      }
    }
  }
  const whole = reached.get(WHOLE)!;
  const rows: Table['rows'][number][] = arms.map((name) => {
    const logs = reached.get(name)!;
    const typical = rounded(Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length));
    if (name === WHOLE) return { search: name, 'geometric mean': typical, worth: '', interval: '' };
    // What is left out is worth what the whole has over the rest; what comes in, what it has over the whole.
    const sign = name === KERNELS ? -1 : 1;
    const { ratio, low, high } = studentEstimate(whole.map((log, i) => sign * (log - logs[i]!)));
    return {
      search: name,
      'geometric mean': typical,
      worth: rounded(ratio),
      interval: `${rounded(low)} to ${rounded(high)}`,
    };
  });
  return [
    {
      name: 'ablation',
      about: `Confirmed speed of the best after ${seconds} s of search; worth: of that part, paired by subject and seed (${subjects.length} subjects, ${seeds} seeds each), Student's 95 % interval.`,
      rows,
    },
  ];
};

/** Logarithm of the best one's ratio, measured on fresh inputs in fresh workers; 0 where nothing holds. */
async function searched(
  experiment: Experiment,
  change: (settings: Settings) => Settings,
  seconds: number,
): Promise<number> {
  const read = await readSubject(experiment);
  let pool = supervise(read.payload, experiment.workers);
  try {
    const seen = await preflight(pool, read.payload);
    const found = await judging(read, seen, pool, experiment);
    const looked = await extended({ subject: read, supervisor: pool, facts: seen, judge: found }, experiment.workers);
    const { subject, facts, judge } = looked;
    pool = looked.supervisor;
    const settings = change(settingsOf(experiment, subject, facts, judge, await freshPolicy()));
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
