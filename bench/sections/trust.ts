/**
 * Can a claim be trusted? Whole verdicts on a simulated clock, with the noise of real block times (`bench/trust`) and a
 * truth that is known: how often something false is claimed, how often the interval holds the truth, how often a true
 * gain is found.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { stream } from '../../src/statistics/random.ts';
import { studentEstimate } from '../../src/statistics/summary.ts';
import { proofPlan } from '../../src/verdict/plan.ts';
import { rounded, type Section, type Table } from '../table.ts';
import { fitted, selfReadings } from '../trust/fit.ts';
import { busy } from '../trust/load.ts';
import { type KnownVerdict, type Rate, type Rates, ratesOf } from '../trust/rates.ts';
import { pairs, type RealVerdict, realVerdict } from '../trust/real.ts';
import { type Noise, simulatedClaim } from '../trust/simulated.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kept = new URL('../trust/noise.json', import.meta.url);

const SUBJECTS = [
  {
    module: 'node_modules/damerau-levenshtein/index.js',
    inputs: 'bench/subjects/damerau-levenshtein.inputs.js',
  },
  {
    module: 'node_modules/string-similarity/src/index.js',
    export: 'compareTwoStrings',
    inputs: 'bench/subjects/string-similarity.inputs.js',
  },
  { module: 'node_modules/leven/index.js', inputs: 'bench/subjects/leven.inputs.js' },
];

/** Measures the machine's noise, in peace and with a busy process on each core, and keeps it. */
export const noise: Section = async () => {
  const found: Record<string, Noise> = {};
  for (const load of ['quiet', 'loaded']) {
    const neighbours = load === 'loaded' ? busy(availableParallelism()) : undefined;
    try {
      const readings = [];
      for (const [i, subject] of SUBJECTS.entries()) readings.push(await selfReadings(subject, root, i + 1));
      found[load] = fitted(readings);
    } finally {
      neighbours?.stop();
    }
  }
  writeFileSync(kept, `${JSON.stringify(found, null, 2)}\n`);
  return [
    {
      name: 'noise',
      about: 'Noise of the verdict’s processes, each file against itself (standard deviations of logarithms).',
      rows: Object.entries(found).map(([load, values]) => ({
        load,
        ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rounded(value)])),
      })),
    },
  ];
};

/** Of several truths each verdict has one, by turns. */
const TRUTHS: readonly { readonly truths: readonly number[]; readonly threshold: number }[] = [
  { truths: [1.1], threshold: 0.1 },
  { truths: [1.08], threshold: 0.1 },
  { truths: [1], threshold: 0 },
  { truths: [0.98], threshold: 0 },
  { truths: [1.15], threshold: 0.1 },
  { truths: [1.2], threshold: 0.1 },
  { truths: [2], threshold: 0.1 },
  { truths: [0.8, 1, 1, 1.05, 1.1, 1.1, 1.2, 1.5, 3], threshold: 0.1 },
];
/** Seconds that a proof may take in these: enough for a second look. */
const SECONDS = 27;

/** `--seeds`: verdicts of each kind. */
export const trust: Section = async ({ seeds = 600 }) => {
  const models = JSON.parse(readFileSync(kept, 'utf8')) as Record<string, Noise>;
  const rows: Table['rows'][number][] = [];
  for (const [load, model] of Object.entries(models)) {
    for (const { truths, threshold } of TRUTHS) {
      const verdicts = Array.from({ length: seeds }, (_, i) => {
        const truth = truths[i % truths.length]!;
        const random = stream(i, load, truths.join(), threshold);
        return { truth, threshold, claim: simulatedClaim(truth, threshold, proofPlan(SECONDS, i), model, random) };
      });
      rows.push({ load, truth: truths.join(', '), threshold, ...shown(ratesOf(verdicts)) });
    }
  }
  return [
    {
      name: 'trust',
      about: `${rows.length * seeds} verdicts on a simulated clock; false: claimed above 1 + threshold while the truth is not; all bounds 95 % (Clopper and Pearson).`,
      rows,
    },
  ];
};

const verdicts = (name: string): string => fileURLToPath(new URL(`../results/${name}.jsonl`, import.meta.url));

/** `--seeds`: verdicts to be added to those that are kept; `--only`: beginning of the names of pairs. */
const onRealClock =
  (name: string, neighbours: number): Section =>
  async ({ seeds = 30, only }) => {
    const file = verdicts(name);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    const known = lines.map((line) => JSON.parse(line) as RealVerdict);
    const load = busy(neighbours);
    try {
      for (let k = 0; k < seeds; k++) {
        const verdict = await realVerdict(known.length, only);
        known.push(verdict);
        appendFileSync(file, `${JSON.stringify(verdict)}\n`);
      }
    } finally {
      load.stop();
    }
    return [
      {
        name,
        about: `${known.length} verdicts on the real clock${neighbours > 0 ? ' beside two busy processes' : ''}; the truth is 1 for the same code, else what the other verdicts on the same pair say together.`,
        rows: realRows(known),
      },
    ];
  };

export const real = onRealClock('trust-real', 0);
export const loaded = onRealClock('trust-loaded', availableParallelism());

function realRows(verdicts: readonly RealVerdict[]): Table['rows'][number][] {
  const rows: Table['rows'][number][] = [];
  const all: KnownVerdict[] = [];
  for (const [pair, list] of Map.groupBy(verdicts, (verdict) => verdict.pair)) {
    const { same, threshold } = pairs.get(pair)!;
    const logs = list.map(({ speed }) => Math.log(speed.ratio));
    const sum = logs.reduce((total, log) => total + log, 0);
    // A verdict is held against all others, which know nothing of it.
    const others = (i: number): number => Math.exp((sum - logs[i]!) / Math.max(1, logs.length - 1));
    const known = list.map(({ verdict, speed }, i): KnownVerdict => {
      return { truth: same ? 1 : others(i), threshold, claim: { verdict, fitness: { speed } } };
    });
    const { ratio, low, high } = studentEstimate(logs);
    const truth = same ? '1' : `${rounded(ratio)} (${rounded(low, 4)} to ${rounded(high, 4)})`;
    rows.push({ pair, truth, threshold, ...shown(ratesOf(known)) });
    all.push(...known);
  }
  return [...rows, { pair: 'all', truth: '', threshold: '', ...shown(ratesOf(all)) }];
}

function shown({ verdicts, wrong, found, covered, bias }: Rates): Record<string, string | number> {
  const percent = (rate: Rate | null): string =>
    rate === null
      ? ''
      : `${(100 * rate.share).toFixed(1)} % (${(100 * rate.low).toFixed(1)} to ${(100 * rate.high).toFixed(1)})`;
  return {
    verdicts,
    false: percent(wrong),
    claimed: percent(found),
    'interval holds the truth': found === null ? '' : percent(covered),
    'median bias': found === null || bias === null ? '' : rounded(bias, 4),
  };
}
