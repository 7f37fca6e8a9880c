/** Pareto dominance, non-dominated sorting and crowding; every objective is to be made large. */

/** Whether `a` is nowhere worse than `b` and somewhere better. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let better = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! < b[i]!) return false;
    if (a[i]! > b[i]!) better = true;
  }
  return better;
}

/** Fronts of indices, best first (Deb et al. 2002, fast non-dominated sort). */
export function fronts<T>(points: readonly T[], isBetter: (a: T, b: T) => boolean): number[][] {
  const beaten: number[][] = points.map(() => []);
  const losses = points.map(() => 0);
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < points.length; j++) {
      if (i !== j && isBetter(points[i]!, points[j]!)) {
        beaten[i]!.push(j);
        losses[j]!++;
      }
    }
  }
  const out: number[][] = [];
  let front = losses.flatMap((count, i) => (count === 0 ? [i] : []));
  while (front.length > 0) {
    out.push(front);
    const next: number[] = [];
    for (const i of front) for (const j of beaten[i]!) if (--losses[j]! === 0) next.push(j);
    front = next.sort((a, b) => a - b);
  }
  return out;
}

/** Crowding distance of each point within its front (Deb et al. 2002); the ends are infinitely far. */
export function crowding(points: readonly (readonly number[])[]): number[] {
  const distance = points.map(() => 0);
  const objectives = points[0]?.length ?? 0;
  for (let k = 0; k < objectives; k++) {
    const order = points.map((_, i) => i).sort((a, b) => points[a]![k]! - points[b]![k]! || a - b);
    const low = points[order[0]!]![k]!;
    const high = points[order.at(-1)!]![k]!;
    distance[order[0]!] = Number.POSITIVE_INFINITY;
    distance[order.at(-1)!] = Number.POSITIVE_INFINITY;
    if (!(high > low)) continue;
    for (let i = 1; i < order.length - 1; i++) {
      distance[order[i]!]! += (points[order[i + 1]!]![k]! - points[order[i - 1]!]![k]!) / (high - low);
    }
  }
  return distance;
}
