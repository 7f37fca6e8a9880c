/** Recurrences. */
import type { Kernel } from '../kernel.ts';

export const recurrences: readonly Kernel[] = [
  {
    name: 'fibonacci',
    does: 'the n-th Fibonacci number',
    complexity: 'O(n)',
    source: 'folklore; two numbers carried',
    params: ['natural'],
    code: `function %kernel(n) {
  let a = 0;
  let b = 1;
  for (let i = 0; i < n; i++) { const c = a + b; a = b; b = c; }
  return a;
}`,
  },
  {
    name: 'factorial',
    does: 'the product of the numbers up to n',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['natural'],
    code: `function %kernel(n) {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}`,
  },
  {
    name: 'factorial from above',
    does: 'the product of the numbers from n downwards',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['natural'],
    code: `function %kernel(n) {
  let product = 1;
  for (let i = n; i > 1; i--) product *= i;
  return product;
}`,
  },
];
