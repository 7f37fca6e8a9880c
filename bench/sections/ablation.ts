/** What each part of the search is worth: the whole against it without that part, paired by subject and seed. */

import { fileURLToPath } from 'node:url';
import type { Settings } from '../../src/evolution/settings.ts';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { studentEstimate } from '../../src/statistics/summary.ts';
import { corpusCases } from '../corpus-cases.ts';
import { searchedFor } from '../searched.ts';
import { rounded, type Section, type Table } from '../table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const BUNDLED = [
  { module: 'node_modules/damerau-levenshtein/index.js', inputs: 'bench/subjects/damerau-levenshtein.inputs.js' },
  {
    module: 'genomes/word-count/word-count.ts',
    export: 'frequentWords',
    inputs: 'genomes/word-count/word-count.inputs.js',
  },
  { module: 'genomes/intervals/intervals.js', inputs: 'genomes/intervals/intervals.inputs.js' },
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

const withoutKernels = (settings: Settings): Settings =>
  withoutOperator('kernel-in-part')(withoutOperator('apply-kernel')(settings));

/** The name of the row that the others are compared with. */
const WHOLE = 'whole, no kernels';
/** The same with kernels, which begins the names of the arms that are compared with it. */
const KERNELS = 'with kernels';

const evenly = (settings: Settings): Settings => ({
  ...settings,
  profile: new Map([...settings.profile].map(([at, runs]) => [at, Math.min(1, runs)])),
});
const withoutFacts = (settings: Settings): Settings => ({
  ...evenly(settings),
  domains: new Map(),
  values: new Map(),
  parts: [],
});

/**
 * The whole search, and what is taken from it. Kernels are left out of most: where one fits it is found at once, and no
 * other part of the search would be worth anything. They need facts, so these are taken from both.
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
  'without facts': withoutFacts,
  'without counts': evenly,
  'without domains': (settings) => ({ ...settings, domains: new Map() }),
  'without values': (settings) => ({ ...settings, values: new Map() }),
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
  [`${KERNELS}, without facts`]: withoutFacts,
};

/** Of bundled modules, or of the cases of a corpus. `--arm`: some parts alone, separated by semicolons. */
export const ablation: Section = async (given) => {
  const { seconds = 20, seeds = 5, arm } = given;
  const subjects = given.folder === undefined ? BUNDLED : corpusCases(given).map(({ options }) => options);
  const asked = arm?.split(';');
  const isAsked = (name: string): boolean =>
    asked === undefined ||
    asked.includes(name) ||
    (name === KERNELS && asked.some((one) => one.startsWith(`${KERNELS},`)));
  const arms = Object.keys(ARMS).filter((name) => name === WHOLE || isAsked(name));
  const reached = new Map(arms.map((name) => [name, [] as number[]]));
  for (const options of subjects) {
    for (let seed = 1; seed <= seeds; seed++) {
      // Which arm goes first takes turns, so that a drift of the machine falls on all.
      for (let k = 0; k < arms.length; k++) {
        const name = arms[(k + seed) % arms.length]!;
        const experiment = resolveExperiment({ ...options, seed }, root);
        const change = name.startsWith(KERNELS)
          ? ARMS[name]!
          : (settings: Settings) => ARMS[name]!(withoutKernels(settings));
        const log = await searchedFor(experiment, seconds, change);
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
    const base = name.startsWith(`${KERNELS},`) ? reached.get(KERNELS)! : whole;
    const { ratio, low, high } = studentEstimate(base.map((log, i) => sign * (log - logs[i]!)));
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
