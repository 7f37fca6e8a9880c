/** Primes. */
import type { Kernel } from '../kernel.ts';

const SIEVED = `  const crossed = new Uint8Array(half + 1);
  out.push(2);
  let i = 1;
  for (; (2 * i + 1) * (2 * i + 1) <= 2 * half + 1; i++) {
    if (crossed[i] !== 0) continue;
    out.push(2 * i + 1);
    for (let j = 2 * i * (i + 1); j <= half; j += 2 * i + 1) crossed[j] = 1;
  }
  for (; i <= half; i++) if (crossed[i] === 0) out.push(2 * i + 1);
  return out;
}`;

export const primes: readonly Kernel[] = [
  {
    name: 'is prime',
    does: 'whether a number is prime',
    complexity: 'O(sqrt(n))',
    source: 'folklore; trial division by 6 k +- 1',
    params: ['natural'],
    code: `function %kernel(n) {
  if (n < 4) return n > 1;
  if (n % 2 === 0 || n % 3 === 0) return false;
  for (let i = 5; i * i <= n; i += 6) if (n % i === 0 || n % (i + 2) === 0) return false;
  return true;
}`,
  },
  {
    name: 'primes up to',
    does: 'all primes up to a number',
    complexity: 'O(n log log n)',
    source: 'Eratosthenes; odd numbers only',
    params: ['natural'],
    code: `function %kernel(n) {
  const out = [];
  if (n < 2) return out;
  const half = (n - 1) >> 1;
${SIEVED}`,
  },
  {
    name: 'primes below',
    does: 'all primes below a number',
    complexity: 'O(n log log n)',
    source: 'Eratosthenes; odd numbers only',
    params: ['natural'],
    code: `function %kernel(n) {
  const out = [];
  if (n <= 2) return out;
  const half = (n - 2) >> 1;
${SIEVED}`,
  },
  {
    name: 'prime factors',
    does: 'the prime factors of a number, ascending',
    complexity: 'O(sqrt(n))',
    source: 'folklore; trial division',
    params: ['natural'],
    code: `function %kernel(n) {
  const out = [];
  while (n > 1 && n % 2 === 0) { out.push(2); n /= 2; }
  for (let i = 3; i * i <= n; i += 2) while (n % i === 0) { out.push(i); n /= i; }
  if (n > 1) out.push(n);
  return out;
}`,
  },
  {
    name: 'count of primes',
    does: 'how many primes there are up to a number',
    complexity: 'O(n log log n)',
    source: 'Eratosthenes; odd numbers only',
    params: ['small natural'],
    code: `function %kernel(n) {
  if (n < 2) return 0;
  const half = (n - 1) >> 1;
  const crossed = new Uint8Array(half + 1);
  let count = half + 1;
  for (let i = 1; i <= half; i++) {
    if (crossed[i] !== 0) {
      count--;
      continue;
    }
    for (let j = 2 * i * (i + 1); j <= half; j += 2 * i + 1) crossed[j] = 1;
  }
  return count;
}`,
  },
  {
    name: 'largest prime factor',
    does: 'the largest prime that divides a number',
    complexity: 'O(sqrt(n))',
    source: 'folklore; trial division',
    params: ['natural'],
    code: `function %kernel(n) {
  let largest = n;
  for (let d = 2; d * d <= n; d++) {
    while (n % d === 0 && n > d) {
      n /= d;
      largest = n;
    }
  }
  return largest;
}`,
  },
  {
    name: 'primes between',
    does: 'all primes from one number up to another',
    complexity: 'O(n log log n)',
    source: 'Eratosthenes; odd numbers only',
    params: ['small natural', 'small natural'],
    code: `function %kernel(from, to) {
  const out = [];
  if (to < 2) return out;
  const half = (to - 1) >> 1;
  const crossed = new Uint8Array(half + 1);
  for (let i = 1; (2 * i + 1) * (2 * i + 1) <= to; i++) {
    if (crossed[i] !== 0) continue;
    for (let j = 2 * i * (i + 1); j <= half; j += 2 * i + 1) crossed[j] = 1;
  }
  if (from <= 2) out.push(2);
  for (let i = Math.max(1, from >> 1); i <= half; i++) if (crossed[i] === 0) out.push(2 * i + 1);
  return out;
}`,
  },
];
