/** A generation: an immutable value, plain JSON; one step of the engine leads from one to the next. */
import type { Measures } from '../evaluation/objectives/objective.ts';
import type { Stage } from '../evaluation/protocol.ts';
import type { Edit } from '../genome/edit.ts';
import type { State, Traits } from '../integrator/integrator.ts';
import type { Blame } from './blame.ts';
import type { Worths } from './worth.ts';

export interface Individual {
  /** `g<generation>-<slot>`. */
  readonly id: string;
  readonly edits: readonly Edit[];
  readonly parents: readonly string[];
  /** What made it: an operator, a crossover, or `ancestor`. */
  readonly operator: string;
  readonly born: number;
  /** Which part of the population it belongs to; the ancestor is on all of them. */
  readonly island: number;
  /** Hash of its canonical form. */
  readonly form: string;
  readonly measures: Measures;
}

/** A variant that is to be judged: an offspring, a survivor that has earned more measuring, or one that may be wrong. */
export interface Candidate {
  readonly slot: number;
  readonly kind: 'offspring' | 'survivor' | 'suspect';
  readonly id: string;
  readonly edits: readonly Edit[];
  readonly parents: readonly string[];
  readonly operator: string;
  /** Which strategy made it; empty for all but an offspring. */
  readonly strategy: string;
  /** What the integrator is told of the one edit that is new in it; null where there is none or are several. */
  readonly traits: Traits | null;
  /** Probability, by the integrator, that it is kept. */
  readonly score: number | null;
  readonly form: string;
  /** Run text. */
  readonly text: string;
}

/** How one candidate fared: a line of the journal. */
export interface OutcomeRecord {
  readonly generation: number;
  readonly slot: number;
  readonly id: string;
  readonly kind: 'offspring' | 'survivor' | 'suspect';
  readonly operator: string;
  readonly parents: readonly string[];
  readonly edits: number;
  readonly stage: Stage | 'duplicate';
  readonly reason: string | null;
  /** Ratio of speed as measured in this trial, or null. */
  readonly ratio: number | null;
  /** Milliseconds it cost, 0 with `--cost work`. */
  readonly cost: number;
  /** As in {@link Candidate}; of offspring alone. */
  readonly strategy: string;
  readonly traits: Traits | null;
  readonly score: number | null;
  /** Whether it was kept, and the logarithm of its speed beside its parent's. */
  readonly kept: boolean;
  readonly gain: number;
}

/** What adapts from generation to generation, all of it. */
export interface Adaptive {
  /** How many variants each case rejected, by case number; further cases have negative ones. */
  readonly kills: Readonly<Record<number, number>>;
  /** Record of each operator: proposals, those that passed the cases, those better than their best parent. */
  readonly operators: Readonly<Record<string, OperatorRecord>>;
  /** Ids of the edits of the opening that had their turn, in its order. */
  readonly opened: readonly string[];
  /** Edits that were tried alone by id, with what each is worth. */
  readonly screened: Worths;
  /** What further checks of genomes said of their edits. */
  readonly blame: Blame;
  /** Record of each strategy, with the slots that it had. */
  readonly strategies: Readonly<Record<string, OperatorRecord & { readonly dealt: number }>>;
  /** What the integrator has learnt. */
  readonly integrator: State;
}

export interface OperatorRecord {
  readonly tried: number;
  readonly passed: number;
  readonly won: number;
}

export interface Generation {
  readonly index: number;
  /** Survivors, best first. */
  readonly population: readonly Individual[];
  /** The best ever seen, kept apart from the population. */
  readonly champions: readonly Individual[];
  /** The best of each kind, by what sets kinds apart: speed, memory and size. */
  readonly archive: readonly Individual[];
  /** Right on all cases, faster, and different beside them: a guard may make them fit. Fastest first. */
  readonly unstable: readonly Individual[];
  readonly adaptive: Adaptive;
  /** Whether one that had passed the cases failed on a further one, for the first time on that one. */
  readonly found: boolean;
  /** Canonical forms judged for the first time in this generation. */
  readonly forms: readonly string[];
  /** Totals since the run began. */
  readonly variants: number;
  readonly evaluations: number;
  /** Generations since the best improved. */
  readonly stagnant: number;
  /** Index of the generation in which the population was last made anew. */
  readonly restarted: number;
  /** Product of the asked gains of the best champion, at their cautious ends. */
  readonly best: number;
  /** Median and spread of the ancestor measured against itself in this generation, or null. */
  readonly again: { readonly ratio: number; readonly low: number; readonly high: number } | null;
}

/** The island of a slot's offspring. */
export const islandOf = (slot: number, islands: number): number => ((slot % islands) + islands) % islands;

/** Champions and population, each individual once. */
export const membersOf = ({ champions, population }: Generation): Individual[] => once([...champions, ...population]);

/** Those, and all else that may be a parent. */
export const everyoneOf = ({ champions, population, archive }: Generation): Individual[] =>
  once([...archive, ...champions, ...population]);

const once = (individuals: readonly Individual[]): Individual[] => [
  ...new Map(individuals.map((individual) => [individual.id, individual])).values(),
];
