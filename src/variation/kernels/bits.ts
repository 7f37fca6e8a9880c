/** Bits. */
import type { Kernel } from '../kernel.ts';

export const bits: readonly Kernel[] = [
  {
    name: 'count of bits',
    does: 'bits that are set in an integer',
    complexity: 'O(1)',
    source: 'Warren 2002, "Hacker\'s Delight", 5-1',
    params: ['integer'],
    code: `function %kernel(n) {
  n -= (n >>> 1) & 0x55555555;
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}`,
  },
];
