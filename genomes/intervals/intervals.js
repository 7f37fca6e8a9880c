/** Spans of time that overlap or touch, made one; the list that was given stays as it is. */
export function mergeIntervals(spans) {
  const merged = spans.map(([from, to]) => ({ from: Math.min(from, to), to: Math.max(from, to) }));
  merged.sort((a, b) => a.from - b.from);
  let i = 0;
  while (i < merged.length - 1) {
    const here = merged[i];
    const next = merged[i + 1];
    if (next.from <= here.to) {
      here.to = Math.max(here.to, next.to);
      merged.splice(i + 1, 1);
    } else {
      i++;
    }
  }
  return merged.map(({ from, to }) => [from, to]);
}
