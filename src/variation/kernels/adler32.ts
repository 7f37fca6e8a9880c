/** Adler32. */
import type { Kernel } from '../kernel.ts';

export const adler32: readonly Kernel[] = [
  {
    name: 'adler-32',
    does: 'Adler-32 of bytes, as an unsigned integer',
    complexity: 'O(n)',
    source: 'Deutsch & Gailly, RFC 1950; sums reduced every 3,800 bytes',
    params: ['bytes'],
    code: `function %kernel(bytes) {
  let a = 1;
  let b = 0;
  let i = 0;
  while (i < bytes.length) {
    const to = Math.min(bytes.length, i + 3800);
    for (; i < to; i++) { a += bytes[i]; b += a; }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}`,
  },
];
