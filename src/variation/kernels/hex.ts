/** Hex. */
import type { Kernel } from '../kernel.ts';

export const hex: readonly Kernel[] = [
  {
    name: 'hex of bytes',
    does: 'bytes in hexadecimal',
    complexity: 'O(n)',
    source: 'folklore; pairs of digits from a table',
    params: ['bytes'],
    code: `const %digits = Array.from({ length: 256 }, (_, byte) => (byte < 16 ? '0' : '') + byte.toString(16));
function %kernel(bytes) {
  let out = '';
  for (let i = 0; i < bytes.length; i++) out += %digits[bytes[i]];
  return out;
}`,
  },
];
