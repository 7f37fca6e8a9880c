/** Inversions. */
import type { Kernel } from '../kernel.ts';

export const inversions: readonly Kernel[] = [
  {
    name: 'inversions',
    does: 'pairs of numbers that stand in the wrong order',
    complexity: 'O(n log n)',
    source: 'Knuth 1973, vol. 3; merge sort',
    params: ['numbers'],
    code: `function %kernel(list) {
  const n = list.length;
  let from = new Float64Array(n);
  let to = new Float64Array(n);
  for (let i = 0; i < n; i++) from[i] = list[i];
  let count = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let left = 0; left < n; left += 2 * width) {
      const middle = Math.min(left + width, n);
      const right = Math.min(left + 2 * width, n);
      let i = left;
      let j = middle;
      for (let k = left; k < right; k++) {
        if (i < middle && (j >= right || from[i] <= from[j])) to[k] = from[i++];
        else { to[k] = from[j++]; count += middle - i; }
      }
    }
    const other = from;
    from = to;
    to = other;
  }
  return count;
}`,
  },
];
