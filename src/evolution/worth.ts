/**
 * What each edit is worth that was tried alone: the first trial says little, for it is one race; every genome that holds
 * the edit says more. Logarithms of gains add up, so this is a linear regression, kept as a mean and a variance for each
 * edit and brought up to date by each outcome (assumed-density filtering, as in Graepel, Quiñonero Candela, Borchert &
 * Herbrich 2010; a Kalman filter whose covariances are left out). Draws of it serve Thompson sampling.
 */
import type { RandomStream } from '../statistics/random.ts';

/** Of the logarithm of an edit's gain. */
export interface Worth {
  readonly mean: number;
  readonly variance: number;
}

/** By id of the edit; null where a rule's edit gives wrong answers alone. */
export type Worths = Readonly<Record<string, Worth | null>>;

/** Before any outcome: eight edits in ten are worth less than 10 % either way. */
const PRIOR_VARIANCE = 0.08 ** 2;
/** Of one pair of a race, and of what gains do not add up to: as in races of the ancestor against itself. */
const PAIR_VARIANCE = 0.1 ** 2;
const JOINT_VARIANCE = 0.03 ** 2;
/** An outcome further off than this many standard deviations says no more than one as far: it is no sum of gains. */
const FURTHEST = 2;

/** An edit of which nothing is known yet. */
export const UNKNOWN: Worth = { mean: 0, variance: PRIOR_VARIANCE };

/**
 * @param edits ids of all edits of a genome. @param gain logarithm of its gain, over so many pairs; 0 where it was not timed.
 * @returns `worths` with those of these edits brought up to date that it holds; others stand for what is not known.
 */
export function withOutcome(
  worths: Worths,
  edits: readonly string[],
  { gain, pairs }: { readonly gain: number; readonly pairs: number },
): Worths {
  const known = edits.flatMap((id) => {
    const worth = worths[id];
    return worth ? [[id, worth] as const] : [];
  });
  if (known.length === 0) return worths;
  const noise = JOINT_VARIANCE + (pairs > 0 ? PAIR_VARIANCE / pairs : 0);
  const variance =
    noise + PRIOR_VARIANCE * (edits.length - known.length) + known.reduce((sum, [, worth]) => sum + worth.variance, 0);
  const furthest = FURTHEST * Math.sqrt(variance);
  const expected = known.reduce((sum, [, { mean }]) => sum + mean, 0);
  const surprise = Math.max(-furthest, Math.min(furthest, gain - expected));
  const next = known.map(([id, worth]): [string, Worth] => {
    const share = worth.variance / variance;
    return [id, { mean: rounded(worth.mean + share * surprise), variance: rounded(worth.variance * (1 - share), 1e8) }];
  });
  return { ...worths, ...Object.fromEntries(next) };
}

const rounded = (value: number, digits = 1e5): number => Math.round(value * digits) / digits;

/** A draw of what an edit may be worth (Box & Muller 1958). */
export function drawn({ mean, variance }: Worth, random: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return mean + Math.sqrt(variance) * radius * Math.cos(2 * Math.PI * random());
}
