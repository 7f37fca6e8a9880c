/** The plan of a verdict: everything that is fixed before the answer is known. */

export interface ProofPlan {
  /** Fresh processes in which both sides run interleaved. */
  readonly processes: number;
  /** Interleaved pairs in each. */
  readonly pairs: number;
  /** Milliseconds of one block. */
  readonly blockMs: number;
  /** Unseen inputs on which results are compared, over all processes. */
  readonly checks: number;
  /** Milliseconds that the comparing of results may take in one process; fewer inputs where it runs out. */
  readonly checkMs: number;
  /** Pairs of processes of the second reading, in which each side runs alone. */
  readonly alonePairs: number;
  /** Milliseconds that one side runs alone. */
  readonly aloneMs: number;
  /** Stress checks a class. */
  readonly stress: number;
  readonly seed: number;
}

/** Stress checks a class in a verdict. */
export const STRESS_CHECKS = 60;

/**
 * Numbers for a proof that may take about `seconds`. Fewer than 8 processes and 6 pairs of processes it never has: on
 * the machine where this was chosen, these take 17 s.
 */
export function proofPlan(seconds: number, seed: number): ProofPlan {
  const long = seconds >= 45;
  return {
    processes: long ? 12 : 8,
    pairs: long ? 24 : 16,
    blockMs: 4,
    checks: 10_000,
    checkMs: 1500,
    // One process in a state of its own widens this reading most, so that time which is left goes to it.
    alonePairs: long ? 12 : seconds >= 22 ? 9 : 6,
    aloneMs: 350,
    stress: STRESS_CHECKS,
    seed,
  };
}

/** Seconds that a verdict may take: the larger of 30 s and half the budget. */
export const allowance = (budget: number | null): number => Math.max(30, (budget ?? 60) / 2);
