/** Binomial. */
import type { Kernel } from '../kernel.ts';

export const binomial: readonly Kernel[] = [
  {
    name: 'binomial',
    does: 'how many ways there are to take k of n',
    complexity: 'O(k)',
    source: 'folklore; divided at each step, always whole',
    params: ['natural', 'natural'],
    code: `function %kernel(n, k) {
  if (k > n) return 0;
  if (k > n - k) k = n - k;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}`,
  },
];
