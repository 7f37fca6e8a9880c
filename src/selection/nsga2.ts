/** NSGA-II with constraint domination (Deb et al. 2002). Knows numbers, not code. */
import { crowding, dominates, fronts } from '../statistics/pareto.ts';
import { below, type RandomStream } from '../statistics/random.ts';

/** What selection sees of an individual. */
export interface Rated {
  /** Objectives at the cautious end of their intervals, each to be made large. */
  readonly cautious: readonly number[];
  /** How far it breaks its limits; 0 for a feasible one. */
  readonly violation: number;
  /** Breaks ties, so that the order of the input does not matter. */
  readonly id: string;
}

/** The feasible beat the infeasible, the less infeasible the more so; among the feasible Pareto dominance decides. */
export function beats(a: Rated, b: Rated): boolean {
  if (a.violation !== b.violation) return a.violation < b.violation;
  return a.violation === 0 && dominates(a.cautious, b.cautious);
}

/** Rank (0 is best) and crowding distance of each member. */
export function rank<T extends Rated>(pool: readonly T[]): Map<T, { rank: number; distance: number }> {
  const out = new Map<T, { rank: number; distance: number }>();
  const members = [...pool].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const [level, front] of fronts(members, beats).entries()) {
    const distances = crowding(front.map((i) => members[i]!.cautious));
    for (const [k, i] of front.entries()) out.set(members[i]!, { rank: level, distance: distances[k]! });
  }
  return out;
}

/** Survivor selection: the best `count` by rank, then by crowding distance. */
export function survivors<T extends Rated>(pool: readonly T[], count: number): T[] {
  const ranks = rank(pool);
  return [...ranks.keys()]
    .sort((a, b) => {
      const left = ranks.get(a)!;
      const right = ranks.get(b)!;
      return left.rank - right.rank || right.distance - left.distance || (a.id < b.id ? -1 : 1);
    })
    .slice(0, count);
}

/** Parent selection: the better of two drawn ones. */
export function tournament<T extends Rated>(
  pool: readonly T[],
  ranks: ReadonlyMap<T, { rank: number; distance: number }>,
  random: RandomStream,
): T {
  const a = pool[below(random, pool.length)]!;
  const b = pool[below(random, pool.length)]!;
  const left = ranks.get(a)!;
  const right = ranks.get(b)!;
  if (left.rank !== right.rank) return left.rank < right.rank ? a : b;
  return left.distance >= right.distance ? a : b;
}
