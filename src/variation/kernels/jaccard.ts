/** Jaccard. */
import type { Kernel } from '../kernel.ts';

export const jaccard: readonly Kernel[] = [
  {
    name: 'jaccard',
    does: 'members in both of two lists over members in any',
    complexity: 'O(n + m)',
    source: 'Jaccard 1912; hash sets',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const x = new Set(a);
  const y = new Set(b);
  let both = 0;
  for (const member of x) if (y.has(member)) both++;
  return both / (x.size + y.size - both);
}`,
  },
];
