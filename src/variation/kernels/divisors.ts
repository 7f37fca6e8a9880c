/** Divisors. */
import type { Kernel } from '../kernel.ts';

export const divisors: readonly Kernel[] = [
  {
    name: 'divisors',
    does: 'the divisors of a number, ascending',
    complexity: 'O(sqrt(n))',
    source: 'folklore; in pairs',
    params: ['natural'],
    code: `function %kernel(n) {
  const low = [];
  const high = [];
  for (let d = 1; d * d <= n; d++) {
    if (n % d !== 0) continue;
    low.push(d);
    if (d !== n / d) high.push(n / d);
  }
  while (high.length > 0) low.push(high.pop());
  return low;
}`,
  },
  {
    name: 'sum of proper divisors',
    does: 'the sum of the divisors of a number below itself',
    complexity: 'O(sqrt(n))',
    source: 'folklore; in pairs',
    params: ['natural'],
    code: `function %kernel(n) {
  if (n < 2) return 0;
  let sum = 1;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) sum += d === n / d ? d : d + n / d;
  return sum;
}`,
  },
  {
    name: 'totient',
    does: 'how many numbers below one have no divisor in common with it',
    complexity: 'O(sqrt(n))',
    source: 'Euler 1763',
    params: ['natural'],
    code: `function %kernel(n) {
  let rest = n;
  let count = n;
  for (let p = 2; p * p <= rest; p++) {
    if (rest % p !== 0) continue;
    while (rest % p === 0) rest /= p;
    count -= count / p;
  }
  return rest > 1 ? count - count / rest : count;
}`,
  },
  {
    name: 'nth prime',
    does: 'the n-th prime, counted from one',
    complexity: 'O(n log n log log n)',
    source: 'Eratosthenes; bound by Rosser 1941',
    params: ['natural'],
    code: `function %kernel(n) {
  if (n < 1) return undefined;
  if (n < 6) return [2, 3, 5, 7, 11][n - 1];
  const bound = Math.ceil(n * (Math.log(n) + Math.log(Math.log(n))));
  const crossed = new Uint8Array((bound >> 1) + 1);
  let left = n - 1;
  for (let i = 1; ; i++) {
    if (crossed[i] !== 0) continue;
    const p = 2 * i + 1;
    if (--left === 0) return p;
    for (let j = 2 * i * (i + 1); j < crossed.length; j += p) crossed[j] = 1;
  }
}`,
  },
  {
    name: 'count of divisors',
    does: 'how many divisors a number has',
    complexity: 'O(sqrt(n))',
    source: 'folklore; in pairs',
    params: ['natural'],
    code: `function %kernel(n) {
  let count = 0;
  for (let d = 1; d * d <= n; d++) if (n % d === 0) count += d * d === n ? 1 : 2;
  return count;
}`,
  },
  {
    name: 'sum of divisors',
    does: 'the sum of the divisors of a number',
    complexity: 'O(sqrt(n))',
    source: 'folklore; in pairs',
    params: ['natural'],
    code: `function %kernel(n) {
  let sum = 0;
  for (let d = 1; d * d <= n; d++) if (n % d === 0) sum += d * d === n ? d : d + n / d;
  return sum;
}`,
  },
];
