/** The contract of an objective: what a trial's measures say of it, with an interval. */
import type { CountedWork, MemoryReading, StressReading } from '../protocol.ts';

/** All that was measured of an individual so far. JSON. */
export interface Measures {
  /** One logarithm of time(ancestor) / time(variant) a pair. */
  readonly logs: readonly number[];
  /** Races that the pairs come from, each with code compiled anew. */
  readonly races: number;
  readonly memory: MemoryReading | null;
  readonly work: CountedWork | null;
  readonly accuracy: number;
  readonly cases: number;
  /** Slices of the further cases that it passed. */
  readonly checked: number;
  readonly stress: StressReading | null;
}

/** A value with its 95 % interval; without measures the interval is as wide as the objective allows. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Objective {
  readonly name: string;
  /** What it is, for people, with its unit. */
  readonly means: string;
  /** The ancestor's own value, or null where it has to be measured. */
  readonly neutral: number | null;
  readonly estimate: (measures: Measures, cost: 'time' | 'work') => Interval;
  /** The factor by which `after` is better than `before`: what a threshold is compared with. */
  readonly gain: (before: number, after: number) => number;
}

/** How much smaller an error became; errors of nothing count as a millionth. */
export const errorGain = (before: number, after: number): number => (1 - before + 1e-6) / (1 - after + 1e-6);
