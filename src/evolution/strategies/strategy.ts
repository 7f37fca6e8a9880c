/** What a strategy is: one way to make an offspring of what the generations so far have shown. */
import type { Ancestor } from '../../genome/ancestor.ts';
import type { Edit } from '../../genome/edit.ts';
import type { RandomStream } from '../../statistics/random.ts';
import type { Crossover } from '../../variation/crossover/crossover.ts';
import type { View } from '../../variation/view.ts';
import type { Generation, Individual } from '../generation.ts';
import type { Worth } from '../worth.ts';

/** A genome not yet expressed, and where it is from. */
export interface Made {
  readonly edits: readonly Edit[];
  readonly parents: readonly string[];
  readonly operator: string;
}

/** An edit that was tried alone. */
export interface Screened {
  readonly edit: Edit;
  /** Null where a rule's edit gives wrong answers alone. */
  readonly worth: Worth | null;
}

/** What is known when a generation is made; the same for all of its slots. */
export interface Knowledge {
  readonly ancestor: Ancestor;
  /** By export, the offset of the body of the function that a call enters first. */
  readonly entries: readonly number[];
  readonly crossovers: Readonly<Record<string, Crossover>>;
  readonly crossoverShare: number;
  readonly generation: Generation;
  /** Genomes that the run was given. */
  readonly seeds: readonly (readonly Edit[])[];
  /** Edits that are each worth a trial alone and had none yet, the most promising first. */
  readonly opening: readonly Edit[];
  /** Those that were tried alone and are worth a try in company. */
  readonly screened: readonly Screened[];
  /** The population's members that may be parents. */
  readonly parents: readonly Individual[];
  /** The best feasible ones ever seen, best first. */
  readonly best: readonly Individual[];
  /** One of the parents by a binary tournament. */
  parent(random: RandomStream): Individual;
  /** A genome looked at; `within` keeps to nodes with these loci. */
  view(edits: readonly Edit[], within?: (locus: string) => boolean): View;
  /** One more edit, by an operator drawn by how operators have fared. */
  mutation(view: View, random: RandomStream): Edit | undefined;
}

export interface Strategy {
  readonly name: string;
  /** What it does, for people. */
  readonly does: string;
  /** Its share of the slots before anything is known of it, beside the others'. */
  readonly prior: number;
  /** Whether it comes before all others as long as the run knows nothing. */
  readonly first?: true;
  /** How many offspring it could make in this generation. */
  left(knowledge: Knowledge): number;
  /**
   * @param turn how many slots of this generation the strategy had before.
   * @param attempt how many times this slot's offspring came to nothing, or to one that was judged before.
   */
  make(knowledge: Knowledge, random: RandomStream, turn: number, attempt: number): Made | undefined;
}
