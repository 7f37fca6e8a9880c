/** Digits. */
import type { Kernel } from '../kernel.ts';

export const digits: readonly Kernel[] = [
  {
    name: 'digit sum',
    does: 'sum of the decimal digits of a number',
    complexity: 'O(log n)',
    source: 'folklore',
    params: ['natural'],
    code: `function %kernel(n) {
  let sum = 0;
  while (n > 0) { sum += n % 10; n = Math.floor(n / 10); }
  return sum;
}`,
  },
  {
    name: 'collatz steps',
    does: 'steps of the Collatz sequence until 1',
    complexity: 'unknown',
    source: 'Collatz 1937',
    params: ['natural'],
    code: `function %kernel(n) {
  if (n < 1) return 0;
  let steps = 0;
  while (n !== 1) { n = n % 2 === 0 ? n / 2 : 3 * n + 1; steps++; }
  return steps;
}`,
  },
];
