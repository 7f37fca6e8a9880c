/** The claim: what a run may say, from its proof alone, by rules fixed before. */
import type { Interval } from '../evaluation/objectives/objective.ts';
import { type ObjectiveName, objectives } from '../evaluation/objectives/objectives.ts';
import type { StressReading } from '../evaluation/protocol.ts';
import type { VersionFitness } from '../population/registry.ts';
import type { FailingClass } from '../variation/guard.ts';
import type { Proof } from './prove.ts';

export interface ClaimOptions {
  readonly asked: readonly ObjectiveName[];
  readonly threshold: number;
  readonly minAccuracy: number | null;
  readonly minStability: number;
}

/** What is shown of the one that was proved. */
export interface ProvenFitness {
  readonly speed: { readonly ratio: number; readonly low: number; readonly high: number };
  readonly memory: {
    readonly ratio: number;
    readonly low: number;
    readonly high: number;
    readonly bytesBefore: number;
    readonly bytesAfter: number;
    readonly retained: number;
  };
  readonly accuracy: { readonly score: number; readonly before: number; readonly cases: number };
  readonly stability: {
    readonly score: number;
    readonly checks: number;
    readonly failing: readonly Pick<FailingClass, 'kind' | 'passed'>[];
  };
}

export interface Claim {
  readonly verdict: 'improved' | 'not-improved';
  readonly reason: string;
  readonly fitness: ProvenFitness;
  /** Whether more readings of speed could turn `not-improved` into `improved`, or say more of it. */
  readonly open: boolean;
}

/** Asked objectives that are not the ones improved must not be worse than this, low end. */
export const NOT_WORSE: Readonly<Partial<Record<string, number>>> = { speed: 0.97, memory: 0.95 };
/** Speed and memory that nobody asked for are still guarded. */
export const GUARD = 0.5;
/** The two readings disagree where their intervals lie apart by more than this factor ... */
const APART = 1.05;
/** ... and their logarithms by more than this share of the larger one: at 100 times as fast a tenth more is agreement. */
const APART_SHARE = 0.25;

export function claim(proof: Proof, stress: StressReading, options: ClaimOptions): Claim {
  const apart = disagree(proof);
  const fitness = fitnessOf(proof, stress, apart);
  const no = (reason: string, open = false): Claim => ({ verdict: 'not-improved', reason, fitness, open });
  if (proof.mismatch && proof.scores === null) return no(`it ${proof.mismatch.why} for ${proof.mismatch.input}`);
  if (proof.hard !== null) return no(`it ${proof.hard}`);
  if (stress.hard !== null) return no(`it ${stress.hard}`);
  if (proof.memory.growth > 24) return no(`it keeps ${proof.memory.growth} bytes more with every call`);
  if (fitness.stability.score < options.minStability) {
    return no(
      `stability ${fitness.stability.score.toFixed(3)} is below the ${options.minStability} asked for: it differs for ${kinds(stress)}`,
    );
  }
  const least = options.minAccuracy ?? fitness.accuracy.before;
  if (fitness.accuracy.score < least - 1e-9) {
    return no(`accuracy ${fitness.accuracy.score.toFixed(4)} is below ${least.toFixed(4)}`);
  }
  const wanted = 1 + options.threshold;
  // Of no account where speed is only guarded, nor where both readings show what was wanted: the lower one is claimed.
  if (options.asked.includes('speed') && apart && fitness.speed.low <= wanted) {
    return no('the sides disturb each other: interleaved and alone they are not equally fast', true);
  }
  const gains = new Map(options.asked.map((name) => [name, gainOf(name, fitness)]));
  const hopeful = [...gains.values()].some(({ high }) => high > wanted);
  for (const [name, least] of Object.entries(NOT_WORSE) as [ObjectiveName, number][]) {
    const gain = gainOf(name, fitness);
    // Asked ones by the cautious end; the guard of the others is for real losses, not for noise around a few bytes.
    const worst = gains.has(name) ? gain.low : gain.value;
    if (worst < (gains.has(name) ? least : GUARD)) {
      const open = hopeful && name === 'speed' && gain.value >= least;
      return no(`${name} may be down to ${worst.toFixed(2)} times the ancestor's`, open);
    }
  }
  const reached = [...gains].filter(([, gain]) => gain.low > wanted);
  if (reached.length === 0) {
    const [name, gain] = [...gains].reduce((best, one) => (one[1].low > best[1].low ? one : best));
    const figures = `the best candidate's ${name} is ${gain.value.toFixed(3)} (${gain.low.toFixed(3)} to ${gain.high.toFixed(3)})`;
    const wish = `its low end had to be above ${wanted.toFixed(2)}`;
    // Above what was wanted, but not surely so: more quiet would have told.
    const open = (gains.get('speed')?.high ?? 0) > wanted;
    return no(gain.value > wanted ? `too noisy to tell: ${figures}, and ${wish}` : `${figures}, and ${wish}`, open);
  }
  const parts = reached.map(
    ([name, gain]) => `${name} ${gain.value.toFixed(2)} (${gain.low.toFixed(2)} to ${gain.high.toFixed(2)})`,
  );
  const limits = fitness.stability.score < 1 ? `, but differs for ${kinds(stress)}` : '';
  const { score, before } = fitness.accuracy;
  const lower =
    gains.has('speed') && apart
      ? ` (interleaved ${proof.paired.ratio.toFixed(2)}, alone ${proof.alone.ratio.toFixed(2)}: the lower one is claimed)`
      : '';
  const traded = score < before - 1e-9 ? `, with accuracy ${score.toFixed(4)} instead of ${before.toFixed(4)}` : '';
  return { verdict: 'improved', reason: `${parts.join(', ')}${lower}${traded}${limits}`, fitness, open: lower !== '' };
}

function disagree({ paired, alone }: Proof): boolean {
  if (paired.low <= alone.high * APART && alone.low <= paired.high * APART) return false;
  const [a, b] = [Math.log(paired.ratio), Math.log(alone.ratio)];
  return Math.abs(a - b) > APART_SHARE * Math.max(Math.abs(a), Math.abs(b));
}

const kinds = ({ failing }: StressReading): string => failing.map(({ kind }) => kind).join(', ') || 'some inputs';

/** The factor by which an objective improved, with its interval. */
export function gainOf(name: ObjectiveName, fitness: ProvenFitness): Interval {
  if (name === 'speed' || name === 'memory') {
    const { ratio, low, high } = fitness[name];
    return { value: ratio, low, high };
  }
  const [before, after] =
    name === 'accuracy' ? [fitness.accuracy.before, fitness.accuracy.score] : [1, fitness.stability.score];
  const value = objectives[name].gain(before, after);
  return { value, low: value, high: value };
}

/** What is kept of it with a version. */
export const versionFitness = ({ speed, memory, accuracy, stability }: ProvenFitness): VersionFitness => ({
  speed: { ratio: speed.ratio, low: speed.low, high: speed.high },
  memory: { ratio: memory.ratio, low: memory.low, high: memory.high },
  accuracy: { score: accuracy.score, before: accuracy.before },
  stability: { score: stability.score },
});

/** Of the two readings of speed the lower low end is claimed; where they disagree the lower one, between the ends of both. */
function fitnessOf(proof: Proof, stress: StressReading, apart: boolean): ProvenFitness {
  const { paired, alone } = proof;
  const { ratio: memory, bytesBefore, bytesAfter, retained } = proof.memory;
  const before = proof.scores?.left ?? 1;
  return {
    speed: {
      ratio: apart ? Math.min(paired.ratio, alone.ratio) : paired.ratio,
      low: Math.min(paired.low, alone.low),
      high: apart ? Math.max(paired.high, alone.high) : paired.high,
    },
    memory: { ...memory, bytesBefore, bytesAfter, retained },
    accuracy: {
      score: proof.scores?.right ?? 1 - proof.different / Math.max(1, proof.checked),
      before,
      cases: proof.checked,
    },
    stability: {
      score: stress.hard === null ? stress.score : 0,
      checks: stress.checks,
      failing: stress.failing.map(({ kind, passed }) => ({ kind, passed })),
    },
  };
}
