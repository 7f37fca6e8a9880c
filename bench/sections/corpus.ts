/**
 * Real functions that people made faster, each held against what they reached and measured by a program that knows
 * nothing of Integron, the corpus's own `measure.mjs`.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { type Experiment, resolveExperiment } from '../../src/experiment/experiment.ts';
import { improve } from '../../src/improvement/improve.ts';
import { RunStore } from '../../src/population/store.ts';
import { median } from '../../src/statistics/summary.ts';
import { type CorpusCase, corpusCases } from '../corpus-cases.ts';
import { readRecord, recordFile } from '../rules-doc.ts';
import { rounded, type Section, type Table } from '../table.ts';

interface Measured {
  readonly equal: boolean;
  readonly ratio: { readonly median: number; readonly low: number; readonly high: number } | null;
}

/** Cases that compute the same thing count once. */
const FAMILY = /levenshtein|^leven/;
/** Kernels whose behaviour is that of a case. */
const OF_CASES = [
  'levenshtein',
  'optimal string alignment',
  'damerau-levenshtein',
  'escape html',
  'crc-32 signed',
  'crc-32',
  'median',
  'lower median',
  'upper median',
  'compare versions',
  'compare semantic versions',
  'query to object',
  'query to object with empty names',
  'jaro',
  'jaro of whole exchanges',
  'jaro-winkler',
  'jaro-winkler above a threshold',
  'polygon area',
  'signed polygon area',
  'shoelace sum',
  'unique in place',
  'unique',
  'unique by spreading',
  'primes below',
  'primes up to',
  'pad start',
  'dice',
  'dice without white space',
  'size of the intersection of multisets',
].flatMap((name) => [`kernel:${name}`, `kernel:${name} ignoring case`]);

/** What a search may use: general means alone, all kernels, or kernels that are no case of the corpus. */
const ARMS: Readonly<Record<string, readonly string[]>> = {
  rules: ['apply-kernel', 'kernel-in-part'],
  others: OF_CASES,
  kernels: [],
};

export const corpus: Section = async (given) => {
  const { seconds = 60, seeds = 1, arm = 'kernels' } = given;
  const without = ARMS[arm];
  if (!without) throw new Error(`--arm is one of ${Object.keys(ARMS).join(', ')}`);
  const cases = corpusCases(given);
  const rows: Table['rows'][number][] = [];
  const reached: Reached[] = [];
  for (const one of cases) {
    for (let seed = 1; seed <= seeds; seed++) {
      const row = await run(one, { folder: given.folder!, seconds, seed, without });
      rows.push(row.shown);
      process.stderr.write(`${JSON.stringify(row.shown)}\n`);
      if (one.human !== null && row.here !== null)
        reached.push({
          family: FAMILY.test(one.name) ? 'levenshtein' : one.name,
          human: one.human,
          ...row,
          here: row.here,
        });
    }
  }
  if (reached.length > 0)
    for (const [what, of] of [
      ['as recorded', ({ human }: Reached) => human],
      ['as measured here', ({ here }: Reached) => here],
    ] as const) {
      const { families, opt, share } = inAll(reached, of);
      rows.push({
        case: `${families} families, people's speed-up ${what}`,
        claimed: `Opt@1 ${Math.round(100 * opt)} %`,
        measured: `median share ${rounded(share, 2)}`,
      });
    }
  return [
    {
      name: `corpus-${arm}`,
      about: `Functions that people made faster, ${seconds} s of search each, ${arm === 'rules' ? 'without kernels' : arm === 'others' ? 'with kernels that are no case' : 'with all kernels'}; measured: by the corpus's own program, 4 processes.`,
      rows,
    },
  ];
};

interface Reached {
  readonly family: string;
  readonly ratio: number;
  /** What people reached: as the corpus says, and by the same program on this machine. */
  readonly human: number;
  readonly here: number;
}

/** Share of families in which 95 % of the people's speed-up was reached, and the median share of it in logarithms. */
function inAll(reached: readonly Reached[], of: (one: Reached) => number) {
  const families = [...Map.groupBy(reached, ({ family }) => family).values()];
  const opt = families.map((list) => list.filter((one) => one.ratio >= 0.95 * of(one)).length / list.length);
  const shares = families.map((list) => median(list.map((one) => Math.log(one.ratio) / Math.log(of(one)))));
  return { families: families.length, opt: opt.reduce((a, b) => a + b, 0) / opt.length, share: median(shares) };
}

async function run(
  { name, options, human, theirs, measureOptions }: CorpusCase,
  { folder, seconds, seed, without }: { folder: string; seconds: number; seed: number; without: readonly string[] },
): Promise<{ ratio: number; here: number | null; shown: Table['rows'][number] }> {
  const populations = mkdtempSync(join(tmpdir(), 'integron-corpus-'));
  const { module, export: exported = 'module.exports' } = options;
  // Where the original's own imports are found.
  const placed = join(dirname(module), `integron-best${extname(module)}`);
  try {
    const experiment: Experiment = {
      ...resolveExperiment({ ...options, budget: seconds, seed }, process.cwd()),
      without,
    };
    const { result } = await improve(experiment, { populations, version: 'bench' });
    await keepRecord(populations, result.run);
    const { best } = result;
    if (best) copyFileSync(best.file, placed);
    const measured = best
      ? measure(folder, name, `${module}#${exported}`, `${placed}#${exported}`, measureOptions)
      : null;
    // What is wrong, or cannot be claimed, is worth nothing: the original stays.
    const ratio = measured?.equal && measured.ratio ? measured.ratio.median : 1;
    const people = theirs === null ? null : measure(folder, name, `${module}#${exported}`, theirs, measureOptions);
    const here = people?.ratio?.median ?? null;
    const speed = best?.fitness.speed;
    return {
      ratio,
      here,
      shown: {
        case: name,
        seed,
        human,
        'human here': here === null ? null : rounded(here),
        claimed: speed ? `${rounded(speed.ratio)} (${rounded(speed.low)} to ${rounded(speed.high)})` : result.reason,
        measured: measured ? (measured.equal ? rounded(ratio) : 'not equal') : 1,
        share: human === null ? null : rounded(Math.log(ratio) / Math.log(human), 2),
        edits: best?.edits.map(({ operator }) => operator).join(' ') ?? '',
      },
    };
  } finally {
    rmSync(populations, { recursive: true, force: true });
    rmSync(placed, { force: true });
  }
}

/** How each rule and kernel fared in a run, added to what is known of it. */
async function keepRecord(populations: string, name: string): Promise<void> {
  const store = await RunStore.open(populations, name);
  const outcomes = store
    .outcomes()
    .filter(({ kind, operator }) => kind === 'offspring' && /^(rule|kernel):/.test(operator));
  const won = store.generations().at(-1)?.adaptive.operators ?? {};
  const known = { ...readRecord() };
  for (const [operator, list] of Map.groupBy(outcomes, (outcome) => outcome.operator)) {
    const passed = list.filter(({ stage }) => stage === 'done');
    const alone = passed.flatMap(({ generation, ratio }) => (generation === 1 && ratio !== null ? [ratio] : []));
    const before = known[operator] ?? { tried: 0, passed: 0, won: 0, ratios: [] };
    const ratios = [...before.ratios, ...alone].slice(-MOST_RATIOS);
    known[operator] = {
      tried: before.tried + list.length,
      passed: before.passed + passed.length,
      won: before.won + (won[operator]?.won ?? 0),
      ratios,
    };
  }
  writeFileSync(recordFile, `${JSON.stringify(known, null, 1)}\n`);
}

/** Ratios kept for a median. */
const MOST_RATIOS = 40;

function measure(folder: string, name: string, a: string, b: string, options: readonly string[]): Measured {
  const args = [join(folder, 'measure.mjs'), name, a, b, '--check', '20000', '--processes', '4', ...options];
  const { stdout, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: folder });
  if (status !== 0) throw new Error(`measuring ${name} failed: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Measured;
}
