/** Powers. */
import type { Kernel } from '../kernel.ts';

export const powers: readonly Kernel[] = [
  {
    name: 'power of a modulus',
    does: 'a power in a residue ring, for moduli up to 94,906,265',
    complexity: 'O(log e)',
    source: 'square and multiply, Knuth 1969, vol. 2',
    params: ['natural', 'natural', 'natural'],
    code: `function %kernel(base, exponent, modulus) {
  if (modulus > 94906265) return Number(((b, e, m) => { let r = 1n % m; for (b %= m; e > 0n; e >>= 1n) { if (e & 1n) r = (r * b) % m; b = (b * b) % m; } return r; })(BigInt(base), BigInt(exponent), BigInt(modulus)));
  let result = 1 % modulus;
  base %= modulus;
  while (exponent > 0) {
    if (exponent & 1) result = (result * base) % modulus;
    base = (base * base) % modulus;
    exponent = Math.floor(exponent / 2);
  }
  return result;
}`,
  },
];
