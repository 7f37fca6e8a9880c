/** Escape regexp. */
import type { Kernel } from '../kernel.ts';

export const escapeRegexp: readonly Kernel[] = [
  {
    name: 'escape regular expression',
    does: 'a text that matches itself as a regular expression',
    complexity: 'O(n)',
    source: 'folklore; one test first',
    params: ['text'],
    code: `function %kernel(text) {
  return /[\\\\^$.*+?()[\\]{}|]/.test(text) ? text.replace(/[\\\\^$.*+?()[\\]{}|]/g, '\\\\$&') : text;
}`,
  },
];
