/** Seeded random streams: each derived from a path of names and numbers, none shared. */
import seedrandom from 'seedrandom';

/** Draws a float in [0, 1). */
export type RandomStream = () => number;

/** The stream of `(seed, ...path)`: equal arguments give equal draws, in any process and on any machine. */
export function stream(seed: number, ...path: (string | number)[]): RandomStream {
  return seedrandom.alea([seed, ...path].join('/'));
}

/** An integer in [0, count). */
export function below(random: RandomStream, count: number): number {
  return Math.floor(random() * count);
}

/** One member of a non-empty list, each equally likely. */
export function pick<T>(random: RandomStream, list: readonly T[]): T {
  return list[below(random, list.length)] as T;
}

/** The index drawn in proportion to non-negative weights; the last one where all are 0. */
export function pickWeighted(random: RandomStream, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = random() * total;
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** A shuffled copy (Fisher and Yates). */
export function shuffled<T>(random: RandomStream, list: readonly T[]): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = below(random, i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
