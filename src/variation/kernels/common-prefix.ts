/** Common prefix. */
import type { Kernel } from '../kernel.ts';

export const commonPrefix: readonly Kernel[] = [
  {
    name: 'common prefix',
    does: 'the common beginning of two texts',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['text', 'text'],
    code: `function %kernel(a, b) {
  const n = a.length < b.length ? a.length : b.length;
  let i = 0;
  while (i < n && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return a.slice(0, i);
}`,
  },
];
