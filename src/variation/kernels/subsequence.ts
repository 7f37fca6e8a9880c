/** Subsequence. */
import type { Kernel } from '../kernel.ts';

export const subsequence: readonly Kernel[] = [
  {
    name: 'subsequence',
    does: 'whether all characters of the first text stand in the second in their order',
    complexity: 'O(m)',
    source: 'folklore',
    params: ['text', 'text'],
    code: `function %kernel(a, b) {
  const n = a.length;
  if (n > b.length) return false;
  let i = 0;
  for (let j = 0; j < b.length && i < n; j++) if (a.charCodeAt(i) === b.charCodeAt(j)) i++;
  return i === n;
}`,
  },
];
