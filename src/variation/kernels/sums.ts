/** Sums. */
import type { Kernel } from '../kernel.ts';

export const sums: readonly Kernel[] = [
  {
    name: 'sum',
    does: 'sum of numbers from the left',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers'],
    code: `function %kernel(list) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i];
  return sum;
}`,
  },
  {
    name: 'mean',
    does: 'mean of numbers',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers not empty'],
    code: `function %kernel(list) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i];
  return sum / list.length;
}`,
  },
];
