/** An archive of cells: the best of each kind (MAP-Elites, Mouret & Clune 2015). Knows numbers, not code. */

/** What the archive sees of an individual. */
export interface Celled {
  /** What kind it is: a whole number for each thing that sets kinds apart. */
  readonly cell: readonly number[];
  /** Decides within a cell; the larger the better. */
  readonly value: number;
  /** Breaks ties, so that the order of the input does not matter. */
  readonly id: string;
}

/** The best member of each cell, best first; where there are more cells than places, those of least value go. */
export function elites<T extends Celled>(pool: readonly T[], places: number): T[] {
  const better = (a: Celled, b: Celled): number => b.value - a.value || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const cells = new Map<string, T>();
  for (const member of [...pool].sort(better)) {
    const key = member.cell.join();
    if (!cells.has(key)) cells.set(key, member);
  }
  return [...cells.values()].slice(0, places);
}
