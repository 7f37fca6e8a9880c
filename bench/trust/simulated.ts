/**
 * Verdicts on a simulated clock: the truth is known, and the noise is that of real block times. What is under test is
 * the verdict's own arithmetic (`readingsOf`, `claim`), with the plan that real verdicts have.
 */
import type { StressReading } from '../../src/evaluation/protocol.ts';
import type { RandomStream } from '../../src/statistics/random.ts';
import { type Claim, claim } from '../../src/verdict/claim.ts';
import type { ProofPlan } from '../../src/verdict/plan.ts';
import { type Proof, readingsOf } from '../../src/verdict/prove.ts';

/** Scatter of measured times. All spreads are standard deviations of natural logarithms. */
export interface Noise {
  /** Between processes, of the ratio of two sides in one process: each settles in a state of its own. */
  readonly processSpread: number;
  /** Between processes, of the time of a side that runs alone. */
  readonly aloneSpread: number;
  /** Share of processes in which one side, either as likely, settles in a second, slower mode, and how much slower. */
  readonly modeShare: number;
  readonly modeShift: number;
  /** Between the pairs of one process, and how much of one pair's deviation the next one inherits. */
  readonly pairSpread: number;
  readonly autocorrelation: number;
  /** Share of blocks that a burst hits, and its mean size. */
  readonly spikeShare: number;
  readonly spikeSize: number;
  /** By which both sides slow down from pair to pair: it must not show. */
  readonly drift: number;
}

/** The readings of one proof of a variant that is truly `truth` times as fast. */
export function simulatedReadings(
  truth: number,
  plan: ProofPlan,
  noise: Noise,
  random: RandomStream,
): ReturnType<typeof readingsOf> {
  const normal = (spread: number): number =>
    spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const spike = (): number => (random() < noise.spikeShare ? -noise.spikeSize * Math.log(1 - random()) : 0);
  const mode = (): number => (random() < noise.modeShare ? noise.modeShift : 0);
  const logs: number[][] = [];
  for (let k = 0; k < plan.processes; k++) {
    // A slow mode of the left side makes the variant look faster, one of the right side slower.
    const state = normal(noise.processSpread) + (random() < 0.5 ? mode() : -mode());
    let deviation = normal(noise.pairSpread);
    const pairs: number[] = [];
    for (let p = 0; p < plan.pairs; p++) {
      const inherited = noise.autocorrelation;
      deviation = inherited * deviation + normal(noise.pairSpread * Math.sqrt(1 - inherited ** 2));
      const [left, right] = [spike() + p * noise.drift, spike() + p * noise.drift];
      pairs.push(Math.log(truth) + state + deviation + left - right);
    }
    logs.push(pairs);
  }
  const side = (): number => normal(noise.aloneSpread) + mode() + spike() / 8;
  const alone = Array.from({ length: plan.alonePairs }, () => Math.log(truth) + side() - side());
  return readingsOf(logs, alone);
}

const PEACEFUL: StressReading = { checks: 100, score: 1, hard: null, failing: [] };

/** The claim that a real verdict would make of such readings. */
export function simulatedClaim(
  truth: number,
  threshold: number,
  plan: ProofPlan,
  noise: Noise,
  random: RandomStream,
): Claim {
  const proof: Proof = {
    ...simulatedReadings(truth, plan, noise, random),
    processes: plan.processes,
    pairs: plan.pairs,
    checked: plan.checks,
    different: 0,
    mismatch: null,
    scores: null,
    micros: { before: 1, after: 1 / truth },
    memory: { ratio: { ratio: 1, low: 1, high: 1 }, bytesBefore: 0, bytesAfter: 0, retained: 0, growth: 0 },
    plan,
  };
  return claim(proof, PEACEFUL, { asked: ['speed'], threshold, minAccuracy: null, minStability: 0.95 });
}
