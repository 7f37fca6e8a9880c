/** Hypervolume: how much of objective space a front dominates above a reference point; larger is better. */
import { dominates } from './pareto.ts';

/** Exact, by slicing along the last objective (While et al. 2006); meant for fronts of some dozens of points. */
export function hypervolume(points: readonly (readonly number[])[], reference: readonly number[]): number {
  const inside = points.filter((point) => point.every((value, k) => value > reference[k]!));
  const front = inside.filter(
    (point, i) => !inside.some((other, j) => dominates(other, point) || (j < i && same(other, point))),
  );
  if (front.length === 0) return 0;
  const last = reference.length - 1;
  if (last === 0) return Math.max(...front.map((point) => point[0]!)) - reference[0]!;
  const sorted = [...front].sort((a, b) => b[last]! - a[last]!);
  let volume = 0;
  for (let i = 0; i < sorted.length; i++) {
    const depth = sorted[i]![last]! - (sorted[i + 1]?.[last] ?? reference[last]!);
    if (depth > 0)
      volume +=
        depth *
        hypervolume(
          sorted.slice(0, i + 1).map((point) => point.slice(0, last)),
          reference.slice(0, last),
        );
  }
  return volume;
}

const same = (a: readonly number[], b: readonly number[]): boolean => a.every((value, k) => value === b[k]);
