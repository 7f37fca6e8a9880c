/** Rotate. */
import type { Kernel } from '../kernel.ts';

export const rotate: readonly Kernel[] = [
  {
    name: 'rotated',
    does: 'a list with its first members at its end',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['primitives', 'natural'],
    code: `function %kernel(list, by) {
  const n = list.length;
  if (n === 0) return [];
  const at = by % n;
  return list.slice(at).concat(list.slice(0, at));
}`,
  },
];
