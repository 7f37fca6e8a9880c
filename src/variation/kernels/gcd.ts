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
  {
    name: 'greatest common divisor of a list',
    does: 'the greatest common divisor of natural numbers',
    complexity: 'O(n log max)',
    source: 'Euclid; an end at 1',
    params: ['naturals not empty'],
    code: `function %kernel(list) {
  let a = list[0];
  for (let i = 1; i < list.length && a !== 1; i++) {
    let b = list[i];
    while (b !== 0) { const c = a % b; a = b; b = c; }
  }
  return a;
}`,
  },
  {
    name: 'least common multiple of a list',
    does: 'the least common multiple of natural numbers',
    complexity: 'O(n log max)',
    source: 'Euclid',
    params: ['naturals not empty'],
    code: `function %kernel(list) {
  let all = list[0];
  for (let i = 1; i < list.length; i++) {
    const n = list[i];
    let x = all;
    let y = n;
    while (y !== 0) { const c = x % y; x = y; y = c; }
    all = x === 0 ? 0 : (all / x) * n;
  }
  return all;
}`,
  },
];
