/** Confirmation: finalists measured on inputs and in realms used for nothing before; the best is made minimal. */
import type { Measures, Objective } from '../evaluation/objectives/objective.ts';
import type { Plan, StressReading, TrialResult } from '../evaluation/protocol.ts';
import type { Supervisor } from '../evaluation/supervisor.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import { median } from '../statistics/summary.ts';

export interface Finalist {
  readonly id: string;
  readonly edits: readonly Edit[];
}

export interface Confirmed extends Finalist {
  /** Sum of the logarithms of the asked objectives' gains at their cautious ends. */
  readonly value: number;
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
  objectives: readonly Objective[],
  limits: { readonly minStability: number; readonly accuracy: number },
): Promise<Confirmed[]> {
  const plan: Plan = { cases: true, pairs: PAIRS, morePairs: 0, floor: 0, memory: true, stress: 20 };
  const results: TrialResult[][] = finalists.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await Promise.all(
      finalists.map(({ edits }, i) => {
        const stress = round === 0 ? plan.stress : 0;
        return supervisor.trial(
          { slot: round * 100 + i, text: runText(ancestor, edits), plan: { ...plan, stress } },
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
    const value = objectives.reduce((sum, objective) => {
      const { low } = objective.estimate(measures, 'time');
      const before = objective.neutral ?? limits.accuracy;
      return sum + Math.log(Math.max(1e-6, objective.gain(before, low)));
    }, 0);
    return [{ ...finalist, value, measures }];
  });
  return confirmed.sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1));
}

function pooled(results: readonly TrialResult[], stress: StressReading | null): Measures {
  const first = results[0]!;
  return {
    logs: results.flatMap(({ logs }) => logs),
    memory: first.memory,
    work: first.work,
    accuracy: first.accuracy ?? 1,
    cases: first.cases,
    stress,
  };
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
const SLACK = 0.985;
const MINIMISING: Plan = { cases: true, pairs: 14, morePairs: 0, floor: 0, memory: false, stress: 8 };

/**
 * Edits that do not matter go (after delta debugging, Zeller & Hildebrandt 2002): first all that are worth nothing
 * alone together, then halves of them. `against` has the best genome itself in the ancestor's place, so each ratio is
 * time(best) / time(without), measured directly.
 * @param signal ends the search for a smaller genome; the one found so far is kept.
 */
export async function minimise(
  against: Supervisor,
  ancestor: Ancestor,
  best: readonly Edit[],
  memoryAsked: boolean,
  signal?: AbortSignal,
): Promise<Minimised> {
  let slot = 0;
  const plan = { ...MINIMISING, memory: memoryAsked };
  const without = async (edits: readonly Edit[]): Promise<number | null> => {
    const kept = inForce(ancestor, edits);
    const result = await against.trial({ slot: slot++, text: runText(ancestor, kept), plan }, 'minimising');
    if (result.stage !== 'done') return null;
    const memory =
      result.memory && memoryAsked ? (result.memory.bytesBefore + 16) / (result.memory.bytesAfter + 16) : 1;
    return Math.exp(median(result.logs)) * Math.min(1, memory);
  };
  let edits: readonly Edit[] = best;
  const alone = await Promise.all(edits.map((gone) => without(edits.filter((edit) => edit !== gone))));
  const idle = edits.filter((_, i) => (alone[i] ?? 0) >= SLACK);
  edits = await dropped(edits, idle);
  // A second pass: what mattered beside the others may not matter any more.
  const again = await Promise.all(edits.map((gone) => without(edits.filter((edit) => edit !== gone))));
  edits = await dropped(
    edits,
    edits.filter((_, i) => (again[i] ?? 0) >= SLACK + 0.005),
  );
  const minimal = inForce(ancestor, edits);
  const base = (await without(minimal)) ?? 1;
  const gains = await Promise.all(minimal.map((gone) => without(minimal.filter((edit) => edit !== gone))));
  return {
    edits: minimal,
    ablation: minimal.map((edit, i) => ({ edit, gain: gains[i] === null ? null : base / gains[i]! })),
  };

  /** Leaves out as many of `idle` as can go together. */
  async function dropped(all: readonly Edit[], idle: readonly Edit[]): Promise<readonly Edit[]> {
    if (idle.length === 0 || signal?.aborted) return all;
    const rest = all.filter((edit) => !idle.includes(edit));
    const ratio = rest.length === 0 ? null : await without(rest);
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
