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
import { type CorpusCase, corpusCases } from '../corpus-cases.ts';
import { type CorpusRow, keptRows, withRow } from '../corpus-rows.ts';
import { readRecord, recordFile } from '../rules-doc.ts';
import { rounded, type Section, write } from '../table.ts';

interface Measured {
  readonly equal: boolean;
  readonly ratio: { readonly median: number; readonly low: number; readonly high: number } | null;
}

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

/**
 * Rows are kept as they are made, in the place of those of the same case and seed: a column that takes hours can be made
 * in pieces.
 */
export const corpus: Section = async (given) => {
  const { seconds = 60, seeds = 1, arm = 'kernels' } = given;
  const without = ARMS[arm];
  if (!without) throw new Error(`--arm is one of ${Object.keys(ARMS).join(', ')}`);
  const name = `corpus-${arm}-${seconds}s`;
  const about = `Functions that people made faster, ${seconds} s of search each, ${arm === 'rules' ? 'without kernels' : arm === 'others' ? 'with kernels that are no case' : 'with all kernels'}; measured: by the corpus's own program, 4 processes.`;
  const names = corpusCases({ ...given, only: undefined }).map((one) => one.name);
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim();
  for (const one of corpusCases(given))
    for (let seed = 1; seed <= seeds; seed++) {
      const made = await run(one, { folder: given.folder!, seconds, seed, without });
      const row = { ...made, date: new Date().toISOString().slice(0, 10), commit };
      process.stderr.write(`${JSON.stringify(row)}\n`);
      write({ name, about, rows: withRow(keptRows(name), row, names) });
    }
  return [{ name, about, rows: keptRows(name) }];
};

async function run(
  { name, options, human, theirs, measureOptions }: CorpusCase,
  { folder, seconds, seed, without }: { folder: string; seconds: number; seed: number; without: readonly string[] },
): Promise<Omit<CorpusRow, 'date'>> {
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
      case: name,
      seed,
      human,
      'human here': here === null ? null : rounded(here, DIGITS),
      claimed: speed
        ? `${rounded(speed.ratio)} (${rounded(speed.low)} to ${rounded(speed.high)})`
        : (result.reason ?? ''),
      measured: measured && !measured.equal ? 'not equal' : rounded(ratio, DIGITS),
      share: human === null ? null : rounded(Math.log(ratio) / Math.log(human), 2),
      edits: best?.edits.map(({ operator }) => operator).join(' ') ?? '',
    };
  } finally {
    rmSync(populations, { recursive: true, force: true });
    rmSync(placed, { force: true });
  }
}

/** Of what is compared with a limit. */
const DIGITS = 5;

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
