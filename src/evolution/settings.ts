/** Settings of the engine, and the strategies that it is handed. */

import type { Profile } from '../analysis/heat.ts';
import type { ValueFacts } from '../analysis/values.ts';
import type { Objective } from '../evaluation/objectives/objective.ts';
import { NOTHING_ASKED, type Plan } from '../evaluation/protocol.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import type { Integrator, State } from '../integrator/integrator.ts';
import type { Opportunities } from '../integrator/traits.ts';
import type { Crossover } from '../variation/crossover/crossover.ts';
import type { Operator } from '../variation/operator.ts';
import type { Part, Whole } from '../variation/view.ts';
import type { Strategy } from './strategies/strategy.ts';

/** Strategies picked by name from the registries; the engine knows none of them itself. */
export interface Toolbox {
  readonly operators: Readonly<Record<string, Operator>>;
  readonly crossovers: Readonly<Record<string, Crossover>>;
  readonly strategies: Readonly<Record<string, Strategy>>;
  /** Objectives asked for, first the one that orders champions. */
  readonly objectives: readonly Objective[];
  /** Objectives with a limit below which a variant is infeasible. */
  readonly limits: readonly { readonly objective: Objective; readonly least: number }[];
}

export interface Settings {
  readonly ancestor: Ancestor;
  readonly toolbox: Toolbox;
  /** The search policy, with what it had learnt when the run began. */
  readonly integrator: Integrator;
  readonly learnt: State;
  /** Without it candidates are tried in random order: the control. */
  readonly ranking: boolean;
  readonly profile: Profile;
  /** Where the integrator sees something to be gained. */
  readonly opportunities: Opportunities;
  /** Loci of the ancestor at and below which nothing is changed: no fault there ever shows. */
  readonly blind: ReadonlySet<string>;
  /** By the offset of a function's body: domains that most arguments are in, by position. */
  readonly domains: ReadonlyMap<number, readonly (readonly string[])[]>;
  /** What was seen of values, by `start-end` of their expression. */
  readonly values: ReadonlyMap<string, ValueFacts>;
  /** Texts of functions of other files, by what the module calls them. */
  readonly neighbours: Readonly<Record<string, string>>;
  /** Expressions whose values a kernel was seen to give. */
  readonly parts: readonly Part[];
  /** Functions whose values a kernel was seen to give; null where none was looked at. */
  readonly wholes: readonly Whole[] | null;
  /** By export, the offset of the body of the function that a call enters first. */
  readonly entries: readonly number[];
  readonly seed: number;
  /** Genomes to begin with, beside the ancestor. */
  readonly seeds: readonly (readonly Edit[])[];
  readonly population: number;
  /** Parts of the population that breed apart. */
  readonly islands: number;
  /** Generations without a better one after which the population is made anew; 0 is never. */
  readonly patience: number;
  readonly offspring: number;
  /** Slots of the first generation, at the most, for what is promising alone ... */
  readonly first: number;
  /** ... and beyond these, for edits of operators that recognise what code does. */
  readonly recognising: number;
  readonly cost: 'time' | 'work';
  /** Accuracy of the ancestor by the oracle. */
  readonly accuracy: number;
  /** `none` is the control: every variant is made from the ancestor alone. */
  readonly parents: 'tournament' | 'none';
  readonly crossoverShare: number;
  /** Characters of run text that a variant may have. */
  readonly longest: number;
  readonly wantsMemory: boolean;
}

/**
 * A hopeful end below this leaves the race after its first pairs. It may stay in the population none the less: after
 * two pairs its interval is wide, and an edit that costs up to a tenth may be half of a gain.
 */
const FLOOR = 0.95;
/** Ratios of speed, to the ancestor and to the best, from which an offspring may become the best. */
const LEAST_GAIN = 1.03;
const NEAR = 0.95;

/**
 * How offspring are judged.
 * @param parent speed-up of the better parent: what is clearly slower than that leaves the race early as well.
 * @param best of all so far: what comes near it has its memory measured at once. Where that was left to survivors,
 * those that took more than the verdict allows crowded all others out before they were found out.
 */
export function offspringPlan({ cost, wantsMemory }: Settings, parent = 1, best = 1): Plan {
  const timed = cost === 'time';
  return {
    cases: true,
    pairs: timed ? 2 : 0,
    morePairs: timed ? 14 : 0,
    floor: FLOOR * Math.max(1, parent),
    memory: timed && (wantsMemory || Math.max(LEAST_GAIN, NEAR * best)),
    stress: timed ? FEW_STRESS : STRESS,
  };
}

/** How survivors are measured further: those that lead must be right on many more cases than all others. */
export function survivorPlan({ cost }: Settings, stressed: boolean, checked: number): Plan {
  const timed = cost === 'time';
  return {
    cases: checked,
    pairs: timed ? 8 : 0,
    morePairs: 0,
    floor: 0,
    memory: timed && !stressed,
    stress: stressed ? 0 : STRESS,
  };
}

/** How an edit is looked at alone that many genomes hold which failed: nobody asks how fast it is. */
export const alonePlan = (settings: Settings): Plan => ({
  ...survivorPlan(settings, false, 0),
  pairs: 0,
  memory: false,
});

/** How all others are looked at again when a case was found on which one of them failed. */
export const FOUND_PLAN: Plan = { ...NOTHING_ASKED, cases: 'found' };

/**
 * Stress checks a class of offspring: enough for those that are wrong nearly everywhere beside the inputs. Where only
 * survivors were stressed, those came up faster than they were found out, and were all finalists in the end.
 */
const FEW_STRESS = 2;

/** Stress checks a class in the search; the verdict makes more. */
const STRESS = 10;
