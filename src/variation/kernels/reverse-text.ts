/** Reverse text. */
import type { Kernel } from '../kernel.ts';

export const reverseText: readonly Kernel[] = [
  {
    name: 'reverse text',
    does: 'a text backwards, unit by unit',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['text'],
    code: `function %kernel(text) {
  let out = '';
  for (let i = text.length - 1; i >= 0; i--) out += text[i];
  return out;
}`,
  },
];
