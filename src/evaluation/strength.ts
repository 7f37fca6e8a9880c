/** How good the judge of a run is, and what follows from it for the search. JSON. */
import type { Recipe } from '../experiment/subject.ts';

/** Of broken copies of the original, one small fault each, those that the search's cases catch. */
export interface JudgeStrength {
  readonly faults: number;
  /** Caught by the cases, those made beside the user's inputs among them. */
  readonly caught: number;
  /** Faults that never made a difference in any value, directed inputs included: they do not count. */
  readonly unseen: number;
  /** Caught by the user's inputs alone, where more were added; null where they were good enough, or none was found. */
  readonly before: number | null;
  /** Inputs added, and pieces of code that only they reach. */
  readonly inputs: number;
  readonly reached: number;
  /** Lines of the original that are left as they are: those never run, and those in which no fault ever showed. */
  readonly idle: readonly string[];
  readonly blind: readonly string[];
}

/** The share caught, in whole percent of the faults that count; undefined where none does. */
export function caughtOf({
  faults,
  caught,
  unseen,
}: Pick<JudgeStrength, 'faults' | 'caught' | 'unseen'>): { percent: number; of: number } | undefined {
  const of = faults - unseen;
  return of > 0 ? { percent: Math.round((100 * caught) / of), of } : undefined;
}

/** What a run keeps of it. */
export interface Judging {
  readonly strength: JudgeStrength;
  /** Inputs beside the user's. */
  readonly extension: readonly Recipe[];
  /** Loci of pieces of the ancestor in which no fault ever shows. */
  readonly blind: readonly string[];
}
