/** Quantile. */
import type { Kernel } from '../kernel.ts';

export const quantile: readonly Kernel[] = [
  {
    name: 'quantile by interpolation',
    does: 'quantile of numbers for a share from 0 to 1, interpolated between neighbours',
    complexity: 'O(n)',
    source: 'Hyndman & Fan 1996, type 7; selection by Hoare 1961',
    params: ['numbers not empty', 'number'],
    code: `let %copy = new Float64Array(64);
function %select(list, k) {
  const n = list.length;
  if (%copy.length < n) %copy = new Float64Array(2 * n);
  const copy = %copy;
  for (let i = 0; i < n; i++) copy[i] = list[i];
  let left = 0;
  let right = n - 1;
  while (left < right) {
    const pivot = copy[(left + right) >> 1];
    let i = left;
    let j = right;
    while (i <= j) {
      while (copy[i] < pivot) i++;
      while (copy[j] > pivot) j--;
      if (i <= j) {
        const x = copy[i];
        copy[i] = copy[j];
        copy[j] = x;
        i++;
        j--;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return copy[k];
}

function %kernel(list, share) {
  const at = (list.length - 1) * share;
  const k = Math.floor(at);
  const low = %select(list, k);
  if (k === at || k + 1 >= list.length) return low;
  let high = Infinity;
  for (let i = k + 1; i < list.length; i++) if (%copy[i] < high) high = %copy[i];
  return low + (at - k) * (high - low);
}`,
  },
];
