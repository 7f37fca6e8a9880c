/** What surrounds an improvement: where it writes, who watches, who may stop it. */
import type { Preflight, StressReading } from '../evaluation/protocol.ts';
import type { JudgeStrength } from '../evaluation/strength.ts';
import type { Generation } from '../evolution/generation.ts';
import type { Outcome } from '../evolution/step.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Edit } from '../genome/edit.ts';

/** What a caller can follow while it waits. */
export type Event =
  | {
      readonly type: 'begin';
      readonly run: string;
      readonly folder: string;
      readonly facts: Preflight;
      readonly judge: JudgeStrength;
      readonly experiment: Experiment;
    }
  | {
      readonly type: 'generation';
      readonly generation: Generation;
      readonly seconds: number;
      readonly outcomes: readonly Outcome[];
    }
  | {
      readonly type: 'stage';
      readonly stage: 'look' | 'judging' | 'confirmation' | 'minimising' | 'proof' | 'tests';
      readonly done: number;
      readonly of: number;
    };

/** A winner before its proof: the module's text, and how it stood the stress. */
export interface Found {
  readonly text: string;
  readonly stress: StressReading;
}

export interface ImproveContext {
  readonly populations: string;
  /** Folder for `best.*`, the patch and the report; the run's own where left out. */
  readonly out?: string;
  readonly version: string;
  /** Genomes to begin with, beside the ancestor. */
  readonly seeds?: readonly (readonly Edit[])[];
  /** Chance of a false claim that the verdict may take; 0.05 where left out. */
  readonly alpha?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: Event) => void;
  /** Asked before a proof is begun: why what was found needs none, or undefined. */
  readonly settled?: (found: Found) => Promise<string | undefined>;
  /** Milliseconds; a clock of the caller's own in tests. */
  readonly now?: () => number;
}
