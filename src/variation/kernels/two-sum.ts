/** Two sum. */
import type { Kernel } from '../kernel.ts';

export const twoSum: readonly Kernel[] = [
  {
    name: 'pair with a sum',
    does: 'positions of the first pair of numbers with a given sum, the second position the smallest',
    complexity: 'O(n)',
    source: 'folklore; a hash map',
    params: ['numbers', 'number'],
    code: `function %kernel(list, sum) {
  const places = new Map();
  for (let i = 0; i < list.length; i++) {
    const other = places.get(sum - list[i]);
    if (other !== undefined) return [other, i];
    if (!places.has(list[i])) places.set(list[i], i);
  }
  return null;
}`,
  },
];
