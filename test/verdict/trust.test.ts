/** The verdict on a simulated clock, in short: `npm run bench -- trust` runs it at length. */
import { describe, expect, test } from 'vitest';
import { ratesOf } from '../../bench/trust/rates.ts';
import { type Noise, simulatedClaim, simulatedReadings } from '../../bench/trust/simulated.ts';
import { stream } from '../../src/statistics/random.ts';
import { median } from '../../src/statistics/summary.ts';
import type { Claim } from '../../src/verdict/claim.ts';
import { type ProofPlan, proofPlan } from '../../src/verdict/plan.ts';

/** Noisier than a quiet machine: processes with states of their own, a second mode, bursts. */
const NOISE: Noise = {
  processSpread: 0.03,
  aloneSpread: 0.05,
  modeShare: 0.05,
  modeShift: 0.2,
  pairSpread: 0.04,
  turnSpread: 0.06,
  autocorrelation: 0.3,
  spikeShare: 0.05,
  spikeSize: 0.3,
  drift: 0.002,
};

type Verdict = (truth: number, threshold: number, seed: number) => Claim;

const planned =
  (change: Partial<ProofPlan> = {}): Verdict =>
  (truth, threshold, seed) =>
    simulatedClaim(truth, threshold, { ...proofPlan(27, seed), ...change }, NOISE, stream(seed, truth, threshold));

const real = planned();

/** As other tools decide: one process, its median against the threshold. */
const naive: Verdict = (truth, threshold, seed) => {
  const { logs } = simulatedReadings(truth, proofPlan(27, seed), NOISE, stream(seed, truth, threshold));
  const ratio = Math.exp(median(logs[0]!));
  const claimed = real(truth, threshold, seed);
  return {
    ...claimed,
    verdict: ratio > 1 + threshold ? 'improved' : 'not-improved',
    fitness: { ...claimed.fitness, speed: { ratio, low: ratio, high: ratio } },
  };
};

const rates = (verdict: Verdict, truth: number, threshold: number, count = 800) =>
  ratesOf(Array.from({ length: count }, (_, seed) => ({ truth, threshold, claim: verdict(truth, threshold, seed) })));

describe('of verdicts whose truth is known', () => {
  test.each([
    [1.1, 0.1, 0.025],
    [1.08, 0.1, 0.01],
    [1, 0, 0.025],
  ])('a true %f is claimed above 1 + %f in at most %f', (truth, threshold, most) => {
    expect(rates(real, truth, threshold).wrong!.low).toBeLessThanOrEqual(most);
    // The same bench catches a verdict that takes one reading for the truth.
    expect(rates(naive, truth, threshold).wrong!.low).toBeGreaterThan(most);
  });

  test('a true gain is found, and the interval holds it', () => {
    const { found, covered, bias } = rates(real, 2, 0.1);
    expect(found!.low).toBeGreaterThan(0.95);
    expect(covered!.high).toBeGreaterThanOrEqual(0.95);
    expect(covered!.low).toBeGreaterThan(0.9);
    expect(Math.abs(bias! - 1)).toBeLessThan(0.02);
  });

  test('where the first look cannot tell, a further one finds most of what is there', () => {
    const [once, further] = [planned({ looks: [8] }), real].map((verdict) => rates(verdict, 1.17, 0.1).found!);
    expect(once!.high).toBeLessThan(0.6);
    expect(further!.low).toBeGreaterThan(0.8);
  });
});
