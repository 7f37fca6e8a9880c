/** Chunk. */
import type { Kernel } from '../kernel.ts';

export const chunk: readonly Kernel[] = [
  {
    name: 'chunk',
    does: 'a list cut into lists of one length',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['list', 'natural'],
    code: `function %kernel(list, size) {
  const out = [];
  if (size === 0) return out;
  for (let i = 0; i < list.length; i += size) out.push(list.slice(i, i + size));
  return out;
}`,
  },
];
