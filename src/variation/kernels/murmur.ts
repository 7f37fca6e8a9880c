/** Murmur. */
import type { Kernel } from '../kernel.ts';

export const murmur: readonly Kernel[] = [
  {
    name: 'murmur 3',
    does: 'the 32-bit hash MurmurHash 3 of the low bytes of a text, with a seed',
    complexity: 'O(n)',
    source: 'Appleby 2008',
    params: ['text', 'natural'],
    code: `function %kernel(text, seed) {
  let h = seed | 0;
  const n = text.length;
  const blocks = n & ~3;
  let i = 0;
  for (; i < blocks; i += 4) {
    let k = (text.charCodeAt(i) & 255) | ((text.charCodeAt(i + 1) & 255) << 8) | ((text.charCodeAt(i + 2) & 255) << 16) | (text.charCodeAt(i + 3) << 24);
    k = Math.imul(k, -862048943);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 461845907);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) - 430675100) | 0;
  }
  let k = 0;
  switch (n & 3) {
    case 3: k ^= (text.charCodeAt(i + 2) & 255) << 16;
    case 2: k ^= (text.charCodeAt(i + 1) & 255) << 8;
    case 1:
      k ^= text.charCodeAt(i) & 255;
      k = Math.imul(k, -862048943);
      k = (k << 15) | (k >>> 17);
      h ^= Math.imul(k, 461845907);
  }
  h ^= n;
  h ^= h >>> 16;
  h = Math.imul(h, -2048144789);
  h ^= h >>> 13;
  h = Math.imul(h, -1028477387);
  return (h ^ (h >>> 16)) >>> 0;
}`,
  },
];
