/**
 * Better choices: structure and constants of the integrator evolved together, scored by what is captured of recorded
 * pools. That is a sieve and no proof, for the pools of a family are drawn from the same few candidates: what comes of it
 * is judged on families that took no part.
 */
import { endedAt, type Plan, type StressReading, type TrialResult } from '../evaluation/protocol.ts';
import { type Evaluator, Evolution, evolve } from '../evolution/evolve.ts';
import { stopped, stopRules } from '../evolution/stop-rules.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import { editInWords, explain } from '../improvement/explain.ts';
import { settingsOf } from '../improvement/improve.ts';
import { finalistsOf } from '../improvement/judge-best.ts';
import { preflight, type Subject, supervise } from '../improvement/subject.ts';
import type { Integrator } from '../integrator/integrator.ts';
import { mean } from '../statistics/summary.ts';
import type { OperatorName } from '../variation/operators/operators.ts';
import { runText } from '../verdict/confirm.ts';
import { constantInWords, TUNED } from './constants.ts';
import type { AllPlayed, Games } from './games.ts';
import type { Pools } from './pools.ts';
import { halfOf } from './replay.ts';

export interface Chosen {
  readonly edits: readonly Edit[];
  /** In words, with what each is worth. */
  readonly changes: readonly string[];
}

export interface ChoicesOptions {
  /** Variants looked at. */
  readonly evaluations: number;
  /** Genomes to begin with. */
  readonly seeds: readonly (readonly Edit[])[];
  readonly integrator: Integrator;
  readonly signal?: AbortSignal | undefined;
}

/** Pools by which a variant is scored. */
const SCORED_BY = 160;
/** Pools of the confirmation. */
const CONFIRMED_BY = 300;
/** Operators by which code does the same as before: what they change is for the other half of a cycle. */
const ALIKE: readonly OperatorName[] = [
  'apply-rule',
  'apply-kernel',
  'kernel-in-part',
  'specialise',
  'own-copy',
  'hoist-statement',
];
/** A score that is lower by no more than this is as good: the edit is left out. */
const EVEN = 1e-9;

/** @param seed of the pools: one cycle's are the same from one variant to the next. */
export class Scorer implements Evaluator {
  private readonly games: Games;
  private readonly ancestor: Ancestor;
  private readonly seed: number;
  private own: Promise<number> | undefined;

  constructor(games: Games, ancestor: Ancestor, seed: number) {
    this.games = games;
    this.ancestor = ancestor;
    this.seed = seed;
  }

  /** Mean share of what is to be had in the search's pools; nothing where it does not play them all, or is not sound. */
  async scoreOf(edits: readonly Edit[]): Promise<number> {
    const played = await this.played(runText(this.ancestor, edits));
    return played && played.unsound === 0 ? mean(played.scores) : 0;
  }

  async trial({ slot, text }: { slot: number; text: string; plan: Plan }): Promise<TrialResult> {
    this.own ??= this.scoreOf([]);
    const own = await this.own;
    const played = await this.played(text);
    if (!played) return endedAt(slot, 'time', 'its games come to no end');
    if (played.unsound > 0) return endedAt(slot, 'cases', 'it lost what the engine needs besides its choices');
    const accuracy = mean(played.scores);
    if (accuracy < own - EVEN) return endedAt(slot, 'cases', `captures ${accuracy.toFixed(3)}`);
    return { ...endedAt(slot, 'done', null), accuracy, cases: SCORED_BY, stress: NO_STRESS };
  }

  orderCases(): void {
    // Every variant plays the same games.
  }

  hungry(): Promise<void> {
    return this.games.hungry();
  }

  private played(run: string): Promise<AllPlayed | null> {
    const { seed } = this;
    return this.games.play({ form: this.ancestor.form, run }, { part: 'search', count: SCORED_BY, seed });
  }
}

/** Games are no checks of neighbouring inputs: there are none to fail. */
const NO_STRESS: StressReading = { checks: 0, score: 1, hard: null, failing: [] };

/** The best genomes of a search for choices, best first. */
export async function evolvedChoices(
  subject: Subject,
  experiment: Experiment,
  scorer: Scorer,
  { evaluations, seeds, integrator, signal }: ChoicesOptions,
): Promise<(readonly Edit[])[]> {
  const pool = supervise(subject.payload, 1);
  try {
    const facts = await preflight(pool, subject.payload);
    const accuracy = await scorer.scoreOf([]);
    const policy = { integrator, learnt: integrator.fresh(), seeds };
    const settings = settingsOf(
      { ...experiment, cost: 'work', evaluations, budget: null, minAccuracy: accuracy, without: ALIKE },
      subject,
      { ...facts, accuracy },
      { blind: [] },
      policy,
    );
    const evolution = new Evolution(settings);
    const rules = [stopRules.evaluations(evaluations), stopRules.exhausted()];
    for await (const { generation } of evolve(evolution, scorer, signal))
      if (stopped(rules, { generation, seconds: 0 })) break;
    return finalistsOf(evolution.generation, settings).map(({ edits }) => edits);
  } finally {
    await pool.close();
  }
}

/**
 * The genome that captures most of the confirmation's pools, without the edits that the search's pools do not miss.
 * @returns null where none surely captures more than the ancestor.
 */
export async function confirmedChoice(
  ancestor: Ancestor,
  genomes: readonly (readonly Edit[])[],
  { games, pools, scorer, seed }: { games: Games; pools: Pools; scorer: Scorer; seed: number },
): Promise<Chosen | null> {
  const fresh = async (edits: readonly Edit[]): Promise<readonly number[]> => {
    const policy = { form: ancestor.form, run: runText(ancestor, edits) };
    const played = await games.play(policy, { part: 'confirmation', count: CONFIRMED_BY, seed });
    return played?.scores ?? Array.from({ length: CONFIRMED_BY }, () => 0);
  };
  const [own, ...others] = await Promise.all([[], ...genomes].map(fresh));
  const gains = others.map((scores) => mean(scores.map((score, i) => score - own![i]!)));
  const best = gains.indexOf(Math.max(...gains));
  if (best < 0 || !(gains[best]! > 0)) return null;
  let edits = genomes[best]!;
  let reached = await scorer.scoreOf(edits);
  for (const edit of [...edits].reverse()) {
    const without = edits.filter((one) => one !== edit);
    if (without.length === 0) break;
    const score = await scorer.scoreOf(without);
    if (score < reached - EVEN) continue;
    edits = without;
    reached = score;
  }
  const differences = (await fresh(edits)).map((score, i) => score - own![i]!);
  if (!(mean(differences) - halfOf(0.95, pools.apart('confirmation'))(differences) > 0)) return null;
  const changes: string[] = [];
  for (const edit of edits) {
    const without = reached - (await scorer.scoreOf(edits.filter((one) => one !== edit)));
    changes.push(`${inWords(ancestor, edit)}: ${without.toFixed(3)} of the gain to be had`);
  }
  return { edits, changes };
}

function inWords(ancestor: Ancestor, edit: Edit): string {
  if (edit.operator === TUNED) return `constant: ${constantInWords(ancestor, edit)}`;
  return editInWords(explain(ancestor, [{ edit, gain: null }])[0]!);
}
