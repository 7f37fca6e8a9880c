/** The integrator improved by Integron itself: one cycle makes a version, which serves where it is proved to be better. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectiveName } from '../evaluation/objectives/objectives.ts';
import type { StressReading } from '../evaluation/protocol.ts';
import { type Experiment, resolveExperiment } from '../experiment/experiment.ts';
import { type Ancestor, parseAncestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import { printForPeople } from '../genome/people.ts';
import type { ImproveContext } from '../improvement/context.ts';
import { editInWords } from '../improvement/explain.ts';
import { improve } from '../improvement/improve.ts';
import { proveText } from '../improvement/prove-text.ts';
import { preflight, readSubject, supervise } from '../improvement/subject.ts';
import type { State } from '../integrator/integrator.ts';
import { livedThrough, loadIntegrator, shippedIntegrator } from '../integrator/load.ts';
import {
  addVersion,
  changed,
  follows,
  RESERVED as NAME,
  type Version,
  type VersionFitness,
  versionsOf,
} from '../population/registry.ts';
import { makeFolders } from '../population/store.ts';
import { stream } from '../statistics/random.ts';
import { inFigures, inPercent } from '../statistics/summary.ts';
import { type Claim, versionFitness } from '../verdict/claim.ts';
import { stressReading } from '../verdict/confirm.ts';
import { proofPlan } from '../verdict/plan.ts';
import type { RunDetail } from '../verdict/run-result.ts';
import { type Chosen, confirmedChoice, evolvedChoices, Scorer } from './choices.ts';
import { tune } from './constants.ts';
import { Games } from './games.ts';
import { besides, type OnlineReading, searches } from './online.ts';
import { genomes, type Pools, placedInputs, poolsOf } from './pools.ts';
import { type Player, type Replayed, replayed } from './replay.ts';

/** By how much a version that is faster or leaner may be worse online, and, at the most, on the pools. */
const NOT_WORSE = 0.97;
const NOT_WORSE_IN_POOLS = 0.9;
/** The least that it may capture of what V0 does, on whichever module with whichever seed. */
const LEAST_STABLE = 0.95;
/** Objectives of which one is enough for a claim beside V0: each has its part of the chances of a false one. */
const CLAIMS = ['speed', 'memory', 'accuracy'] as const;
/** Seconds for a proof beside V0; where work is counted a search tells little of time, and the proof is to be short. */
const PROOF_SECONDS = { time: 75, work: 15 };
/**
 * Of so many processes, looked at once: games differ from process to process by a fifth, and 24 at three looks left
 * the speed of a version that was 1.09 times as fast at 0.96 to 1.24.
 */
const PROCESSES = 40;
export interface SelfOptions {
  /** Seconds of search, or evaluations. */
  readonly budget: number | null;
  readonly evaluations: number | null;
  readonly seed: number;
  readonly cost: 'time' | 'work';
  readonly threshold: number;
  /** Sets of constants that are looked at for better choices, and variants of structure and constants together. */
  readonly tune: number;
  readonly choices: number;
  /** Pairs of whole searches online, and evaluations of each search. */
  readonly pairs: number;
  readonly onlineEvaluations: number;
  readonly workers?: number;
  /** False: candidates are tried in random order. */
  readonly ranking?: boolean;
  /** False: what is proved is kept as a version, and is not put into service. */
  readonly deploy?: boolean;
  readonly onOnline?: (done: number, of: number) => void;
  readonly now?: () => Date;
}

/** Chances of a false claim that all cycles together may take are at most 5 %: cycle k has 0.05 · 6 / (π² k²) of them. */
export const alphaOf = (cycle: number): number => (0.05 * 6) / (Math.PI ** 2 * cycle ** 2);

/** What a cycle made of the version in service. */
export interface Made {
  readonly text: string;
  readonly changes: readonly string[];
  /** False: its code alone is another one, and it chooses as the one in service. */
  readonly choosesOtherwise: boolean;
}

/** What both halves come to together, and the code alone: it may serve where other choices are no better. */
export function madeOf(ancestor: Ancestor, choices: Chosen | null, code: Chosen | null): Made[] {
  const { edits, changes } = code ?? { edits: [], changes: [] };
  const made = (first: Chosen, choosesOtherwise: boolean): Made => ({
    text: printForPeople(ancestor, [...first.edits, ...edits]),
    changes: [...first.changes, ...changes],
    choosesOtherwise,
  });
  return [...(choices ? [made(choices, true)] : []), ...(code ? [made({ edits: [], changes: [] }, false)] : [])];
}

/**
 * One cycle: structure and constants with which the version in service chooses better, and code with which it costs less
 * and chooses alike. What both come to is judged, and where it is rejected the code alone; what is proved takes its place.
 * @returns the version that serves, or the last one that was judged.
 */
export async function selfCycle(options: SelfOptions, context: ImproveContext): Promise<Version> {
  const { populations, signal } = context;
  const shipped = shippedIntegrator();
  makeFolders(populations);
  // Another Integron than the one whose versions these are: none of them is better than this one, as far as is known.
  await changed(populations, NAME, (subject) => subject && follows(subject, shipped));
  const known = await versionsOf(populations, NAME);
  const active = known?.versions.find(({ version }) => version === known.active);
  // Versions are counted: what is judged second in a cycle has its own chances of a false claim.
  const cycle = known?.versions.length ?? 1;
  const pools = await poolsOf(cycle - 1);
  const before = active?.source ?? shipped;
  const folder = join(populations, 'registry-versions');
  const inputs = placedInputs(folder, cycle - 1);
  const ancestor = parseAncestor(before, 'integrator.ts');
  const module = join(folder, `integrator-cycle-${cycle - 1}.ts`);
  writeFileSync(module, before);
  const choices = await betterChoices(
    { module, before, inputs: inputs.scored, pools, cycle: cycle - 1 },
    options,
    signal,
  );
  signal?.throwIfAborted();
  const exact = experimentOf(module, inputs.exact, ['speed', 'memory'], options);
  const { result, candidate } = await improve(exact, { ...context, alpha: alphaOf(cycle) });
  signal?.throwIfAborted();
  const leaner = result.verdict === 'improved' && candidate?.fitness ? candidate : null;
  const made = madeOf(ancestor, choices, leaner && { edits: leaner.edits, changes: changesOf(leaner) });
  const date = (): string => (options.now?.() ?? new Date()).toISOString();
  const add = ({ text, changes }: Pick<Made, 'text' | 'changes'>, judged: Judged): Promise<Version> =>
    addVersion(populations, NAME, shipped, { changes, date: date(), run: result.run, source: text, ...judged });
  const [first, ...others] = made;
  if (!first)
    return add(
      { text: before, changes: [] },
      { status: 'rejected', reason: `nothing surely chose better; of the code: ${result.reason}`, fitness: null },
    );
  const judge = async (one: Made, count: number): Promise<Version> =>
    add(
      one,
      await judged(one, { shipped, before, scored: inputs.scored, pools, cycle: cycle - 1, count }, options, context),
    );
  let version = await judge(first, cycle);
  for (const [k, one] of others.entries()) if (version.status === 'rejected') version = await judge(one, cycle + k + 1);
  return version;
}

type Judged = Pick<Version, 'status' | 'reason' | 'fitness' | 'learnt'>;

interface Beside {
  /** V0, and the version in service. */
  readonly shipped: string;
  readonly before: string;
  /** Inputs by which the choices are scored. */
  readonly scored: string;
  readonly pools: Pools;
  readonly cycle: number;
  /** Versions judged, this one among them. */
  readonly count: number;
}

/** What is made, beside V0 on inputs and pools, and beside the version in service in whole searches. */
async function judged(
  { text, choosesOtherwise }: Made,
  { shipped, before, scored, pools, cycle, count }: Beside,
  options: SelfOptions,
  context: ImproveContext,
): Promise<Judged> {
  const { signal } = context;
  const alpha = alphaOf(count);
  const rejected = (reason: string, fitness: VersionFitness | null): Judged => ({
    status: 'rejected',
    reason,
    fitness,
  });
  const claimed = await besideFirst(shipped, text, scored, options, { ...context, alpha });
  const proven = versionFitness(claimed.fitness);
  if (claimed.verdict !== 'improved') return rejected(`beside V0: ${claimed.reason}`, proven);
  const replay = await besideInPools({ shipped, text, pools, cycle }, 1 - alpha, signal);
  const shown: VersionFitness = {
    ...proven,
    accuracy: { ...replay.captured, before: replay.before },
    stability: { score: Math.min(proven.stability.score, replay.worst) },
  };
  const share = (value: number): string => inPercent(Math.round(value * 1000) / 1000);
  if (replay.worst < LEAST_STABLE)
    return rejected(`of ${replay.where} it captures ${share(replay.worst)} of what V0 does`, shown);
  const cheaper = Math.max(shown.speed.low, shown.memory.low) > 1 + options.threshold;
  if (!(replay.gained.low > (cheaper ? NOT_WORSE_IN_POOLS : 1))) {
    const beside = replay.outside > 0 ? `; ${replay.outside} of its tries were of nothing in the pools` : '';
    return rejected(`it captures ${inFigures(replay.gained, 3)} times what V0 does${beside}`, shown);
  }
  const seeds = Array.from({ length: Math.ceil(options.pairs / pools.online.length) }, (_, k) => count * 1000 + k);
  const learnt = await knowing(text, pools);
  const [old, young] = await searches(
    [
      { name: 'before', source: before, learnt: await knowing(before, pools) },
      { name: 'after', source: text, learnt },
    ],
    {
      experiments: pools.online,
      seeds,
      evaluations: options.onlineEvaluations,
      cost: options.cost,
      // Code that costs less and chooses alike finds the same, to the last evaluation; timed searches tell noise.
      alike: !choosesOtherwise,
      ...(signal ? { signal } : {}),
      ...(options.onOnline ? { onSearch: options.onOnline } : {}),
    },
  );
  signal?.throwIfAborted();
  const reading = besides(old!, young!, 1 - alpha);
  const said = onlineInWords(reading);
  const fitness = { ...shown, online: reading };
  const { status, why } = decided(reading, {
    choosesOtherwise,
    deploy: options.deploy !== false,
    threshold: options.threshold,
  });
  if (status === 'rejected') return rejected(`${said}: ${why}`, fitness);
  // It serves with what it knew when it was put to the test.
  return { status, reason: `${why === null ? '' : `${why}; `}beside V0: ${claimed.reason}; ${said}`, fitness, learnt };
}

/** What an integrator has learnt from the pools of the families that are in no whole search. */
const knowing = async (source: string, pools: Pools): Promise<State> =>
  livedThrough(await loadIntegrator(source), pools.lived);

/** Whole searches in pairs below which nothing goes into service, whatever they say. */
const FEWEST_PAIRS = 20;

/** What becomes of a version that is better than V0, by how its whole searches did beside those of the one in service. */
export function decided(
  { result, needed, pairs }: Pick<OnlineReading, 'result' | 'needed' | 'pairs'>,
  {
    choosesOtherwise,
    deploy,
    threshold,
  }: { readonly choosesOtherwise: boolean; readonly deploy: boolean; readonly threshold: number },
): { readonly status: 'rejected' | 'retired' | 'deployed'; readonly why: string | null } {
  if (!(result.low >= NOT_WORSE)) return { status: 'rejected', why: 'its searches may find less' };
  // One that chooses as before and costs less need not find more in whole searches; one that chooses otherwise has to.
  if (choosesOtherwise && !(Math.max(result.low, needed.low) > 1 + threshold))
    return { status: 'rejected', why: `its searches do not find ${inPercent(threshold)} more` };
  if (pairs < FEWEST_PAIRS)
    return {
      status: 'retired',
      why: `not put into service: ${pairs} pairs of searches are too few, ${FEWEST_PAIRS} are asked for`,
    };
  return deploy ? { status: 'deployed', why: null } : { status: 'retired', why: 'not put into service' };
}

function experimentOf(
  module: string,
  inputs: string,
  objective: readonly ObjectiveName[],
  { threshold, seed, cost, budget, evaluations, workers, ranking = true }: SelfOptions,
): Experiment {
  const experiment = resolveExperiment(
    {
      module,
      inputs,
      export: 'play',
      objective: [...objective],
      threshold,
      seed,
      cost,
      ...(budget === null ? {} : { budget }),
      ...(evaluations === null ? {} : { evaluations }),
      ...(workers === undefined ? {} : { workers }),
    },
    process.cwd(),
  );
  return { ...experiment, ranking };
}

/** Constants by numeric search first, then structure and constants together from there on. */
async function betterChoices(
  {
    module,
    before,
    inputs,
    pools,
    cycle,
  }: { module: string; before: string; inputs: string; pools: Pools; cycle: number },
  options: SelfOptions,
  signal: AbortSignal | undefined,
): Promise<Chosen | null> {
  const { seed, choices, tune: sets } = options;
  if (sets + choices === 0) return null;
  // Nobody asks how fast its variants are.
  const experiment = experimentOf(module, inputs, ['accuracy'], { ...options, cost: 'work' });
  const subject = await readSubject(experiment);
  const { ancestor } = subject;
  const games = new Games(cycle, experiment.workers);
  const closed = (): void => games.close();
  signal?.addEventListener('abort', closed, { once: true });
  try {
    const scorer = new Scorer(games, ancestor, seed);
    const random = stream(seed, 'constants');
    const scoreOf = (edits: readonly Edit[]): Promise<number> => scorer.scoreOf(edits);
    const tuned = sets > 0 ? await tune(ancestor, scoreOf, { evaluations: sets, random, signal }) : null;
    const seeds = tuned ? [tuned.edits] : [];
    const integrator = await loadIntegrator(before);
    const evolved =
      choices > 0
        ? await evolvedChoices(subject, experiment, scorer, { evaluations: choices, seeds, integrator, signal })
        : [];
    if (signal?.aborted) return null;
    return await confirmedChoice(ancestor, [...seeds, ...evolved], { games, pools, scorer, seed });
  } finally {
    signal?.removeEventListener('abort', closed);
    games.close();
  }
}

/** Both play the verdict's pools, in processes of their own. */
async function besideInPools(
  { shipped, text, pools, cycle }: { shipped: string; text: string; pools: Pools; cycle: number },
  confidence: number,
  signal: AbortSignal | undefined,
): Promise<Replayed> {
  const games = new Games(cycle, 2);
  const player = (source: string): Player => {
    const { form, source: own } = parseAncestor(source, 'integrator.ts');
    return async (count, seed) =>
      (await games.play({ form, run: own.run }, { part: 'verdict', count, seed })) ?? {
        scores: Array.from({ length: count }, () => 0),
        outside: 0,
        unsound: 0,
      };
  };
  try {
    return await replayed(pools, player(shipped), player(text), confidence, signal);
  } finally {
    games.close();
  }
}

/** Every version is measured directly beside V0, choices and costs: gains of one over the other are not multiplied. */
async function besideFirst(
  shipped: string,
  text: string,
  inputs: string,
  options: SelfOptions,
  context: ImproveContext,
): Promise<Claim> {
  const first = join(genomes, NAME, 'integrator.ts');
  const experiment = experimentOf(first, inputs, CLAIMS, options);
  const read = await readSubject(experiment, { text: shipped, inputs, neighbours: {} });
  // What it captures is for the verdict's pools to say: on the few of the search's, stress checks took a version for wrong.
  const pool = supervise({ ...read.payload, cost: 'time', minAccuracy: 0 }, 1);
  let stress: StressReading;
  try {
    await preflight(pool, read.payload, false);
    stress = await stressReading(pool, parseAncestor(text, first).source.run);
  } finally {
    await pool.close();
  }
  const usual = proofPlan(PROOF_SECONDS[options.cost], experiment.seed + 1, (context.alpha ?? 0.05) / CLAIMS.length);
  const plan = options.cost === 'time' ? { ...usual, looks: [PROCESSES] } : usual;
  const { claimed } = await proveText(read, experiment, text, stress, plan, context);
  return claimed;
}

/** Edits in words, with what each is worth. */
const changesOf = (candidate: RunDetail['candidate']): string[] =>
  (candidate?.explained ?? []).map(
    (edit) => `${editInWords(edit)}${edit.gain === null ? '' : ` ${edit.gain.toFixed(2)}x`}`,
  );

const onlineInWords = ({ result, needed, pairs }: OnlineReading): string =>
  `online, ${pairs} pairs: result ${inFigures(result, 3)}, evaluations needed before / after ${inFigures(needed)}`;
