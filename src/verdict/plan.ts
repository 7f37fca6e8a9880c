/** The plan of a verdict: everything that is fixed before the answer is known. */
import { NOTHING_ASKED, type Plan } from '../evaluation/protocol.ts';

export interface ProofPlan {
  /**
   * Looks at the readings: how many processes in which both sides run interleaved, and pairs of processes in which each
   * side runs alone, there are by then. Whether a further look is taken depends on what the ones before it show.
   */
  readonly looks: readonly number[];
  /** Interleaved pairs in each process. */
  readonly pairs: number;
  /** Milliseconds of one block. */
  readonly blockMs: number;
  /** Turns that each side takes in a pair of processes, and milliseconds of one turn of the slower side. */
  readonly turns: number;
  readonly turnMs: number;
  /** Unseen inputs on which results are compared, over all processes. */
  readonly checks: number;
  /** Milliseconds that the comparing of results may take in one process; fewer inputs where it runs out. */
  readonly checkMs: number;
  /** Stress checks a class. */
  readonly stress: number;
  /** No further look is begun that would end later than this. */
  readonly seconds: number;
  readonly seed: number;
  /** Chance of a false claim that it may take. */
  readonly alpha: number;
}

/** Stress checks a class in a verdict. */
const STRESS_CHECKS = 60;

/** What a finalist goes through in a worker before it is proved: all cases, and every stress check by name. */
export const STRESS_TRIAL: Plan = {
  ...NOTHING_ASKED,
  cases: true,
  stress: STRESS_CHECKS,
  named: true,
};

/** Seconds that the parts of a proof take on the machine where this was chosen. */
const FIXED = 3;
const A_PROCESS = 1.6;
const FEWEST = 8;
const ENOUGH = 20;
const MOST = 24;
/** How many times as long a slower or busier machine may take. */
const PATIENCE = 2;

/**
 * Numbers for a proof that may take about `seconds`. The first look has 8 processes, which take 16 s, however little
 * time there is; where those cannot tell a gain from noise, 20 are waited for: array-to-tree, b-spline and
 * number-to-words were found to be 1.15 to 1.5 times as fast, and 8 could not tell.
 */
export function proofPlan(seconds: number, seed: number, alpha = 0.05): ProofPlan {
  const most = Math.min(MOST, Math.floor((seconds - FIXED) / A_PROCESS));
  const looks = most >= ENOUGH ? [FEWEST, 14, most] : [FEWEST, ENOUGH];
  return {
    looks,
    pairs: 64,
    blockMs: 1,
    turns: 12,
    turnMs: 10,
    // What differs on one input in 20,000 passed 10,000 more often than not, and was handed out (compare-versions).
    checks: 60_000,
    checkMs: 1500,
    stress: STRESS_CHECKS,
    seconds: Math.max(seconds, PATIENCE * (FIXED + A_PROCESS * ENOUGH)),
    seed,
    alpha,
  };
}

/**
 * Confidence of the interval at each look: with alpha (5 %) shared out among the looks that are planned, all of their
 * intervals hold together in 95 % of the proofs (Bonferroni), at whichever look a proof ends.
 */
export const confidenceOf = ({ looks, alpha }: Pick<ProofPlan, 'looks' | 'alpha'>): number => 1 - alpha / looks.length;

/** Seconds that a verdict may take: the larger of 30 s and half the budget. */
export const allowance = (budget: number | null): number => Math.max(30, (budget ?? 60) / 2);
