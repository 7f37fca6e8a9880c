/** What a run ends with: the object that `--json` prints and the reports are made of. */
import type { StressReading } from '../evaluation/protocol.ts';
import type { JudgeStrength } from '../evaluation/strength.ts';
import type { Edit } from '../genome/edit.ts';
import type { ProvenFitness } from './claim.ts';
import type { Proof } from './prove.ts';

export interface ExplainedEdit {
  readonly operator: string;
  /** Line of the ancestor. */
  readonly line: number;
  /** Time without this edit over time with it; null where the result is wrong without it. */
  readonly gain: number | null;
  readonly why: string;
}

/** A member of the front at the end of the search: measured there, not proved. */
export interface FrontMember {
  readonly id: string;
  readonly edits: number;
  readonly speed: { readonly ratio: number; readonly low: number; readonly high: number };
  readonly memory: number | null;
  readonly accuracy: number;
  readonly stability: number | null;
}

export interface RunResult {
  readonly run: string;
  readonly seed: number;
  readonly verdict: 'improved' | 'not-improved' | 'interrupted' | 'failed';
  readonly reason: string;
  readonly module: string;
  readonly exports: readonly string[];
  readonly variants: number;
  readonly evaluations: number;
  readonly generations: number;
  readonly searchSeconds: number;
  readonly seconds: number;
  readonly stoppedBy: string;
  readonly best: {
    readonly id: string;
    readonly file: string;
    readonly patch: string;
    readonly edits: readonly ExplainedEdit[];
    readonly fitness: ProvenFitness;
  } | null;
}

/** What can be claimed on one Node. */
export interface RuntimeClaim {
  /** As in `v20.20.2`. */
  readonly version: string;
  readonly v8: string;
  readonly verdict: 'improved' | 'not-improved';
  readonly fitness: ProvenFitness;
}

/** What became of a guard for the classes of inputs in which the candidate differed. */
export interface GuardTrial {
  readonly kinds: readonly string[];
  readonly kept: boolean;
  /** time(original) / time(candidate), without the guard and with it; null where no guard helped. */
  readonly without: number | null;
  readonly with: number | null;
}

/** What is kept beside the printed result, for reports and for proving again. */
export interface RunDetail {
  readonly result: RunResult;
  /** The candidate that was proved, whether or not it could be claimed. */
  readonly candidate: {
    readonly id: string;
    readonly edits: readonly Edit[];
    readonly explained: readonly ExplainedEdit[];
    readonly text: string;
    readonly diff: string;
    readonly fitness: ProvenFitness | null;
    readonly proof: Proof | null;
    /** Claims on each Node named by `--runtime`; empty where none was. */
    readonly runtimes: readonly RuntimeClaim[];
    readonly stress: StressReading | null;
    /** Null where it differed for no class of inputs. */
    readonly guard: GuardTrial | null;
  } | null;
  readonly front: readonly FrontMember[];
  /** The ancestor measured against itself during the search: medians of the generations. */
  readonly again: { readonly ratio: number; readonly low: number; readonly high: number } | null;
  readonly typeCheck: string | null;
  readonly judge: JudgeStrength;
  /** The user's own tests with the patch, or null where they were not asked for or not reached. */
  readonly tests: {
    readonly command: string;
    readonly passed: boolean;
    readonly seconds: number;
    readonly said: string;
  } | null;
  readonly hosts: { readonly restarts: number; readonly blamed: number };
}
