/** Duplicates. */
import type { Kernel } from '../kernel.ts';

export const duplicates: readonly Kernel[] = [
  {
    name: 'has duplicates',
    does: 'whether a list holds a member twice',
    complexity: 'O(n)',
    source: 'folklore; a hash set',
    params: ['primitives'],
    code: `function %kernel(list) {
  const seen = new Set();
  for (let i = 0; i < list.length; i++) {
    if (seen.has(list[i])) return true;
    seen.add(list[i]);
  }
  return false;
}`,
  },
];
