/** Adler32. */
import type { Domain, Kernel } from '../kernel.ts';

/** @param byte the number at `i` of what is `given` */
const sums = (given: string, byte: string, value: string): string => `function %kernel(${given}) {
  let a = 1;
  let b = 0;
  let i = 0;
  while (i < ${given}.length) {
    const to = Math.min(${given}.length, i + 3800);
    for (; i < to; i++) { a += ${byte}; b += a; }
    a %= 65521;
    b %= 65521;
  }
  return ${value};
}`;

const SIGNED = '(b << 16) | a';
const UNSIGNED = '((b << 16) | a) >>> 0';

const kernel = (name: string, what: string, domain: Domain, code: string): Kernel => ({
  name,
  does: `Adler-32 of ${what}`,
  complexity: 'O(n)',
  source: 'Deutsch & Gailly, RFC 1950; sums reduced every 3,800 bytes',
  params: [domain],
  code,
});

export const adler32: readonly Kernel[] = [
  kernel('adler-32', 'bytes, as an unsigned integer', 'bytes', sums('bytes', 'bytes[i]', UNSIGNED)),
  kernel('adler-32 signed', 'bytes, as a signed integer', 'bytes', sums('bytes', 'bytes[i]', SIGNED)),
  kernel(
    'adler-32 of low bytes',
    'the low bytes of a text, as an unsigned integer',
    'text',
    sums('text', 'text.charCodeAt(i) & 255', UNSIGNED),
  ),
  kernel(
    'adler-32 of low bytes signed',
    'the low bytes of a text, as a signed integer',
    'text',
    sums('text', 'text.charCodeAt(i) & 255', SIGNED),
  ),
];
