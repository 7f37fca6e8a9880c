/** What is done about a genome that differs from the original beside the inputs seen: an edit less, or a guard. */
import { NOTHING_ASKED, type Plan, type StressReading } from '../evaluation/protocol.ts';
import type { Supervisor } from '../evaluation/supervisor.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import { median } from '../statistics/summary.ts';
import { type FailingClass, guardEdit } from '../variation/guard.ts';
import { NOT_WORSE } from '../verdict/claim.ts';
import { type Ablation, inForce, runText } from '../verdict/confirm.ts';
import { STRESS_TRIAL } from '../verdict/plan.ts';
import type { GuardTrial } from '../verdict/run-result.ts';

export interface Guarded {
  /** With the guard in front, where it was kept. */
  readonly edits: readonly Edit[];
  readonly stress: StressReading;
  readonly trial: GuardTrial;
}

/** A guard may bring out further classes, which the next one holds too. */
const ROUNDS = 3;
const TRIALS = 3;
/** Of the gain's logarithm, what a guard must leave: who wants it at any price asks for a stability of 1. */
const LEAST_SHARE = 0.5;
const TIMING: Plan = { ...NOTHING_ASKED, cases: true, pairs: 12 };

/**
 * Tries a guard for the classes that `stress` found failing. It is kept where the genome then differs less, what is
 * asked for can still be claimed, and half of the gain is left.
 * @param entries by export, the offset of the body of the function that a call enters first.
 * @param longest characters that the module may have.
 */
export async function guarded(
  supervisor: Supervisor,
  ancestor: Ancestor,
  entries: readonly number[],
  longest: number,
  edits: readonly Edit[],
  stress: StressReading,
  { objective, threshold }: Pick<Experiment, 'objective' | 'threshold'>,
): Promise<Guarded> {
  const textOf = (guard: Edit): string => runText(ancestor, [guard, ...edits]);
  let classes: readonly FailingClass[] = stress.failing;
  let best: { guard: Edit; stress: StressReading } | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const guard = guardEdit(ancestor, edits, entries, classes);
    if (!guard || textOf(guard).length > longest) break;
    const tried = await supervisor.trial({ slot: round, text: textOf(guard), plan: STRESS_TRIAL }, 'confirmation');
    if (tried.stage !== 'done' || !tried.stress) break;
    if (tried.stress.score > (best?.stress.score ?? stress.score)) best = { guard, stress: tried.stress };
    const before = classes;
    classes = united(before, tried.stress.failing);
    if (tried.stress.score === 1 || JSON.stringify(classes) === JSON.stringify(before)) break;
  }
  const kinds = stress.failing.map(({ kind }) => kind);
  if (!best) return { edits, stress, trial: { kinds, kept: false, without: null, with: null } };
  const [without, withGuard] = await sides([runText(ancestor, edits), textOf(best.guard)]);
  const least = objective.includes('speed') ? 1 + threshold : NOT_WORSE.speed! * Math.min(1, without!);
  const kept = withGuard! > Math.max(least, without! ** LEAST_SHARE);
  return {
    edits: kept ? [best.guard, ...edits] : edits,
    stress: kept ? best.stress : stress,
    trial: { kinds, kept, without: without!, with: withGuard! },
  };

  /** time(ancestor) / time(text) of each text, their trials in turns. */
  async function sides(texts: readonly string[]): Promise<number[]> {
    const logs: number[][] = texts.map(() => []);
    for (let trial = 0; trial < TRIALS; trial++) {
      for (const [k, text] of texts.entries()) {
        const result = await supervisor.trial({ slot: trial, text, plan: TIMING }, 'confirmation');
        logs[k]!.push(...result.logs);
      }
    }
    return logs.map((list) => (list.length > 0 ? Math.exp(median(list)) : 0));
  }
}

/** An edit that gains no more than this is not worth a guard, which costs as much and repeats the original's code. */
const LITTLE = 1.05;

/**
 * Takes out the edit of little worth that alone makes `genome` differ, where there is one.
 * @returns the genome and its stress without that edit; null where no such edit is to blame.
 */
export async function withoutFault(
  supervisor: Supervisor,
  ancestor: Ancestor,
  genome: readonly Ablation[],
  stress: StressReading,
): Promise<{ readonly genome: readonly Ablation[]; readonly stress: StressReading } | null> {
  const idle = genome.filter(({ gain }) => gain !== null && gain <= LITTLE);
  const tried = await Promise.all(
    idle.map(async (one, slot) => {
      const others = genome.filter((other) => other !== one);
      const left = inForce(
        ancestor,
        others.map(({ edit }) => edit),
      );
      if (left.length === 0) return null;
      const item = { slot, text: runText(ancestor, left), plan: STRESS_TRIAL };
      const trial = await supervisor.trial(item, 'confirmation');
      if (trial.stage !== 'done' || !trial.stress || trial.stress.score <= stress.score) return null;
      return { gain: one.gain!, genome: others.filter(({ edit }) => left.includes(edit)), stress: trial.stress };
    }),
  );
  const right = tried.filter((one) => one !== null && one.stress.score === 1) as NonNullable<(typeof tried)[number]>[];
  return right.reduce<(typeof right)[number] | null>((a, b) => (a && a.gain <= b.gain ? a : b), null);
}

/** Classes of both, with the places of both. */
function united(a: readonly FailingClass[], b: readonly FailingClass[]): FailingClass[] {
  const by = Map.groupBy([...a, ...b], ({ kind }) => kind);
  return [...by.values()].map((same) => {
    const outside = same.flatMap((one) => one.outside);
    return { ...same[0]!, outside: [...new Map(outside.map((one) => [JSON.stringify(one), one])).values()] };
  });
}
