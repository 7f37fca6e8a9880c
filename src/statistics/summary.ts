/** Medians, order statistics and the intervals of paired log ratios. */

/** A ratio with its 95 % interval. */
export interface Estimate {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** For people: `1.41 (1.39 to 1.43)`. */
export const inFigures = ({ ratio, low, high }: Estimate, digits = 2): string =>
  `${ratio.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;

/** For people: a share as `5 %`. */
export const inPercent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

export function median(values: readonly number[]): number {
  // Faster: comparisons instead of a difference.
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = sorted.length >> 1;
  return sorted.length & 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Sample standard deviation; 0 for fewer than two values. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** Linear interpolation between order statistics; `share` in [0, 1]. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  return low + (sorted[Math.min(below + 1, sorted.length - 1)]! - low) * (at - below);
}

/**
 * The two-sided point of Student's t: |t| stays below it with this confidence. Exact, from the finite sums for whole
 * degrees of freedom (Abramowitz & Stegun 26.7.3 and 26.7.4). Below 1 degree it is endless.
 */
export function studentPoint(degrees: number, confidence = 0.95): number {
  if (degrees < 1) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = 1;
  while (studentWithin(high, degrees) < confidence) high *= 2;
  for (let i = 0; i < 45; i++) {
    const middle = (low + high) / 2;
    if (studentWithin(middle, degrees) < confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|T| < t) for a whole number of degrees of freedom. */
function studentWithin(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 2 : 1; k < degrees - 2; k += 2) {
    term *= (cosine * cosine * k) / (k + 1);
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** Student's interval for the mean of logarithms, as ratios (geometric mean). One value alone has an endless interval. */
export function studentEstimate(logs: readonly number[], confidence = 0.95): Estimate {
  const centre = mean(logs);
  const half =
    logs.length < 2
      ? Number.POSITIVE_INFINITY
      : (studentPoint(logs.length - 1, confidence) * deviation(logs)) / Math.sqrt(logs.length);
  return { ratio: Math.exp(centre), low: Math.exp(centre - half), high: Math.exp(centre + half) };
}

/**
 * The median of logarithms with its order-statistics interval (at least 95 %; exact binomial), as ratios.
 * Below 6 values no two of them reach 95 %: the interval is then Student's, and never narrower than their range.
 */
export function medianEstimate(logs: readonly number[]): Estimate {
  if (logs.length === 0) return { ratio: 1, low: 0, high: Number.POSITIVE_INFINITY };
  // Faster: comparisons instead of a difference.
  const sorted = [...logs].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const ratio = Math.exp(median(sorted));
  if (sorted.length < 6) {
    const wide = studentEstimate(sorted);
    return { ratio, low: Math.min(wide.low, ratio), high: Math.max(wide.high, ratio) };
  }
  const k = rankOfMedian(sorted.length);
  return { ratio, low: Math.exp(sorted[k]!), high: Math.exp(sorted[sorted.length - 1 - k]!) };
}

/** The largest k with P(Binomial(n, 1/2) <= k) <= 2.5 %: between the k-th and the (n-1-k)-th value lies the median. */
export function rankOfMedian(n: number): number {
  // By logarithms: 0.5 ** 1075 is 0.
  let log = n * Math.log(0.5);
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    sum += Math.exp(log);
    if (sum > 0.025) return Math.max(k - 1, 0);
    log += Math.log((n - k) / (k + 1));
  }
  return 0;
}
