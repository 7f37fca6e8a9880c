/** Confirmation: finalists measured on inputs and in realms used for nothing before; the best is made minimal. */
import { errorGain, type Measures, type Objective } from '../evaluation/objectives/objective.ts';
import { objectives } from '../evaluation/objectives/objectives.ts';
import { NOTHING_ASKED, type Plan, type StressReading, type TrialResult } from '../evaluation/protocol.ts';
import type { Supervisor } from '../evaluation/supervisor.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import { deviation, median } from '../statistics/summary.ts';
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

/** Times each finalist is timed, spread over the confirmation, and pairs each time. */
const ROUNDS = 4;
const PAIRS = 10;
const CHECKS: Plan = { ...NOTHING_ASKED, cases: true, memory: true, stress: 20 };
const TIMING: Plan = { ...NOTHING_ASKED, pairs: PAIRS };

export const runText = (ancestor: Ancestor, edits: readonly Edit[]): string => splice(express(ancestor, edits), 'run');

/**
 * Ranks finalists, best first; those that fail on the fresh inputs are left out. They are timed one at a time: beside
 * another worker that is busy, code that allocates much read 1.36 where it is 1.2 times as fast, and an edit worth
 * nothing 1.17. What an unchanged copy reads in the same rounds is taken off.
 */
export async function confirm(
  supervisor: Supervisor,
  ancestor: Ancestor,
  finalists: readonly Finalist[],
  asked: readonly Objective[],
  limits: { readonly minStability: number; readonly accuracy: number },
): Promise<Confirmed[]> {
  // The inputs are many more than in the search: going through them once is enough.
  const all = await Promise.all(
    finalists.map(async (finalist, slot) => {
      const text = runText(ancestor, finalist.edits);
      return { finalist, text, checked: await supervisor.trial({ slot, text, plan: CHECKS }, 'confirmation') };
    }),
  );
  const right = all.filter(
    ({ checked: { stage, stress } }) => stage === 'done' && (stress?.score ?? 1) >= limits.minStability,
  );
  const texts = [runText(ancestor, []), ...right.map(({ text }) => text)];
  const timings: TrialResult[][] = texts.map(() => []);
  for (let round = 0; round < ROUNDS && right.length > 0; round++)
    for (const [i, text] of texts.entries())
      timings[i]!.push(await supervisor.trial({ slot: round * 100 + i, text, plan: TIMING }, 'confirmation'));
  const [unchanged, ...timed] = timings;
  const neutral = median(unchanged!.flatMap(({ logs }) => logs)) || 0;
  const confirmed = right.flatMap(({ finalist, checked }, i): Confirmed[] => {
    const own = timed[i]!;
    if (own.some(({ stage }) => stage !== 'done')) return [];
    const measures = pooled(checked, own, neutral);
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

function pooled(checked: TrialResult, timed: readonly TrialResult[], neutral: number): Measures {
  return {
    logs: timed.flatMap(({ logs }) => logs.map((log) => log - neutral)),
    races: timed.length,
    memory: checked.memory,
    work: checked.work,
    accuracy: checked.accuracy ?? 1,
    cases: checked.cases,
    checked: 0,
    stress: checked.stress,
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
      const without = withoutEach(ancestor, left);
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
const AGAIN: Plan = { ...NOTHING_ASKED, pairs: 12 };
const MINIMISING: Plan = { ...AGAIN, cases: true, stress: 8 };
/**
 * Trials that a genome gets, each in a fresh instance: an optimised function may settle in one state or another. As many
 * as it takes until their middle is known to within `KNOWN`, and no more than all genomes of a round together may have.
 */
const TRIALS = 3;
const MOST_TRIALS = 10;
const TRIALS_A_ROUND = 40;
const KNOWN = 0.012;
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
  const [first, again] = [MINIMISING, AGAIN].map((plan) => ({ ...plan, memory: asked.memory })) as [Plan, Plan];
  const timed = async (edits: readonly Edit[]): Promise<number | null> => {
    const text = runText(ancestor, inForce(ancestor, edits));
    const most = Math.max(TRIALS, Math.min(MOST_TRIALS, Math.floor(TRIALS_A_ROUND / edits.length)));
    const results: TrialResult[] = [];
    while (results.length < TRIALS || (results.length < most && !enough() && !isKnown(results))) {
      const result = await against.trial(
        { slot: slot++, text, plan: results.length === 0 ? first : again },
        'minimising',
      );
      if (result.stage !== 'done') return null;
      results.push(result);
    }
    const memories = results.flatMap(({ memory }) =>
      memory ? [(memory.bytesBefore + 16) / (memory.bytesAfter + 16)] : [],
    );
    const memory = asked.memory && memories.length > 0 ? Math.min(1, median(memories)) : 1;
    // Digits lost are a loss, however much faster it is without the edit that brought them.
    const accuracy =
      asked.accuracy === null ? 1 : Math.min(1, errorGain(asked.accuracy, results[0]!.accuracy ?? asked.accuracy));
    return accuracy < IDLE ? null : Math.exp(median(results.flatMap(({ logs }) => logs))) * memory;
  };
  const eachLeftOut = async (edits: readonly Edit[]): Promise<(number | null)[]> => {
    const left: (number | null)[] = [];
    for (const gone of edits) left.push(await timed(edits.filter((edit) => edit !== gone)));
    return left;
  };
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

function isKnown(results: readonly TrialResult[]): boolean {
  const middles = results.map(({ logs }) => median(logs));
  return deviation(middles) / Math.sqrt(middles.length) < KNOWN;
}

/** A genome without each of its edits in turn, and without those that need it. */
export const withoutEach = (ancestor: Ancestor, edits: readonly Edit[]): Edit[][] =>
  edits.map((gone) =>
    inForce(
      ancestor,
      edits.filter((edit) => edit !== gone),
    ),
  );

/** Edits that still apply, in order. */
export function inForce(ancestor: Ancestor, edits: readonly Edit[]): Edit[] {
  const { applied } = express(ancestor, edits);
  return edits.filter((_, i) => applied[i]!.done);
}
