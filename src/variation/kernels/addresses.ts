/** Addresses and identifiers that are numbers or bytes, as texts. */
import type { Kernel } from '../kernel.ts';

export const addresses: readonly Kernel[] = [
  {
    name: 'number of an ip address',
    does: 'the number of an address of four bytes between dots',
    complexity: 'O(1)',
    source: 'RFC 791; read in one pass without pieces',
    params: ['ip address'],
    code: `function %kernel(text) {
  let out = 0;
  let part = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 46) {
      out = (out << 8) | part;
      part = 0;
    } else part = part * 10 + c - 48;
  }
  return ((out << 8) | part) >>> 0;
}`,
  },
  {
    name: 'ip address of a number',
    does: 'a number of 32 bits as four bytes between dots',
    complexity: 'O(1)',
    source: 'RFC 791',
    params: ['natural'],
    code: `function %kernel(n) { return (n >>> 24) + '.' + ((n >> 16) & 255) + '.' + ((n >> 8) & 255) + '.' + (n & 255); }`,
  },
  {
    name: 'uuid of bytes',
    does: 'sixteen bytes as a UUID',
    complexity: 'O(1)',
    source: 'RFC 9562; pairs of digits from a table',
    params: ['sixteen bytes'],
    code: `const %pairs = [];
for (let i = 0; i < 256; i++) %pairs.push((i + 256).toString(16).slice(1));
function %kernel(b) {
  const p = %pairs;
  return p[b[0]] + p[b[1]] + p[b[2]] + p[b[3]] + '-' + p[b[4]] + p[b[5]] + '-' + p[b[6]] + p[b[7]] + '-' + p[b[8]] + p[b[9]] + '-' + p[b[10]] + p[b[11]] + p[b[12]] + p[b[13]] + p[b[14]] + p[b[15]];
}`,
  },
];
