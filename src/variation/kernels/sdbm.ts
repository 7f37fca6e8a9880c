/** Sdbm. */
import type { Kernel } from '../kernel.ts';

export const sdbm: readonly Kernel[] = [
  {
    name: 'sdbm',
    does: 'the hash 65599 h + c of a text',
    complexity: 'O(n)',
    source: 'sdbm library, Yigit 1990',
    params: ['text'],
    code: `function %kernel(text) {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 65599) + text.charCodeAt(i)) | 0;
  return hash >>> 0;
}`,
  },
];
