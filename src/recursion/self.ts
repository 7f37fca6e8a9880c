/** The integrator improved by Integron itself: one cycle makes a version, which serves where it is proved to be better. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Experiment, resolveExperiment } from '../experiment/experiment.ts';
import { type Ancestor, parseAncestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import type { ImproveContext } from '../improvement/context.ts';
import { improve } from '../improvement/improve.ts';
import { proveText } from '../improvement/prove-text.ts';
import { readSubject } from '../improvement/subject.ts';
import { loadIntegrator, shippedIntegrator } from '../integrator/load.ts';
import { addVersion, type Version, type VersionFitness, versionsOf } from '../population/registry.ts';
import { makeFolders } from '../population/store.ts';
import { stream } from '../statistics/random.ts';
import { mean, studentEstimate } from '../statistics/summary.ts';
import type { ProvenFitness } from '../verdict/claim.ts';
import { proofPlan } from '../verdict/plan.ts';
import type { RunDetail } from '../verdict/run-result.ts';
import { type Tuned, tune } from './constants.ts';
import { besides, type OnlineReading, searches } from './online.ts';
import { genomes, type Pools, placedInputs, poolsOf } from './pools.ts';

const NAME = 'integrator';
/** By how much a version that is faster or leaner may be worse online. */
const NOT_WORSE = 0.97;
/** Seconds for a proof beside V0. */
const PROOF_SECONDS = 25;
/** Pools on which constants are tuned, and on which what came of it is confirmed. */
const TUNED_ON = 40;
const CONFIRMED_ON = 300;

export interface SelfOptions {
  /** Seconds of search, or evaluations. */
  readonly budget: number | null;
  readonly evaluations: number | null;
  readonly seed: number;
  readonly cost: 'time' | 'work';
  readonly threshold: number;
  /** Sets of constants that are looked at before the search; 0 leaves them to the search. */
  readonly tune: number;
  /** Pairs of whole searches online, and evaluations of each search. */
  readonly pairs: number;
  readonly onlineEvaluations: number;
  readonly onOnline?: (done: number, of: number) => void;
  readonly now?: () => Date;
}

/** Chances of a false claim that all cycles together may take are at most 5 %: cycle k has 0.05 · 6 / (π² k²) of them. */
export const alphaOf = (cycle: number): number => (0.05 * 6) / (Math.PI ** 2 * cycle ** 2);

/** One cycle: the version in service is improved, and what is proved takes its place. */
export async function selfCycle(options: SelfOptions, context: ImproveContext): Promise<Version> {
  const { populations, signal } = context;
  const shipped = shippedIntegrator();
  makeFolders(populations);
  const known = await versionsOf(populations, NAME);
  const active = known?.versions.find(({ version }) => version === known.active);
  const cycle = known?.versions.length ?? 1;
  const alpha = alphaOf(cycle);
  const pools = await poolsOf(cycle - 1);
  const before = active?.source ?? shipped;
  const folder = join(populations, 'registry-versions');
  const module = active && before !== shipped ? placed(folder, active) : join(genomes, NAME, 'integrator.ts');
  const inputs = placedInputs(folder, cycle - 1);
  const ancestor = parseAncestor(before, module);
  const tuned = options.tune > 0 ? await tunedConstants(ancestor, pools, options, signal) : null;
  const experiment = experimentOf(module, inputs, options);
  const detail = await improve(experiment, { ...context, alpha, ...(tuned ? { seeds: [tuned.edits] } : {}) });
  const { result, candidate } = detail;
  const made = {
    changes: changesOf(detail, tuned),
    date: (options.now?.() ?? new Date()).toISOString(),
    run: result.run,
    source: candidate?.text ?? before,
  };
  const rejected = (reason: string, fitness: VersionFitness | null): Promise<Version> =>
    addVersion(populations, NAME, shipped, { ...made, status: 'rejected', reason, fitness });
  if (result.verdict !== 'improved' || !candidate?.fitness)
    return rejected(result.reason, candidate?.fitness ? shownOf(candidate.fitness) : null);
  const beside =
    before === shipped
      ? candidate.fitness
      : await besideFirst(shipped, detail, experimentOf(join(genomes, NAME, 'integrator.ts'), inputs, options), {
          ...context,
          alpha,
        });
  if (!beside) return rejected('not better than V0, of which it descends', shownOf(candidate.fitness));
  const seeds = Array.from({ length: Math.ceil(options.pairs / pools.online.length) }, (_, k) => cycle * 1000 + k);
  const [old, young] = await searches(
    [
      { name: 'before', source: before },
      { name: 'after', source: candidate.text },
    ],
    {
      experiments: pools.online,
      seeds,
      evaluations: options.onlineEvaluations,
      cost: options.cost,
      ...(signal ? { signal } : {}),
      ...(options.onOnline ? { onSearch: options.onOnline } : {}),
    },
  );
  const reading = besides(old!, young!, 1 - alpha);
  const said = onlineInWords(reading);
  const { speed, memory } = candidate.fitness;
  const leaner = Math.max(speed.low, memory.low) > 1 + options.threshold;
  const online = { ...shownOf(beside), online: reading };
  // One that only chooses better has to show it in whole searches; one that costs less must not find less in them.
  if (leaner ? reading.result.low < NOT_WORSE : Math.max(reading.result.low, reading.needed.low) <= 1)
    return rejected(`${said}: ${leaner ? 'its searches may find less' : 'its searches find no more'}`, online);
  return addVersion(populations, NAME, shipped, {
    ...made,
    status: 'deployed',
    reason: `${result.reason}; ${said}`,
    fitness: online,
  });
}

function experimentOf(module: string, inputs: string, options: SelfOptions): Experiment {
  const { threshold, seed, cost, budget, evaluations } = options;
  return resolveExperiment(
    {
      module,
      inputs,
      export: 'play',
      objective: ['speed', 'memory', 'accuracy'],
      threshold,
      seed,
      cost,
      ...(budget === null ? {} : { budget }),
      ...(evaluations === null ? {} : { evaluations }),
    },
    process.cwd(),
  );
}

/** Constants that capture more on the search's families, where those of the confirmation say so, too. */
async function tunedConstants(
  ancestor: Ancestor,
  pools: Pools,
  { tune: evaluations, seed }: SelfOptions,
  signal: AbortSignal | undefined,
): Promise<Tuned | null> {
  const scores = async (edits: readonly Edit[], rows: ReturnType<Pools['rows']>): Promise<number[]> => {
    const { play } = await loadIntegrator(splice(express(ancestor, edits), 'run'));
    return rows.map((row) => pools.score(row, play(...row)));
  };
  const rows = pools.rows('search', TUNED_ON, seed);
  const tuned = await tune(ancestor, async (edits) => mean(await scores(edits, rows)), {
    evaluations,
    random: stream(seed, 'constants'),
    signal,
  });
  if (!tuned || signal?.aborted) return null;
  const fresh = pools.rows('confirmation', CONFIRMED_ON, seed);
  const [without, withThem] = [await scores([], fresh), await scores(tuned.edits, fresh)];
  return studentEstimate(withThem.map((score, i) => score - without[i]!)).low > 1 ? tuned : null;
}

/** A later version as a file, beside the registry. */
function placed(folder: string, { version, source }: Version): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `integrator-${version.toLowerCase()}.ts`);
  writeFileSync(file, source);
  return file;
}

/** Every version is measured directly beside V0: gains of one over the other are not multiplied. */
async function besideFirst(
  shipped: string,
  { candidate }: RunDetail,
  experiment: Experiment,
  context: ImproveContext,
): Promise<ProvenFitness | null> {
  const read = await readSubject(experiment, { text: shipped, inputs: experiment.inputs!, neighbours: {} });
  const plan = proofPlan(PROOF_SECONDS, experiment.seed + 1, context.alpha);
  const { claimed } = await proveText(read, experiment, candidate!.text, candidate!.stress!, plan, context);
  return claimed.verdict === 'improved' ? claimed.fitness : null;
}

const shownOf = ({ speed, memory, accuracy, stability }: ProvenFitness): VersionFitness => ({
  speed: { ratio: speed.ratio, low: speed.low, high: speed.high },
  memory: { ratio: memory.ratio, low: memory.low, high: memory.high },
  accuracy: { score: accuracy.score, before: accuracy.before },
  stability: { score: stability.score },
});

/** Edits in words, with what each is worth. */
const changesOf = ({ candidate }: RunDetail, tuned: Tuned | null): string[] => [
  ...(candidate?.explained ?? [])
    .filter(({ operator }) => operator !== 'tuned-constant')
    .map(
      ({ operator, line, gain, why }) =>
        `line ${line}: ${operator} (${why})${gain === null ? '' : ` ${gain.toFixed(2)}x`}`,
    ),
  ...(tuned?.edits ?? []).flatMap(({ id }, i) =>
    candidate?.edits.some((edit) => edit.id === id) ? [`constant: ${tuned!.changes[i]}`] : [],
  ),
];

const onlineInWords = ({ result, needed, pairs }: OnlineReading): string =>
  `online, ${pairs} pairs: result ${result.ratio.toFixed(3)} (${result.low.toFixed(3)} to ${result.high.toFixed(3)}), evaluations needed before / after ${needed.ratio.toFixed(2)} (${needed.low.toFixed(2)} to ${needed.high.toFixed(2)})`;
