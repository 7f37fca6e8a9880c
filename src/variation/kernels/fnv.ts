/** Fnv. */
import type { Kernel } from '../kernel.ts';

export const fnv: readonly Kernel[] = [
  {
    name: 'fnv-1a',
    does: 'the 32-bit hash FNV-1a of a text',
    complexity: 'O(n)',
    source: 'Fowler, Noll, Vo 1991',
    params: ['text'],
    code: `function %kernel(text) {
  let hash = -2128831035;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  return hash >>> 0;
}`,
  },
  {
    name: 'fnv-1',
    does: 'the 32-bit hash FNV-1 of a text',
    complexity: 'O(n)',
    source: 'Fowler, Noll, Vo 1991',
    params: ['text'],
    code: `function %kernel(text) {
  let hash = -2128831035;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash, 16777619) ^ text.charCodeAt(i);
  return hash >>> 0;
}`,
  },
];
