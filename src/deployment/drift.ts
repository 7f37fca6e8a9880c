/** Whether a version that serves is still as much faster than the original as it was at first. */
import { meanOf, NO_SUMS, type Sums, together, varianceOf, withValue } from '../statistics/confidence-sequence.ts';
import type { Estimate } from '../statistics/summary.ts';

/** Logarithms of time of the original / time of the version, of calls that both made, by when they were. */
export interface Sampled {
  /** The first ones. */
  readonly first: Sums;
  /** The last window that is full, and the one that is being filled. */
  readonly late: Sums;
  readonly filling: Sums;
}

export const NOT_SAMPLED: Sampled = { first: NO_SUMS, late: NO_SUMS, filling: NO_SUMS };

/** Calls of one window. */
export const WINDOW = 128;
/** Below this many times what it was, a version has drifted ... */
const DRIFTED = 0.9;
/** ... if that is so by this many standard errors. */
const ERRORS = 3.3;

export function withSample({ first, late, filling }: Sampled, log: number): Sampled {
  if (first.count < WINDOW) return { first: withValue(first, log), late, filling };
  const more = withValue(filling, log);
  return more.count < WINDOW ? { first, late, filling: more } : { first, late: more, filling: NO_SUMS };
}

export const samplesTogether = (a: Sampled, b: Sampled): Sampled => ({
  first: together(a.first, b.first),
  late: together(a.late, b.late),
  filling: together(a.filling, b.filling),
});

/** Its speed beside the original's, as a ratio to what it was at first; null while too little was seen. */
export function driftOf({ first, late }: Sampled): Estimate | null {
  if (first.count < WINDOW || late.count < WINDOW) return null;
  const change = meanOf(late) - meanOf(first);
  const half = ERRORS * Math.sqrt(varianceOf(late) / late.count + varianceOf(first) / first.count);
  return { ratio: Math.exp(change), low: Math.exp(change - half), high: Math.exp(change + half) };
}

export const hasDrifted = (drift: Estimate | null): boolean => drift !== null && drift.high < DRIFTED;
