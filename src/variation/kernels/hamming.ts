/** Hamming. */
import type { Kernel } from '../kernel.ts';

export const hamming: readonly Kernel[] = [
  {
    name: 'hamming',
    does: 'number of positions in which two texts of one length differ',
    complexity: 'O(n)',
    source: 'Hamming 1950',
    params: ['text', 'text'],
    code: `function %kernel(a, b) {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) count++;
  return count;
}`,
  },
];
