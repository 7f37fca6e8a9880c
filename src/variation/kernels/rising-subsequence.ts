/** Rising subsequence. */
import type { Kernel } from '../kernel.ts';

export const risingSubsequence: readonly Kernel[] = [
  {
    name: 'longest rising subsequence',
    does: 'length of the longest rising subsequence of numbers',
    complexity: 'O(n log n)',
    source: 'Fredman 1975; patience sorting',
    params: ['numbers'],
    code: `function %kernel(list) {
  const tails = new Float64Array(list.length);
  let size = 0;
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (tails[middle] < x) low = middle + 1;
      else high = middle;
    }
    tails[low] = x;
    if (low === size) size++;
  }
  return size;
}`,
  },
];
