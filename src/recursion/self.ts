/** The integrator improved by Integron itself: one cycle makes a version, which serves where it is proved to be better. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveExperiment } from '../experiment/experiment.ts';
import type { ImproveContext } from '../improvement/context.ts';
import { improve } from '../improvement/improve.ts';
import { proveText } from '../improvement/prove-text.ts';
import { readSubject } from '../improvement/subject.ts';
import { shippedIntegrator } from '../integrator/load.ts';
import { addVersion, type Version, type VersionFitness, versionsOf } from '../population/registry.ts';
import { makeFolders } from '../population/store.ts';
import type { ProvenFitness } from '../verdict/claim.ts';
import { proofPlan } from '../verdict/plan.ts';
import type { RunDetail } from '../verdict/run-result.ts';
import { type OnlineReading, online } from './online.ts';

const genomes = fileURLToPath(new URL('../../genomes', import.meta.url));
const NAME = 'integrator';
/** Modules of families that are in no pool on which versions are made. */
const UNSEEN = ['shortest-path', 'quadrature'].map((name) => join(genomes, name, 'experiment.json'));
/** By how much a version with another policy may be worse online, and must be better where it is not faster. */
const NOT_WORSE = 0.97;
/** Seconds for a proof beside V0. */
const PROOF_SECONDS = 25;

export interface SelfOptions {
  /** Seconds of search, or evaluations. */
  readonly budget: number | null;
  readonly evaluations: number | null;
  readonly seed: number;
  readonly cost: 'time' | 'work';
  readonly threshold: number;
  /** Pairs of whole searches online, and evaluations of each search. */
  readonly pairs: number;
  readonly onlineEvaluations: number;
  readonly onOnline?: (done: number, of: number) => void;
  readonly now?: () => Date;
}

/** One cycle: the version in service is improved, and what is proved takes its place. */
export async function selfCycle(options: SelfOptions, context: ImproveContext): Promise<Version> {
  const { populations } = context;
  const shipped = shippedIntegrator();
  makeFolders(populations);
  const known = await versionsOf(populations, NAME);
  const active = known?.versions.find(({ version }) => version === known.active);
  const module = placed(populations, active, shipped);
  const experiment = resolveExperiment(
    {
      module,
      inputs: join(genomes, NAME, 'integrator.inputs.js'),
      export: 'play',
      objective: ['speed', 'memory', 'accuracy'],
      threshold: options.threshold,
      seed: options.seed,
      cost: options.cost,
      ...(options.budget === null ? {} : { budget: options.budget }),
      ...(options.evaluations === null ? {} : { evaluations: options.evaluations }),
    },
    process.cwd(),
  );
  const detail = await improve(experiment, context);
  const { result, candidate } = detail;
  const date = (options.now?.() ?? new Date()).toISOString();
  const made = {
    changes: changesOf(detail),
    date,
    run: result.run,
    source: candidate?.text ?? active?.source ?? shipped,
  };
  const rejected = (reason: string, fitness: VersionFitness | null): Promise<Version> =>
    addVersion(populations, NAME, shipped, { ...made, status: 'rejected', reason, fitness });
  if (result.verdict !== 'improved' || !candidate?.fitness)
    return rejected(result.reason, candidate?.fitness ? shownOf(candidate.fitness) : null);
  const beside =
    active && active.version !== 'V0'
      ? await againstFirst(shipped, candidate.text, detail, options, context)
      : candidate.fitness;
  if (!beside) return rejected('not better than V0, of which it descends', shownOf(candidate.fitness));
  const before = active?.source ?? shipped;
  const seeds = Array.from({ length: Math.ceil(options.pairs / UNSEEN.length) }, (_, k) => options.seed * 1000 + k);
  const reading = await online(before, candidate.text, {
    experiments: UNSEEN,
    seeds,
    evaluations: options.onlineEvaluations,
    cost: options.cost,
    ...(context.signal ? { signal: context.signal } : {}),
    ...(options.onOnline ? { onPair: options.onOnline } : {}),
  });
  const said = onlineInWords(reading);
  if (reading.result.low < NOT_WORSE) return rejected(`${said}: its searches may find less`, shownOf(beside));
  return addVersion(populations, NAME, shipped, {
    ...made,
    status: 'deployed',
    reason: `${result.reason}; ${said}`,
    fitness: shownOf(beside),
  });
}

/** The file that is improved: the shipped one, or a later version written beside the registry. */
function placed(populations: string, active: Version | undefined, shipped: string): string {
  if (!active || active.source === shipped) return join(genomes, NAME, 'integrator.ts');
  const folder = join(populations, 'registry-versions');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `integrator-${active.version.toLowerCase()}.ts`);
  writeFileSync(file, active.source);
  return file;
}

/** Every version is measured directly beside V0: gains of one over the other are not multiplied. */
async function againstFirst(
  shipped: string,
  text: string,
  { candidate }: RunDetail,
  { threshold, seed }: SelfOptions,
  context: ImproveContext,
): Promise<ProvenFitness | null> {
  const experiment = resolveExperiment(
    {
      module: join(genomes, NAME, 'integrator.ts'),
      inputs: join(genomes, NAME, 'integrator.inputs.js'),
      export: 'play',
      objective: ['speed', 'memory', 'accuracy'],
      threshold,
      seed,
    },
    process.cwd(),
  );
  const read = await readSubject(experiment, { text: shipped, inputs: experiment.inputs!, neighbours: {} });
  const plan = proofPlan(PROOF_SECONDS, seed + 1);
  const { claimed } = await proveText(read, experiment, text, candidate!.stress!, plan, context);
  return claimed.verdict === 'improved' ? claimed.fitness : null;
}

const shownOf = ({ speed, memory, accuracy, stability }: ProvenFitness): VersionFitness => ({
  speed: { ratio: speed.ratio, low: speed.low, high: speed.high },
  memory: { ratio: memory.ratio, low: memory.low, high: memory.high },
  accuracy: { score: accuracy.score, before: accuracy.before },
  stability: { score: stability.score },
});

/** Edits in words, with what each is worth. */
const changesOf = ({ candidate }: RunDetail): string[] =>
  (candidate?.explained ?? []).map(
    ({ operator, line, gain, why }) =>
      `line ${line}: ${operator} (${why})${gain === null ? '' : ` ${gain.toFixed(2)}x`}`,
  );

const onlineInWords = ({ result, needed, pairs }: OnlineReading): string =>
  `online, ${pairs} pairs: result ${result.ratio.toFixed(3)} (${result.low.toFixed(3)} to ${result.high.toFixed(3)}), evaluations needed before / after ${needed.ratio.toFixed(2)} (${needed.low.toFixed(2)} to ${needed.high.toFixed(2)})`;
