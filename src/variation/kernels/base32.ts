/** Base32. */
import type { Kernel } from '../kernel.ts';

/** @param end what the last letters are followed by */
const encoded = (end: string): string => `const %pairs = (() => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const pairs = [];
  for (let i = 0; i < 1024; i++) pairs.push(letters[i >> 5] + letters[i & 31]);
  return pairs;
})();
function %kernel(bytes) {
  let out = '';
  const n = bytes.length;
  const whole = n - (n % 5);
  let i = 0;
  for (; i < whole; i += 5) {
    const high = (bytes[i] << 12) | (bytes[i + 1] << 4) | (bytes[i + 2] >> 4);
    const low = ((bytes[i + 2] & 15) << 16) | (bytes[i + 3] << 8) | bytes[i + 4];
    out += %pairs[high >> 10] + %pairs[high & 1023] + %pairs[low >> 10] + %pairs[low & 1023];
  }
  const left = n - i;
  if (left > 0) {
    const high = (bytes[i] << 12) | (left > 1 ? bytes[i + 1] << 4 : 0) | (left > 2 ? bytes[i + 2] >> 4 : 0);
    const low = (left > 2 ? (bytes[i + 2] & 15) << 16 : 0) | (left > 3 ? bytes[i + 3] << 8 : 0);
    const all = %pairs[high >> 10] + %pairs[high & 1023] + %pairs[low >> 10] + %pairs[low & 1023];
    const letters = left === 1 ? 2 : left === 2 ? 4 : left === 3 ? 5 : 7;
    out += all.slice(0, letters)${end};
  }
  return out;
}`;

export const base32: readonly Kernel[] = [
  {
    name: 'base32 of bytes',
    does: 'bytes in base 32',
    complexity: 'O(n)',
    source: 'RFC 4648; pairs of letters from a table of 1,024',
    params: ['bytes'],
    code: encoded(` + '======'.slice(letters - 2)`),
  },
  {
    name: 'base32 of bytes without an end',
    does: 'bytes in base 32, not filled up',
    complexity: 'O(n)',
    source: 'RFC 4648; pairs of letters from a table of 1,024',
    params: ['bytes'],
    code: encoded(''),
  },
];
