/** Verdicts on the real clock: the same code in other clothes, and gains of known size. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { improve } from '../../src/improvement/improve.ts';
import { claim } from '../../src/verdict/claim.ts';
import { proofPlan } from '../../src/verdict/plan.ts';
import { prove } from '../../src/verdict/prove.ts';
import { PEACEFUL } from './simulated.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What one verdict said. JSON; one line of the file that is kept. */
export interface RealVerdict {
  readonly pair: string;
  readonly threshold: number;
  readonly verdict: 'improved' | 'not-improved';
  readonly reason: string;
  readonly speed: { readonly ratio: number; readonly low: number; readonly high: number };
}

interface Pair {
  readonly name: string;
  /** The claim is false where it is improved: both are the same code, or nothing is to be gained. */
  readonly same: boolean;
  readonly threshold: number;
  readonly run: (seed: number) => Promise<Omit<RealVerdict, 'pair' | 'threshold'>>;
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Other names, other white space: V8 makes the same code of it. */
const dressed = (text: string, renamed: boolean): string =>
  transformSync(text, { minifyWhitespace: !renamed, minifyIdentifiers: renamed, format: 'cjs' }).code;

/** Seconds that a proof may take: one look. */
const SECONDS = 15;

async function proven(
  original: string,
  variant: string,
  inputs: string,
  threshold: number,
  seed: number,
  name: string,
) {
  const folder = mkdtempSync(join(tmpdir(), 'integron-trust-'));
  const [left, right] = ['original.cjs', 'variant.cjs'].map((file) => join(folder, file)) as [string, string];
  writeFileSync(left, original);
  writeFileSync(right, variant);
  try {
    const proof = await prove(
      {
        left,
        right,
        esm: false,
        exports: [name],
        inputs: join(root, inputs),
        tolerance: 0,
        messages: [],
        runtime: null,
      },
      { ...proofPlan(SECONDS, seed), checks: 2000, checkMs: 300 },
    );
    const { verdict, reason, fitness } = claim(proof, PEACEFUL, {
      asked: ['speed'],
      threshold,
      minAccuracy: null,
      minStability: 0.95,
    });
    return { verdict, reason, speed: fitness.speed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const same = (name: string, file: string, inputs: string, member: string, renamed: boolean): Pair => ({
  name: `${name}, ${renamed ? 'renamed' : 'reformatted'}`,
  same: true,
  threshold: 0,
  run: (seed) => proven(read(file), dressed(read(file), renamed), inputs, 0, seed, member),
});

/** Twenty rounds of work, and some more for nothing. */
const worked = (rounds: number): string => `module.exports = function worked(a, b) {
  let hash = 0;
  let waste = 0;
  for (let round = 0; round < 20; round++)
    for (let i = 0; i < a.length; i++) hash = (Math.imul(hash, 31) + a.charCodeAt(i) + round) | 0;
  for (let round = 0; round < ${rounds}; round++)
    for (let i = 0; i < a.length; i++) waste = (Math.imul(waste, 31) + a.charCodeAt(i) + round) | 0;
  return waste === 0.5 ? b : hash;
};
`;

const planted = (waste: number): Pair => ({
  name: `20 rounds of work, ${waste} of waste`,
  same: false,
  threshold: 0.1,
  run: (seed) => proven(worked(waste), worked(0), 'bench/subjects/leven.inputs.js', 0.1, seed, 'module.exports'),
});

/** A whole run, of two seconds, on what has nothing to give. */
const optimal = (name: string, module: string, inputs: string, member?: string): Pair => ({
  name: `${name}, a whole run`,
  same: true,
  threshold: 0.1,
  run: async (seed) => {
    const populations = mkdtempSync(join(tmpdir(), 'integron-trust-'));
    try {
      const options = { module, inputs, budget: 2, seed, ...(member ? { export: member } : {}) };
      const { result } = await improve(resolveExperiment(options, root), { populations, version: 'bench' });
      const speed = result.best?.fitness.speed ?? { ratio: 1, low: 1, high: 1 };
      return { verdict: result.verdict === 'improved' ? 'improved' : 'not-improved', reason: result.reason, speed };
    } finally {
      rmSync(populations, { recursive: true, force: true });
    }
  },
});

const LEVEN_INPUTS = 'bench/subjects/leven.inputs.js';
const FASTEST = 'node_modules/fastest-levenshtein/mod.js';
const kinds: readonly (readonly Pair[])[] = [
  [same('leven', 'node_modules/leven/index.js', LEVEN_INPUTS, 'module.exports', true)],
  [planted(4)],
  [
    same(
      'damerau-levenshtein',
      'node_modules/damerau-levenshtein/index.js',
      'bench/subjects/damerau-levenshtein.inputs.js',
      'module.exports',
      false,
    ),
  ],
  [planted(20)],
  [
    same(
      'string-similarity',
      'node_modules/string-similarity/src/index.js',
      'bench/subjects/string-similarity.inputs.js',
      'compareTwoStrings',
      true,
    ),
  ],
  [planted(1)],
  [same('fastest-levenshtein', FASTEST, LEVEN_INPUTS, 'distance', false)],
  [
    optimal('one square root', 'bench/subjects/root.js', 'bench/subjects/root.inputs.js'),
    optimal('fastest-levenshtein', FASTEST, LEVEN_INPUTS, 'distance'),
  ],
];

/**
 * The `number`-th verdict: kinds take turns, and pairs of one kind.
 * @param only pairs whose names begin with it.
 */
export async function realVerdict(number: number, only = ''): Promise<RealVerdict> {
  const wanted = kinds
    .map((kind) => kind.filter(({ name }) => name.startsWith(only)))
    .filter(({ length }) => length > 0);
  const kind = wanted[number % wanted.length]!;
  const round = Math.floor(number / wanted.length);
  const pair = kind[round % kind.length]!;
  return { pair: pair.name, threshold: pair.threshold, ...(await pair.run(number + 1)) };
}

export const pairs: ReadonlyMap<string, Pair> = new Map(kinds.flat().map((pair) => [pair.name, pair]));
