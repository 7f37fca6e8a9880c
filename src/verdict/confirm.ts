/** Confirmation: finalists measured on inputs and in realms used for nothing before; the best is made minimal. */
import { errorGain, type Measures, type Objective } from '../evaluation/objectives/objective.ts';
import { objectives } from '../evaluation/objectives/objectives.ts';
import { NOTHING_ASKED, type Plan, type StressReading, type TrialResult } from '../evaluation/protocol.ts';
import type { Supervisor } from '../evaluation/supervisor.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import { median } from '../statistics/summary.ts';
import { GUARD, NOT_WORSE } from './claim.ts';
import { STRESS_TRIAL } from './plan.ts';

/** Every stress check by name of a text; where it does not come so far, why. */
export async function stressReading(pool: Supervisor, text: string): Promise<StressReading> {
  const { stress, reason } = await pool.trial({ slot: 0, text, plan: STRESS_TRIAL }, 'confirmation');
  return stress ?? { checks: 0, score: 0, hard: reason ?? 'fails', failing: [] };
}

export interface Finalist {
  readonly id: string;
  readonly edits: readonly Edit[];
}

export interface Confirmed extends Finalist {
  /** Sum of the logarithms of the asked objectives' gains at their cautious ends. */
  readonly value: number;
  /** Whether no objective is so much worse that nothing could be claimed, whatever the others gained. */
  readonly claimable: boolean;
  readonly measures: Measures;
}

/** Times each finalist is measured, spread over the confirmation. */
const ROUNDS = 3;
const PAIRS = 10;

export const runText = (ancestor: Ancestor, edits: readonly Edit[]): string => splice(express(ancestor, edits), 'run');

/** Ranks finalists, best first; those that fail on the fresh inputs are left out. */
export async function confirm(
  supervisor: Supervisor,
  ancestor: Ancestor,
  finalists: readonly Finalist[],
  asked: readonly Objective[],
  limits: { readonly minStability: number; readonly accuracy: number },
): Promise<Confirmed[]> {
  const plan: Plan = { ...NOTHING_ASKED, cases: true, pairs: PAIRS, memory: true, stress: 20 };
  const results: TrialResult[][] = finalists.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await Promise.all(
      finalists.map(({ edits }, i) => {
        // The inputs are many more than in the search: going through them once is enough.
        const first = round === 0;
        const thisRound = { ...plan, cases: first, stress: first ? plan.stress : 0 };
        return supervisor.trial(
          { slot: round * 100 + i, text: runText(ancestor, edits), plan: thisRound },
          'confirmation',
        );
      }),
    );
    for (const [i, answer] of answers.entries()) results[i]!.push(answer);
  }
  const confirmed = finalists.flatMap((finalist, i): Confirmed[] => {
    const all = results[i]!;
    if (all.some(({ stage }) => stage !== 'done')) return [];
    const stress = all[0]!.stress;
    if (stress && stress.score < limits.minStability) return [];
    const measures = pooled(all, stress);
    let claimable = true;
    const value = asked.reduce((sum, objective) => {
      const { low } = objective.estimate(measures, 'time');
      if (low < (NOT_WORSE[objective.name] ?? 0)) claimable = false;
      const before = objective.neutral ?? limits.accuracy;
      return sum + Math.log(Math.max(1e-6, objective.gain(before, low)));
    }, 0);
    for (const name of ['speed', 'memory'] as const) {
      if (asked.some((objective) => objective.name === name)) continue;
      if (objectives[name].estimate(measures, 'time').value < GUARD) claimable = false;
    }
    return [{ ...finalist, value, claimable, measures }];
  });
  return confirmed.sort(
    (a, b) => Number(b.claimable) - Number(a.claimable) || b.value - a.value || (a.id < b.id ? -1 : 1),
  );
}

function pooled(results: readonly TrialResult[], stress: StressReading | null): Measures {
  const first = results[0]!;
  return {
    logs: results.flatMap(({ logs }) => logs),
    races: results.length,
    memory: first.memory,
    work: first.work,
    accuracy: first.accuracy ?? 1,
    cases: first.cases,
    checked: 0,
    stress,
  };
}

/** Edits that may be wrong in one finalist. */
const WRONG = 3;

/**
 * Finalists that are wrong on the fresh inputs, or beside them, without the edits that make them so: one after the other
 * the edit without which most is right. A few wrong edits are enough to lose all finalists, for they are kin.
 * @returns those that are right then, in the order of the finalists.
 */
export async function repairs(
  supervisor: Supervisor,
  ancestor: Ancestor,
  finalists: readonly Finalist[],
  minStability: number,
): Promise<Finalist[]> {
  const plan: Plan = { ...NOTHING_ASKED, cases: true, stress: 20 };
  const repaired = await Promise.all(finalists.map(({ id, edits }) => repair(id, edits)));
  return repaired.flat();

  async function repair(id: string, edits: readonly Edit[]): Promise<Finalist[]> {
    let left = edits;
    for (let round = 0; round < WRONG && left.length > 1; round++) {
      const without = left.map((gone) =>
        inForce(
          ancestor,
          left.filter((edit) => edit !== gone),
        ),
      );
      const rights = await Promise.all(without.map(rightOf));
      const right = without.filter((_, i) => rights[i]! >= minStability);
      if (right.length > 0) return right.map((some) => ({ id, edits: some }));
      left = without[rights.indexOf(Math.max(...rights))]!;
    }
    return [];
  }

  /** Stability, or a negative number where an answer is wrong: the larger the more cases went before. */
  async function rightOf(edits: readonly Edit[], slot: number): Promise<number> {
    const trial = await supervisor.trial({ slot, text: runText(ancestor, edits), plan }, 'confirmation');
    if (trial.stage === 'done') return trial.stress?.score ?? 1;
    return trial.stage === 'stress' ? 0 : -1 / (1 + trial.cases);
  }
}

/** An edit with what it is worth in the minimal genome: time without it over time with it, or null where it is needed. */
export interface Ablation {
  readonly edit: Edit;
  readonly gain: number | null;
}

export interface Minimised {
  readonly edits: readonly Edit[];
  readonly ablation: readonly Ablation[];
}

/** A genome this much slower than the best one is not taken for it. */
const SLACK = 0.965;
/** An edit without which the genome is at least this fast is worth nothing that could be told from noise. */
const IDLE = 0.978;
const MINIMISING: Plan = { ...NOTHING_ASKED, cases: true, pairs: 12, stress: 8 };
/** Trials a genome gets, each in a fresh instance: an optimised function may settle in one state or another. */
const TRIALS = 3;
/** Rounds of leaving out the least useful edit. */
const ROUNDS_OF_ELIMINATION = 12;

/**
 * Edits that do not matter go: first all that are worth nothing alone together, or halves of them (after delta
 * debugging, Zeller & Hildebrandt 2002), then the least useful one at a time. `against` has the best genome itself in
 * the ancestor's place, so each ratio is time(best) / time(without), measured directly.
 * @param asked whether memory counts, and the accuracy of the best genome where accuracy counts.
 * @param enough ends the search for a smaller genome; the one found so far is kept.
 */
export async function minimise(
  against: Supervisor,
  ancestor: Ancestor,
  best: readonly Edit[],
  asked: { readonly memory: boolean; readonly accuracy: number | null },
  enough: () => boolean = () => false,
): Promise<Minimised> {
  let slot = 0;
  const plan = { ...MINIMISING, memory: asked.memory };
  const timed = async (edits: readonly Edit[]): Promise<number | null> => {
    const text = runText(ancestor, inForce(ancestor, edits));
    const trials = Array.from({ length: TRIALS }, () => against.trial({ slot: slot++, text, plan }, 'minimising'));
    const results = await Promise.all(trials);
    if (results.some(({ stage }) => stage !== 'done')) return null;
    const memories = results.flatMap(({ memory }) =>
      memory ? [(memory.bytesBefore + 16) / (memory.bytesAfter + 16)] : [],
    );
    const memory = asked.memory && memories.length > 0 ? Math.min(1, median(memories)) : 1;
    // Digits lost are a loss, however much faster it is without the edit that brought them.
    const accuracy =
      asked.accuracy === null ? 1 : Math.min(1, errorGain(asked.accuracy, results[0]!.accuracy ?? asked.accuracy));
    return accuracy < IDLE ? null : Math.exp(median(results.flatMap(({ logs }) => logs))) * memory;
  };
  const eachLeftOut = (edits: readonly Edit[]): Promise<(number | null)[]> =>
    Promise.all(edits.map((gone) => timed(edits.filter((edit) => edit !== gone))));
  const alone = await eachLeftOut(best);
  let edits: readonly Edit[] = inForce(
    ancestor,
    await dropped(
      best,
      best.filter((_, i) => (alone[i] ?? 0) >= IDLE),
    ),
  );
  let base = (await timed(edits)) ?? 1;
  let left = await eachLeftOut(edits);
  for (let round = 0; round < ROUNDS_OF_ELIMINATION && edits.length > 1 && !enough(); round++) {
    const least = Math.max(base * IDLE, SLACK);
    // Those without each of which it is as fast often go all together: one at a time they take the time of many rounds.
    const idle = edits.filter((_, i) => (left[i] ?? 0) >= base);
    const rest = edits.filter((edit) => !idle.includes(edit));
    const together = idle.length > 1 && rest.length > 0 ? ((await timed(rest)) ?? 0) : 0;
    const most = left.reduce<number>((at, value, i) => ((value ?? 0) > (left[at] ?? 0) ? i : at), 0);
    const [smaller, ratio] =
      together >= least ? [rest, together] : [edits.filter((_, i) => i !== most), left[most] ?? 0];
    if (ratio < least) break;
    edits = inForce(ancestor, smaller);
    base = ratio;
    left = await eachLeftOut(edits);
  }
  return {
    edits,
    ablation: edits.map((edit, i) => ({ edit, gain: left[i] === null ? null : base / left[i]! })),
  };

  /** Leaves out as many of `idle` as can go together. */
  async function dropped(all: readonly Edit[], idle: readonly Edit[]): Promise<readonly Edit[]> {
    if (idle.length === 0 || enough()) return all;
    const rest = all.filter((edit) => !idle.includes(edit));
    const ratio = rest.length === 0 ? null : await timed(rest);
    if (ratio !== null && ratio >= SLACK) return rest;
    if (idle.length === 1) return all;
    const half = idle.length >> 1;
    const first = await dropped(all, idle.slice(0, half));
    return dropped(
      first,
      idle.slice(half).filter((edit) => first.includes(edit)),
    );
  }
}

/** Edits that still apply, in order. */
export function inForce(ancestor: Ancestor, edits: readonly Edit[]): Edit[] {
  const { applied } = express(ancestor, edits);
  return edits.filter((_, i) => applied[i]!.done);
}
