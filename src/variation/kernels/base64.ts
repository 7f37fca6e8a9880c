/** Base64. */
import type { Kernel } from '../kernel.ts';

export const base64: readonly Kernel[] = [
  {
    name: 'base64 of bytes',
    does: 'bytes in base 64',
    complexity: 'O(n)',
    source: 'RFC 4648; pairs of characters from a table of 4,096',
    params: ['bytes'],
    code: `const %pairs = (() => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const pairs = [];
  for (let i = 0; i < 4096; i++) pairs.push(letters[i >> 6] + letters[i & 63]);
  return pairs;
})();
function %kernel(bytes) {
  let out = '';
  const whole = bytes.length - (bytes.length % 3);
  let i = 0;
  for (; i < whole; i += 3) {
    const bits = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    out += %pairs[bits >> 12] + %pairs[bits & 4095];
  }
  if (bytes.length - i === 1) out += %pairs[bytes[i] << 4] + '==';
  else if (bytes.length - i === 2) {
    const bits = (bytes[i] << 8) | bytes[i + 1];
    out += %pairs[bits >> 4] + %pairs[(bits & 15) << 8].charAt(0) + '=';
  }
  return out;
}`,
  },
];
