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

/** Numbers for a verdict that may take about `seconds` (at least 30). */
export function proofPlan(seconds: number, seed: number): ProofPlan {
  const long = seconds >= 60;
  return {
    processes: long ? 12 : 8,
    pairs: long ? 24 : 16,
    blockMs: 4,
    checks: 10_000,
    checkMs: 1500,
    alonePairs: long ? 8 : 6,
    aloneMs: 350,
    stress: 60,
    seed,
  };
}
