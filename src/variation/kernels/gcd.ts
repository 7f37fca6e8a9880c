/** Gcd. */
import type { Kernel } from '../kernel.ts';

export const gcd: readonly Kernel[] = [
  {
    name: 'greatest common divisor',
    does: 'greatest common divisor of two integers',
    complexity: 'O(log n)',
    source: 'Euclid',
    params: ['natural', 'natural'],
    code: `function %kernel(a, b) {
  while (b !== 0) { const c = a % b; a = b; b = c; }
  return a;
}`,
  },
  {
    name: 'least common multiple',
    does: 'least common multiple of two integers',
    complexity: 'O(log n)',
    source: 'Euclid',
    params: ['natural', 'natural'],
    code: `function %kernel(a, b) {
  let x = a;
  let y = b;
  while (y !== 0) { const c = x % y; x = y; y = c; }
  return x === 0 ? 0 : (a / x) * b;
}`,
  },
];
