/** Pad start. */
import type { Kernel } from '../kernel.ts';

export const padStart: readonly Kernel[] = [
  {
    name: 'pad start',
    does: 'a text brought to a length by a filling on its left',
    complexity: 'O(n)',
    source: 'String.prototype.padStart',
    params: ['text', 'natural', 'text'],
    code: `function %kernel(text, length, by) { return text.padStart(length, by); }`,
  },
];
