/**
 * `npm run traces`: pools of candidate edits on which the integrator is judged. Genomes of depth 0 to 6 of each bundled
 * and bench module, every other one grown by two edits at once; candidates of every operator, each measured twice.
 * Written to `genomes/integrator/traces.json`, compressed.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plan, TrialResult } from '../src/evaluation/protocol.ts';
import { resolveExperiment } from '../src/experiment/experiment.ts';
import type { Edit } from '../src/genome/edit.ts';
import { settingsOf } from '../src/improvement/improve.ts';
import { preflight, readSubject, supervise } from '../src/improvement/subject.ts';
import type { Traits } from '../src/integrator/integrator.ts';
import { freshPolicy } from '../src/integrator/load.ts';
import { traitsOf } from '../src/integrator/traits.ts';
import { pickWeighted, stream } from '../src/statistics/random.ts';
import { median } from '../src/statistics/summary.ts';
import { actsOnRunningCode, View } from '../src/variation/view.ts';
import { runText } from '../src/verdict/confirm.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const SEED = 20_261_126;
const GENOMES = 50;
const DEEPEST = 6;
const CANDIDATES = 8;
/** Races of one measurement, and by how much they differ (standard deviation of the logarithm). */
const RACES = 4;
const RACE_NOISE = 0.04;
const PLAN: Plan = { cases: true, pairs: 10, morePairs: 0, floor: 0, memory: false, stress: 0 };

const bundled = (family: string, file: string, more: { export?: string } = {}) => ({
  family,
  module: `genomes/${file}`,
  inputs: `genomes/${file.replace(/\.[jt]s$/, '.inputs.js')}`,
  ...more,
});

const MODULES = [
  {
    family: 'edit distance',
    module: 'node_modules/damerau-levenshtein/index.js',
    inputs: 'bench/subjects/damerau-levenshtein.inputs.js',
  },
  { family: 'edit distance', module: 'node_modules/leven/index.js', inputs: 'bench/subjects/leven.inputs.js' },
  bundled('edit distance', 'levenshtein/levenshtein.js'),
  {
    family: 'similarity',
    module: 'node_modules/string-similarity/src/index.js',
    export: 'compareTwoStrings',
    inputs: 'bench/subjects/string-similarity.inputs.js',
  },
  bundled('graph', 'shortest-path/shortest-path.ts'),
  bundled('quadrature', 'quadrature/quadrature.js'),
  bundled('counting', 'word-count/word-count.ts', { export: 'frequentWords' }),
  bundled('checksum', 'checksum/checksum.js'),
  bundled('parsing', 'csv/csv.js'),
  bundled('lists', 'intervals/intervals.js'),
  bundled('geometry', 'polygon/polygon.js', { export: 'convexHull' }),
  bundled('equations', 'matrix/matrix.ts', { export: 'solve' }),
  bundled('text', 'word-wrap/word-wrap.js', { export: 'wrap' }),
  bundled('series', 'smoothing/smoothing.js', { export: 'movingMedian' }),
  bundled('encoding', 'base32/base32.js', { export: 'encode' }),
  bundled('trees', 'patch/patch.ts', { export: 'difference' }),
  {
    family: 'series',
    module: 'src/statistics/summary.ts',
    export: 'medianEstimate',
    inputs: 'bench/own/summary.inputs.js',
  },
  { family: 'sorting', module: 'src/statistics/pareto.ts', export: 'crowding', inputs: 'bench/own/pareto.inputs.js' },
];

interface Outcome {
  readonly passed: boolean;
  readonly kept: boolean;
  readonly gain: number;
  readonly cost: number;
}

export interface Candidate {
  readonly id: number;
  readonly traits: Traits;
  readonly strategy: string;
  /** Chance with which its operator was drawn. */
  readonly chance: number;
  readonly first: Outcome;
  readonly second: Outcome;
}

let ids = 0;
const modules: { name: string; family: string; candidates: Candidate[] }[] = [];
for (const { family, ...options } of MODULES) {
  const candidates = await recorded(options);
  modules.push({ name: options.module, family, candidates });
  const kept = candidates.filter(({ second }) => second.kept).length;
  process.stderr.write(`${options.module}: ${candidates.length} candidates, ${kept} kept\n`);
}
write();

/** In short, and compressed: `genomes/integrator/traces.js` reads it. */
function write(): void {
  const words: string[] = [];
  const wordOf = (word: string): number => {
    if (!words.includes(word)) words.push(word);
    return words.indexOf(word);
  };
  const short = ({ passed, kept, gain, cost }: Outcome): number[] => [Number(passed), Number(kept), gain, cost];
  const told = modules.map(({ name, family, candidates }) => ({
    name,
    family,
    candidates: candidates.map(({ id, traits: t, chance, first, second }) => [
      id,
      t.edit.slice(0, 8),
      wordOf(t.operator),
      t.at,
      wordOf(t.kind),
      t.heat,
      t.seen,
      t.loops,
      t.replaced,
      t.brought,
      t.places,
      wordOf(t.focus),
      t.promise,
      t.held,
      t.value,
      chance,
      short(first),
      short(second),
    ]),
  }));
  const text = Buffer.from(JSON.stringify({ words, modules: told }));
  const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
  const file = `${root}/genomes/integrator/traces.json`;
  writeFileSync(file, `${JSON.stringify({ form: 'JSON, brotli, base64', text: packed.toString('base64') })}\n`);
}

/** Logarithm of the speed-up: the middle of the races. */
function speedOf(races: readonly TrialResult[]): number {
  return races.every(({ logs }) => logs.length > 0) ? median(races.map(({ logs }) => median(logs))) : 0;
}

async function recorded(options: { module: string; inputs: string; export?: string }): Promise<Candidate[]> {
  const experiment = resolveExperiment({ ...options, seed: SEED }, root);
  const subject = await readSubject(experiment);
  const pool = supervise(subject.payload, experiment.workers);
  try {
    const facts = await preflight(pool, subject.payload);
    const settings = settingsOf(experiment, subject, facts, { blind: [] }, await freshPolicy());
    const { ancestor, profile, domains, values, toolbox } = settings;
    const names = Object.keys(toolbox.operators);
    // As a run that knows nothing draws them: of operators drawn alike, few edits gained anything.
    const weights = settings.integrator.chances(settings.learnt, names);
    const sum = weights.reduce((a, b) => a + b, 0);
    const chances = new Map(names.map((name, k) => [name, Math.round((1e4 * weights[k]!) / sum) / 1e4]));
    const look = (edits: readonly Edit[]): View => new View(ancestor, edits, profile, { domains, values });
    const trial = (edits: readonly Edit[]): Promise<TrialResult> =>
      pool.trial({ slot: ids, text: runText(ancestor, edits), plan: PLAN });
    const raced = async (edits: readonly Edit[]): Promise<TrialResult[]> => {
      const races: TrialResult[] = [];
      for (let race = 0; race < RACES; race++) {
        races.push(await trial(edits));
        if (races[0]!.stage !== 'done') break;
      }
      return races;
    };
    const propose = (view: View, random: () => number): { edit: Edit; chance: number } | undefined => {
      const name = names[pickWeighted(random, weights)]!;
      const edit = toolbox.operators[name]!.propose(view, random);
      return edit && actsOnRunningCode(view, edit) ? { edit, chance: chances.get(name)! } : undefined;
    };
    const one = async (genome: number): Promise<Candidate[]> => {
      const random = stream(SEED, options.module, genome);
      const depth = genome % (DEEPEST + 1);
      let edits: readonly Edit[] = [];
      // Some gains exist together alone: of two edits at once nobody asks what each is worth.
      const atOnce = genome % 2 === 0 ? 1 : 2;
      for (let attempt = 0; edits.length < depth && attempt < 12 * depth; attempt++) {
        let grown = edits;
        for (let k = 0; k < atOnce && grown.length < depth; k++) {
          const made = propose(look(grown), random);
          if (made) grown = [...grown, made.edit];
        }
        if (grown === edits) continue;
        const result = await trial(grown);
        // What costs little may be half of a gain.
        if (result.stage === 'done' && median(result.logs) > -0.1) edits = grown;
      }
      // All of the genome's candidates are held against it.
      const base = async (): Promise<number> => speedOf([...(await raced(edits)), ...(await raced(edits))]);
      const bases = [await base(), await base()];
      const view = look(edits);
      const proposed = new Map<string, { edit: Edit; chance: number }>();
      for (let attempt = 0; proposed.size < CANDIDATES && attempt < 60; attempt++) {
        const made = propose(view, random);
        if (made) proposed.set(made.edit.id, made);
      }
      const out: Candidate[] = [];
      for (const { edit, chance } of proposed.values()) {
        const [first, second] = [await raced([...edits, edit]), await raced([...edits, edit])];
        out.push({
          id: ids++,
          traits: traitsOf(view, edit, bases[0]!, settings.opportunities),
          strategy: 'evolve',
          chance,
          first: outcomeOf(first, bases[0]!),
          second: outcomeOf(second, bases[1]!),
        });
      }
      return out;
    };
    const all = await Promise.all(Array.from({ length: GENOMES }, (_, genome) => one(genome)));
    return all.flat();
  } finally {
    await pool.close();
  }
}

/** What races of a variant and of what it was made of say together. */
function outcomeOf(races: readonly TrialResult[], base: number): Outcome {
  const passed = races.every(({ stage, logs }) => stage === 'done' && logs.length > 0);
  const gain = passed ? speedOf(races) - base : 0;
  const cost = races.reduce((all, { spent }) => all + Object.values(spent).reduce((sum, value) => sum + value, 0), 0);
  return {
    passed,
    // The low end: races differ among themselves however alike the pairs of each are.
    kept: passed && gain > (2 * RACE_NOISE) / Math.sqrt(races.length),
    gain: Math.round(gain * 1000) / 1000,
    cost: Math.round(cost * 10) / 10,
  };
}
