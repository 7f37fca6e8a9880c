/** Base58. */
import type { Kernel } from '../kernel.ts';

const LETTERS = `const %letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';`;

const decoded = (made: string): string => `${LETTERS}
const %values = new Uint8Array(128);
for (let i = 0; i < 58; i++) %values[%letters.charCodeAt(i)] = i;
let %limbs = new Float64Array(64);
function %kernel(text) {
  const n = text.length;
  let zeros = 0;
  while (zeros < n && text.charCodeAt(zeros) === 49) zeros++;
  if (%limbs.length < n) %limbs = new Float64Array(2 * n);
  const limbs = %limbs;
  let used = 0;
  for (let i = zeros; i < n; ) {
    let value = 0;
    let power = 1;
    for (const to = Math.min(n, i + 4); i < to; i++) {
      value = value * 58 + %values[text.charCodeAt(i)];
      power *= 58;
    }
    for (let j = 0; j < used; j++) {
      value += limbs[j] * power;
      const above = Math.floor(value / 16777216);
      limbs[j] = value - above * 16777216;
      value = above;
    }
    if (value > 0) limbs[used++] = value;
  }
  let size = zeros + 3 * used;
  if (used > 0) size -= limbs[used - 1] < 256 ? 2 : limbs[used - 1] < 65536 ? 1 : 0;
  const bytes = ${made};
  for (let i = 0; i < zeros; i++) bytes[i] = 0;
  for (let at = size - 1, j = 0; j < used; j++) {
    const limb = limbs[j];
    bytes[at--] = limb & 255;
    if (at >= zeros) bytes[at--] = (limb >> 8) & 255;
    if (at >= zeros) bytes[at--] = limb >> 16;
  }
  return bytes;
}`;

export const base58: readonly Kernel[] = [
  {
    name: 'base58 of bytes',
    does: 'bytes in base 58, as of Bitcoin',
    complexity: 'O(n²)',
    source: 'Nakamoto 2009 (base58.h); two bytes at a time, five letters in each digit',
    params: ['bytes'],
    code: `${LETTERS}
let %limbs = new Float64Array(64);
function %kernel(bytes) {
  const n = bytes.length;
  let zeros = 0;
  while (zeros < n && bytes[zeros] === 0) zeros++;
  if (%limbs.length < n) %limbs = new Float64Array(2 * n);
  const limbs = %limbs;
  let used = 0;
  for (let i = zeros; i < n; ) {
    let value = bytes[i++];
    let power = 256;
    if (i < n) {
      value = value * 256 + bytes[i++];
      power = 65536;
    }
    for (let j = 0; j < used; j++) {
      value += limbs[j] * power;
      const above = Math.floor(value / 656356768);
      limbs[j] = value - above * 656356768;
      value = above;
    }
    if (value > 0) limbs[used++] = value;
  }
  let out = '';
  for (let j = 0; j < used; j++) {
    let limb = limbs[j];
    for (let k = 0; k < 5 && (limb > 0 || j < used - 1); k++) {
      const above = Math.floor(limb / 58);
      out = %letters[limb - above * 58] + out;
      limb = above;
    }
  }
  return '1'.repeat(zeros) + out;
}`,
  },
  {
    name: 'bytes of base58',
    does: 'the bytes that a text in base 58, as of Bitcoin, stands for',
    complexity: 'O(n²)',
    source: 'Nakamoto 2009 (base58.h); four letters at a time, three bytes in each digit',
    params: ['base58 text'],
    code: decoded('new Uint8Array(size)'),
  },
  {
    name: 'list of bytes of base58',
    does: 'the bytes that a text in base 58, as of Bitcoin, stands for, as a list',
    complexity: 'O(n²)',
    source: 'Nakamoto 2009 (base58.h); four letters at a time, three bytes in each digit',
    params: ['base58 text'],
    code: decoded('new Array(size)'),
  },
];
