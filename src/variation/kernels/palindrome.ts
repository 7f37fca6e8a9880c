/** Palindrome. */
import type { Kernel } from '../kernel.ts';

export const palindrome: readonly Kernel[] = [
  {
    name: 'palindrome',
    does: 'whether a text reads the same backwards',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['text'],
    code: `function %kernel(text) {
  for (let i = 0, j = text.length - 1; i < j; i++, j--) if (text.charCodeAt(i) !== text.charCodeAt(j)) return false;
  return true;
}`,
  },
];
