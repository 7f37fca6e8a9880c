/**
 * Verdicts on a simulated clock: the truth is known, and the noise is that of real block times. What is under test is
 * the verdict's own arithmetic (`readingsOf`, `claim`, the looks), with the plan that real verdicts have.
 */
import type { StressReading } from '../../src/evaluation/protocol.ts';
import type { RandomStream } from '../../src/statistics/random.ts';
import { type Claim, claim } from '../../src/verdict/claim.ts';
import { confidenceOf, type ProofPlan } from '../../src/verdict/plan.ts';
import { type Proof, readingsOf, type SideTurns } from '../../src/verdict/prove.ts';

/** Scatter of measured times. All spreads are standard deviations of natural logarithms. */
export interface Noise {
  /** Between processes, of the ratio of two sides in one process: each settles in a state of its own. */
  readonly processSpread: number;
  /** Between pairs of processes, of the ratio of two sides that are alone. */
  readonly aloneSpread: number;
  /** Share of processes in which one side, either as likely, settles in a second, slower mode, and how much slower. */
  readonly modeShare: number;
  readonly modeShift: number;
  /** Between the pairs of one process, between the turns, and how much of a deviation the next one inherits. */
  readonly pairSpread: number;
  readonly turnSpread: number;
  readonly autocorrelation: number;
  /** Share of blocks that a burst hits, and its mean size. */
  readonly spikeShare: number;
  readonly spikeSize: number;
  /** By which both sides slow down from turn to turn: it must not show. */
  readonly drift: number;
}

export interface SimulatedReadings {
  readonly logs: readonly (readonly number[])[];
  readonly turns: readonly SideTurns[];
}

/** Readings of one proof, all looks of it, of a variant that is truly `truth` times as fast. */
export function simulatedReadings(
  truth: number,
  plan: ProofPlan,
  noise: Noise,
  random: RandomStream,
): SimulatedReadings {
  const normal = (spread: number): number =>
    spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const spike = (): number => (random() < noise.spikeShare ? -noise.spikeSize * Math.log(1 - random()) : 0);
  const mode = (): number => (random() < noise.modeShare ? noise.modeShift : 0);
  /** What one process or pair of processes adds to every ratio: a slow mode of the left side flatters the variant. */
  const state = (spread: number): number => normal(spread) + (random() < 0.5 ? mode() : -mode());
  const deviations = (count: number, spread: number): number[] => {
    const inherited = noise.autocorrelation;
    const list: number[] = [];
    for (let i = 0; i < count; i++)
      list.push(i === 0 ? normal(spread) : inherited * list[i - 1]! + normal(spread * Math.sqrt(1 - inherited ** 2)));
    return list;
  };
  const processes = plan.looks.at(-1)!;
  const logs = Array.from({ length: processes }, () => {
    const own = Math.log(truth) + state(noise.processSpread);
    return deviations(plan.pairs, noise.pairSpread).map((deviation) => own + deviation + spike() - spike());
  });
  const turns = Array.from({ length: processes }, (): SideTurns => {
    const own = Math.log(truth) + state(noise.aloneSpread);
    const left = deviations(plan.turns, noise.turnSpread);
    return {
      left: left.map((deviation, turn) => own + deviation + turn * noise.drift + spike()),
      right: left.map((_, turn) => turn * noise.drift + spike()),
    };
  });
  return { logs, turns };
}

export const PEACEFUL: StressReading = { checks: 100, score: 1, hard: null, failing: [] };

/** The claim that a real verdict would make of such readings, look by look. */
export function simulatedClaim(
  truth: number,
  threshold: number,
  plan: ProofPlan,
  noise: Noise,
  random: RandomStream,
): Claim {
  const { logs, turns } = simulatedReadings(truth, plan, noise, random);
  let claimed: Claim | undefined;
  for (const [look, processes] of plan.looks.entries()) {
    const proof: Proof = {
      ...readingsOf(logs.slice(0, processes), turns.slice(0, processes), confidenceOf(plan)),
      looks: look + 1,
      confidence: confidenceOf(plan),
      checked: plan.checks,
      different: 0,
      mismatch: null,
      scores: null,
      hard: null,
      micros: { before: 1, after: 1 / truth },
      memory: { ratio: { ratio: 1, low: 1, high: 1 }, bytesBefore: 0, bytesAfter: 0, retained: 0, growth: 0 },
      plan,
    };
    claimed = claim(proof, PEACEFUL, { asked: ['speed'], threshold, minAccuracy: null, minStability: 0.95 });
    if (!claimed.open) break;
  }
  return claimed!;
}
