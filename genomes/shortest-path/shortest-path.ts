/** A road out of a crossing; roads both ways are two roads. */
export interface Road {
  /** Number of the crossing that it leads to. */
  readonly to: number;
  /** Metres, not negative. */
  readonly length: number;
}

/**
 * Lengths in metres of the shortest ways from one crossing to every crossing, `Infinity` where no way leads.
 * Dijkstra 1959, "A note on two problems in connexion with graphs", with a plain array as the queue.
 * @throws RangeError where there is no such crossing to start from.
 */
export function shortestPaths(crossings: readonly (readonly Road[])[], start: number): number[] {
  if (crossings[start] === undefined) throw new RangeError(`no crossing ${start}`);
  const distances = crossings.map(() => Infinity);
  const settled = crossings.map(() => false);
  const queue = [{ crossing: start, distance: 0 }];
  distances[start] = 0;
  while (queue.length > 0) {
    let nearest = 0;
    for (let i = 1; i < queue.length; i++) {
      if (queue[i]!.distance < queue[nearest]!.distance) nearest = i;
    }
    const { crossing, distance } = queue[nearest]!;
    queue.splice(nearest, 1);
    // A crossing waits once for every shorter way found to it; the first out of the queue is the shortest.
    if (settled[crossing]) continue;
    settled[crossing] = true;
    for (const { to, length } of crossings[crossing]!) {
      const through = distance + length;
      if (!settled[to] && through < distances[to]!) {
        distances[to] = through;
        queue.push({ crossing: to, distance: through });
      }
    }
  }
  return distances;
}
