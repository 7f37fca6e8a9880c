/** Largest sum. */
import type { Kernel } from '../kernel.ts';

export const largestSum: readonly Kernel[] = [
  {
    name: 'largest sum of neighbours',
    does: 'the largest sum of numbers that stand beside each other',
    complexity: 'O(n)',
    source: 'Kadane, in Bentley 1984',
    params: ['numbers not empty'],
    code: `function %kernel(list) {
  let here = list[0];
  let best = list[0];
  for (let i = 1; i < list.length; i++) {
    here = here > 0 ? here + list[i] : list[i];
    if (here > best) best = here;
  }
  return best;
}`,
  },
];
