/** What many verdicts of a known truth come to, as rates with exact bounds. */
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { median } from '../../src/statistics/summary.ts';
import type { Claim } from '../../src/verdict/claim.ts';

export interface Rate {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface Rates {
  readonly verdicts: number;
  readonly claimed: Rate;
  /** Whether every claim is false: the truth is not above 1 + threshold. */
  readonly allFalse: boolean;
  /** Of the claims, those whose interval holds the truth; null where nothing was claimed. */
  readonly covered: Rate | null;
  /** Claimed ratio over the true one, median; null where nothing was claimed. */
  readonly bias: number | null;
}

export function ratesOf(claims: readonly Claim[], truth: number, threshold: number): Rates {
  const improved = claims.filter(({ verdict }) => verdict === 'improved');
  const holds = improved.filter(({ fitness: { speed } }) => speed.low <= truth && truth <= speed.high);
  return {
    verdicts: claims.length,
    claimed: rate(improved.length, claims.length),
    allFalse: truth <= 1 + threshold,
    covered: improved.length === 0 ? null : rate(holds.length, improved.length),
    bias: improved.length === 0 ? null : median(improved.map(({ fitness }) => fitness.speed.ratio / truth)),
  };
}

const rate = (hits: number, of: number): Rate => ({ share: hits / of, ...clopperPearson(hits, of) });
