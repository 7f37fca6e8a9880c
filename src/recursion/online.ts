/** Search policies held against each other by whole searches, paired by module and seed. */
import { objectives } from '../evaluation/objectives/objectives.ts';
import { Evolution, evolve } from '../evolution/evolve.ts';
import { stopped, stopRules } from '../evolution/stop-rules.ts';
import { readExperimentFile, resolveExperiment } from '../experiment/experiment.ts';
import { settingsOf } from '../improvement/improve.ts';
import { finalistsOf } from '../improvement/judge-best.ts';
import { preflight, readSubject, supervise } from '../improvement/subject.ts';
import type { Integrator, State } from '../integrator/integrator.ts';
import { loadIntegrator } from '../integrator/load.ts';
import { type Estimate, studentEstimate } from '../statistics/summary.ts';
import { confirm } from '../verdict/confirm.ts';

export interface Policy {
  readonly name: string;
  /** Source of an integrator. */
  readonly source: string;
  /** What it has learnt from other modules; left out where it knows nothing yet. */
  readonly learnt?: State;
  /** False: candidates are tried in random order, whatever the integrator says. */
  readonly ranking?: boolean;
  /** What is done to the integrator before the search: a control. */
  readonly change?: (integrator: Integrator) => Integrator;
}

export interface OnlineOptions {
  /** Experiment files of modules of families on which no policy was made. */
  readonly experiments: readonly string[];
  readonly seeds: readonly number[];
  /** Evaluations of each search. */
  readonly evaluations: number;
  readonly cost: 'time' | 'work';
  /**
   * The policies are said to choose alike: cost is counted, so that nothing but a choice can tell their searches apart,
   * and what a search says of its best is as good as a new measurement.
   */
  readonly alike?: boolean;
  readonly signal?: AbortSignal;
  readonly onSearch?: (done: number, of: number) => void;
}

export interface OnlineReading {
  /** Gain of the new one's result over the old one's, with Student's interval over pairs. */
  readonly result: Estimate;
  /** Evaluations that the old one needed for its result, over those that the new one needed for it; all where it never did. */
  readonly needed: Estimate;
  readonly pairs: number;
}

export interface Search {
  /** Sum of the logarithms of what was asked for, of the best; measured afresh but where policies choose alike. */
  readonly value: number;
  /** The search's own best at its end, and its way there: evaluations and best so far after each generation. */
  readonly best: number;
  readonly way: readonly (readonly [evaluations: number, best: number])[];
  readonly evaluations: number;
}

/** Searches of each policy, in the order of modules and seeds; fewer where the signal aborts. */
export async function searches(policies: readonly Policy[], options: OnlineOptions): Promise<Search[][]> {
  const { experiments, seeds, onSearch, signal } = options;
  const made: Search[][] = policies.map(() => []);
  const of = experiments.length * seeds.length * policies.length;
  let done = 0;
  let turn = 0;
  for (const seed of seeds) {
    for (const file of experiments) {
      // Which goes first takes turns, so that a drift of the machine falls on all.
      const order = policies.map((_, k) => (k + turn) % policies.length);
      const round: Search[] = [];
      for (const k of order) {
        if (signal?.aborted) return made;
        round[k] = await searched(file, policies[k]!, seed, options);
        // One that was cut off found less than it would have.
        if (signal?.aborted) return made;
        onSearch?.(++done, of);
      }
      for (const [k, search] of round.entries()) made[k]!.push(search);
      turn++;
    }
  }
  return made;
}

/** One policy beside another, search by search. */
export function besides(old: readonly Search[], young: readonly Search[], confidence = 0.95): OnlineReading {
  return {
    result: studentEstimate(
      young.map(({ value }, i) => value - old[i]!.value),
      confidence,
    ),
    needed: studentEstimate(
      young.map((one, i) => Math.log(neededFor(old[i]!, old[i]!.best) / neededFor(one, old[i]!.best))),
      confidence,
    ),
    pairs: young.length,
  };
}

/** A search ends with a generation, and so a little beyond its budget: that counts as the budget. */
const neededFor = ({ way, evaluations }: Search, mark: number): number =>
  Math.min(evaluations, way.find(([, reached]) => reached >= mark)?.[0] ?? evaluations);

async function searched(
  file: string,
  { source, learnt, ranking = true, change = (integrator) => integrator }: Policy,
  seed: number,
  { evaluations, cost, alike = false, signal }: OnlineOptions,
): Promise<Search> {
  const { options, base } = await readExperimentFile(file);
  const experiment = resolveExperiment({ ...options, seed, cost: alike ? 'work' : cost, evaluations }, base);
  const subject = await readSubject(experiment);
  let pool = supervise(subject.payload, experiment.workers);
  try {
    const facts = await preflight(pool, subject.payload);
    const integrator = change(await loadIntegrator(source));
    const policy = { integrator, learnt: learnt ?? integrator.fresh() };
    const settings = { ...settingsOf(experiment, subject, facts, { blind: [] }, policy), ranking };
    const evolution = new Evolution(settings);
    const way: [number, number][] = [];
    const rules = [stopRules.evaluations(evaluations), stopRules.exhausted()];
    for await (const { generation } of evolve(evolution, pool, signal)) {
      way.push([generation.evaluations, generation.best]);
      if (stopped(rules, { generation, seconds: 0 })) break;
    }
    const { best } = evolution.generation;
    if (alike) return { value: Math.max(0, best), best, way, evaluations };
    const finalists = finalistsOf(evolution.generation, settings);
    await pool.close();
    pool = supervise({ ...subject.payload, cost: 'time' }, experiment.workers);
    const { accuracy } = await pool.preflight(false);
    const asked = experiment.objective.map((name) => objectives[name]);
    const limits = { minStability: experiment.minStability, accuracy };
    const [first] = finalists.length > 0 ? await confirm(pool, subject.ancestor, finalists, asked, limits) : [];
    // What is worse is not handed out.
    return { value: Math.max(0, first?.value ?? 0), best, way, evaluations };
  } finally {
    await pool.close();
  }
}
