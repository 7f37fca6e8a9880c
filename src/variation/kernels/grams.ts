/** Grams. */
import type { Kernel } from '../kernel.ts';

export const grams: readonly Kernel[] = [
  {
    name: 'grams',
    does: 'all pieces of one length of a text, in their order',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['text', 'natural'],
    code: `function %kernel(text, n) {
  const out = [];
  if (n === 0) return out;
  for (let i = 0; i + n <= text.length; i++) out.push(text.slice(i, i + n));
  return out;
}`,
  },
  {
    name: 'repeated text',
    does: 'a text so many times',
    complexity: 'O(n)',
    source: 'String.prototype.repeat',
    params: ['text', 'natural'],
    code: `function %kernel(text, n) { return text.repeat(n); }`,
  },
];
