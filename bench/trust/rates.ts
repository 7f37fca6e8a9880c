/** What many verdicts of a known truth come to, as rates with exact bounds. */
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { median } from '../../src/statistics/summary.ts';
import type { Claim } from '../../src/verdict/claim.ts';

export interface Rate {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface KnownVerdict {
  readonly claim: Pick<Claim, 'verdict'> & { readonly fitness: Pick<Claim['fitness'], 'speed'> };
  /** How many times as fast the variant truly is. */
  readonly truth: number;
  readonly threshold: number;
}

export interface Rates {
  readonly verdicts: number;
  /** Claims among the verdicts whose truth is not above 1 + threshold: all are false. Null where there is none. */
  readonly wrong: Rate | null;
  /** Claims among the verdicts whose truth is above it. Null where there is none. */
  readonly found: Rate | null;
  /** Of all claims, those whose interval holds the truth; null where nothing was claimed. */
  readonly covered: Rate | null;
  /** Claimed ratio over the true one, median; null where nothing was claimed. */
  readonly bias: number | null;
}

export function ratesOf(verdicts: readonly KnownVerdict[]): Rates {
  const isClaim = ({ claim }: KnownVerdict): boolean => claim.verdict === 'improved';
  const below = verdicts.filter(({ truth, threshold }) => truth <= 1 + threshold);
  const above = verdicts.filter(({ truth, threshold }) => truth > 1 + threshold);
  const claims = verdicts.filter(isClaim);
  const holds = claims.filter(({ claim, truth }) => {
    const { low, high } = claim.fitness.speed;
    return low <= truth && truth <= high;
  });
  return {
    verdicts: verdicts.length,
    wrong: rate(below.filter(isClaim).length, below.length),
    found: rate(above.filter(isClaim).length, above.length),
    covered: rate(holds.length, claims.length),
    bias: claims.length === 0 ? null : median(claims.map(({ claim, truth }) => claim.fitness.speed.ratio / truth)),
  };
}

const rate = (hits: number, of: number): Rate | null =>
  of === 0 ? null : { share: hits / of, ...clopperPearson(hits, of) };
