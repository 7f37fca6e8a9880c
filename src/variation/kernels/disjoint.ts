/** Disjoint. */
import type { Kernel } from '../kernel.ts';

export const disjoint: readonly Kernel[] = [
  {
    name: 'lists in common',
    does: 'whether two lists have a member in common',
    complexity: 'O(n + m)',
    source: 'folklore; a hash set',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const others = new Set(b);
  for (let i = 0; i < a.length; i++) if (others.has(a[i])) return true;
  return false;
}`,
  },
];
