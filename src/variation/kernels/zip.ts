/** Zip. */
import type { Kernel } from '../kernel.ts';

export const zip: readonly Kernel[] = [
  {
    name: 'zip',
    does: 'pairs of the members of two lists, as many as the shorter has',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const n = a.length < b.length ? a.length : b.length;
  const out = new Array(n);
  for (let i = 0; i < n; i++) out[i] = [a[i], b[i]];
  return out;
}`,
  },
];
