/** Windows. */
import type { Kernel } from '../kernel.ts';

export const windows: readonly Kernel[] = [
  {
    name: 'moving averages',
    does: 'means of all runs of one length, summed anew for none of them',
    complexity: 'O(n)',
    source: 'folklore; exact on integers alone',
    params: ['integers', 'natural'],
    code: `function %kernel(list, size) {
  const out = [];
  if (size === 0 || size > list.length) return out;
  let sum = 0;
  for (let i = 0; i < list.length; i++) {
    sum += list[i];
    if (i >= size) sum -= list[i - size];
    if (i >= size - 1) out.push(sum / size);
  }
  return out;
}`,
  },
  {
    name: 'running sums',
    does: 'the sums of all beginnings of a list',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers'],
    code: `function %kernel(list) {
  const out = new Array(list.length);
  let sum = 0;
  for (let i = 0; i < list.length; i++) { sum += list[i]; out[i] = sum; }
  return out;
}`,
  },
];
