/** Sums. */
import type { Kernel } from '../kernel.ts';

export const sums: readonly Kernel[] = [
  {
    name: 'sum',
    does: 'sum of numbers from the left',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers'],
    declines: true,
    code: `function %kernel(list) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    if (typeof x !== 'number' || x !== x) return undefined;
    sum += x;
  }
  return sum;
}`,
  },
  {
    name: 'mean',
    does: 'mean of numbers',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers not empty'],
    declines: true,
    code: `function %kernel(list) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    if (typeof x !== 'number' || x !== x) return undefined;
    sum += x;
  }
  return sum / list.length;
}`,
  },
];
