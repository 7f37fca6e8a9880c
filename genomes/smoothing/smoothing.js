/**
 * The median of the values around each value: `window` of them, as many before as after it, fewer where the series ends.
 * Of an even number of values, the mean of the two in the middle.
 */
export function movingMedian(values, window) {
  const before = Math.floor(window / 2);
  const smoothed = [];
  for (let i = 0; i < values.length; i++) {
    const from = i - before;
    const near = values.slice(Math.max(0, from), from + window);
    smoothed.push(median(near.sort(ascending)));
  }
  return smoothed;
}

const ascending = (a, b) => a - b;

function median(sorted) {
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle];
  return (sorted[middle - 1] + sorted[middle]) / 2;
}
