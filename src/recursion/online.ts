/** Two search policies held against each other by whole searches, paired by module and seed. */
import { objectives } from '../evaluation/objectives/objectives.ts';
import { Evolution, evolve } from '../evolution/evolve.ts';
import { readExperimentFile, resolveExperiment } from '../experiment/experiment.ts';
import { settingsOf } from '../improvement/improve.ts';
import { finalistsOf } from '../improvement/judge-best.ts';
import { preflight, readSubject, supervise } from '../improvement/subject.ts';
import { loadIntegrator } from '../integrator/load.ts';
import { studentEstimate } from '../statistics/summary.ts';
import { confirm } from '../verdict/confirm.ts';

export interface OnlineOptions {
  /** Experiment files of modules of families on which neither policy was made. */
  readonly experiments: readonly string[];
  readonly seeds: readonly number[];
  /** Evaluations of each search. */
  readonly evaluations: number;
  readonly cost: 'time' | 'work';
  readonly signal?: AbortSignal;
  readonly onPair?: (done: number, of: number) => void;
}

export interface OnlineReading {
  /** Gain of the new one's result over the old one's, with Student's interval over pairs. */
  readonly result: { readonly ratio: number; readonly low: number; readonly high: number };
  /** Evaluations that the old one needed for its result over those that the new one needed for the same. */
  readonly needed: { readonly ratio: number; readonly low: number; readonly high: number };
  readonly pairs: number;
}

/** @param before and after: sources of integrators. */
export async function online(before: string, after: string, options: OnlineOptions): Promise<OnlineReading> {
  const { experiments, seeds, onPair, signal } = options;
  const gains: number[] = [];
  const needed: number[] = [];
  const of = experiments.length * seeds.length;
  for (const seed of seeds) {
    for (const file of experiments) {
      if (signal?.aborted) break;
      // Which goes first takes turns, so that a drift of the machine falls on both.
      const order = gains.length % 2 === 0 ? [before, after] : [after, before];
      const searches = [];
      for (const source of order) searches.push(await searched(file, source, seed, options));
      const [old, made] = gains.length % 2 === 0 ? searches : [...searches].reverse();
      gains.push(made!.value - old!.value);
      needed.push(Math.log(neededFor(old!, old!.best) / neededFor(made!, old!.best)));
      onPair?.(gains.length, of);
    }
  }
  return { result: studentEstimate(gains), needed: studentEstimate(needed), pairs: gains.length };
}

interface Search {
  /** Sum of the logarithms of what was asked for, of the best, measured afresh. */
  readonly value: number;
  /** The search's own best at its end, and its way there: evaluations and best so far after each generation. */
  readonly best: number;
  readonly way: readonly (readonly [evaluations: number, best: number])[];
  readonly evaluations: number;
}

/** A search that never came so far counts as all it was allowed. */
const neededFor = ({ way, evaluations }: Search, best: number): number =>
  way.find(([, reached]) => reached >= best)?.[0] ?? evaluations;

async function searched(
  file: string,
  source: string,
  seed: number,
  { evaluations, cost, signal }: OnlineOptions,
): Promise<Search> {
  const { options, base } = await readExperimentFile(file);
  const experiment = resolveExperiment({ ...options, seed, cost, evaluations }, base);
  const subject = await readSubject(experiment);
  let pool = supervise(subject.payload, experiment.workers);
  try {
    const facts = await preflight(pool, subject.payload);
    const integrator = await loadIntegrator(source);
    const policy = { integrator, learnt: integrator.fresh() };
    const settings = settingsOf(experiment, subject, facts, { blind: [] }, policy);
    const evolution = new Evolution(settings);
    const way: [number, number][] = [];
    for await (const { generation } of evolve(evolution, pool, signal)) {
      way.push([generation.evaluations, generation.best]);
      if (generation.evaluations >= evaluations) break;
    }
    const { best } = evolution.generation;
    const finalists = finalistsOf(evolution.generation, settings);
    await pool.close();
    pool = supervise({ ...subject.payload, cost: 'time' }, experiment.workers);
    const { accuracy } = await pool.preflight();
    const asked = experiment.objective.map((name) => objectives[name]);
    const limits = { minStability: experiment.minStability, accuracy: experiment.minAccuracy ?? accuracy };
    const [first] = finalists.length > 0 ? await confirm(pool, subject.ancestor, finalists, asked, limits) : [];
    // What is worse is not handed out.
    return { value: Math.max(0, first?.value ?? 0), best, way, evaluations };
  } finally {
    await pool.close();
  }
}
