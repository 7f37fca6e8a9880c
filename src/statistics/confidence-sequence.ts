/**
 * A confidence sequence for a mean: an interval that holds at every look, however often one looks and whenever one
 * stops. Asymptotic, by a normal mixture (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Annals of Statistics).
 */
import type { Estimate } from './summary.ts';

/** Sums of values, which can be put together from several processes. */
export interface Sums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

export const NO_SUMS: Sums = { count: 0, sum: 0, squares: 0 };

export const withValue = ({ count, sum, squares }: Sums, value: number): Sums => ({
  count: count + 1,
  sum: sum + value,
  squares: squares + value * value,
});

export const together = (a: Sums, b: Sums): Sums => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
  squares: a.squares + b.squares,
});

export const meanOf = ({ count, sum }: Sums): number => sum / count;

/** Of a sample. */
export const varianceOf = (sums: Sums): number =>
  Math.max(0, (sums.squares - sums.count * meanOf(sums) ** 2) / (sums.count - 1));

/** Below this many values a variance is too rough, the more so of skewed ones: the interval is endless. */
const FEWEST = 64;
/** The count of values at which the sequence is narrowest. */
const TUNED_FOR = 100;

/** @param sums of logarithms. @returns ratios; with probability 1 - alpha the truth lies in all intervals ever given. */
export function sequenceEstimate(sums: Sums, alpha: number): Estimate {
  const { count } = sums;
  if (count === 0) return { ratio: 1, low: 0, high: Number.POSITIVE_INFINITY };
  const mean = meanOf(sums);
  if (count < FEWEST) return { ratio: Math.exp(mean), low: 0, high: Number.POSITIVE_INFINITY };
  const l = -2 * Math.log(alpha);
  const rho = (l + Math.log(l + 1)) / TUNED_FOR;
  const t = count * rho + 1;
  const half =
    Math.sqrt(varianceOf(sums)) * Math.sqrt(((2 * t) / (count * count * rho)) * Math.log(Math.sqrt(t) / alpha));
  return { ratio: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half) };
}
