/** Djb2. */
import type { Kernel } from '../kernel.ts';

export const djb2: readonly Kernel[] = [
  {
    name: 'djb2',
    does: 'the hash 33 h + c of a text, from 5381',
    complexity: 'O(n)',
    source: 'Bernstein 1991',
    params: ['text'],
    code: `function %kernel(text) {
  let hash = 5381;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) + text.charCodeAt(i)) | 0;
  return hash >>> 0;
}`,
  },
  {
    name: 'djb2 from behind',
    does: 'the hash 33 h xor c of a text from its end, from 5381',
    complexity: 'O(n)',
    source: 'Bernstein 1991',
    params: ['text'],
    code: `function %kernel(text) {
  let hash = 5381;
  for (let i = text.length - 1; i >= 0; i--) hash = Math.imul(hash, 33) ^ text.charCodeAt(i);
  return hash >>> 0;
}`,
  },
];
