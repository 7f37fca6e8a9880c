/** The record of a run: `run.json`. */

import type { Preflight } from '../evaluation/protocol.ts';
import type { Judging } from '../evaluation/strength.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Neighbours } from '../experiment/neighbours.ts';
import type { Edit } from '../genome/edit.ts';
import type { Calibration, State } from '../integrator/integrator.ts';
import type { RuleData } from '../variation/rule.ts';

/** Goes up where older records cannot be read any more. */
export const RUN_FORMAT = 6;

export interface RunRecord<Result = unknown> {
  readonly format: typeof RUN_FORMAT;
  readonly name: string;
  readonly experiment: Experiment;
  /** Exports under test. */
  readonly exports: readonly string[];
  readonly ancestor: {
    readonly file: string;
    readonly hash: string;
    readonly text: string;
    /** Texts of functions of other files that it calls. */
    readonly neighbours: Neighbours;
  };
  readonly inputs: string;
  readonly facts: Preflight;
  /** How good the judge is, and what follows from it for the search. */
  readonly judging: Judging;
  /**
   * The search policy that the run began with: source, what it had learnt, rules learnt beside the shipped ones, and
   * genomes that it was given.
   */
  readonly policy: {
    readonly source: string;
    readonly learnt: State;
    readonly calibration: Calibration | null;
    readonly rules: readonly RuleData[];
    readonly seeds?: readonly (readonly Edit[])[];
  };
  readonly versions: {
    readonly integron: string;
    readonly node: string;
    readonly v8: string;
    readonly platform: string;
    readonly cores: number;
  };
  readonly started: string;
  /** Seconds of search so far, over all sittings. */
  readonly searchSeconds: number;
  readonly status: 'running' | 'interrupted' | 'finished' | 'failed';
  readonly result: Result | null;
}
