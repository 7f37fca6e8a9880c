/** Words. */
import type { Kernel } from '../kernel.ts';

export const words: readonly Kernel[] = [
  {
    name: 'words',
    does: 'how many words a text has, between white space',
    complexity: 'O(n)',
    source: 'folklore; one pass over character codes',
    params: ['text'],
    code: `function %kernel(text) {
  let count = 0;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const space = code === 32 || (code >= 9 && code <= 13) || (code >= 160 && /\\s/.test(text[i]));
    if (!space && !inside) count++;
    inside = !space;
  }
  return count;
}`,
  },
];
