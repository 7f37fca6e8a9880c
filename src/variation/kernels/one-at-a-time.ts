/** Jenkins's one-at-a-time hash. */
import type { Kernel } from '../kernel.ts';

export const oneAtATime: readonly Kernel[] = [
  {
    name: 'one at a time',
    does: "Jenkins's one-at-a-time hash of a text, as a number without sign",
    complexity: 'O(n)',
    source: 'Jenkins 1997, "Hash functions"',
    params: ['text'],
    code: `function %kernel(text) {
  let hash = 0;
  for (let i = 0; i < text.length; i++) {
    hash = (hash + text.charCodeAt(i)) | 0;
    hash = (hash + (hash << 10)) | 0;
    hash ^= hash >>> 6;
  }
  hash = (hash + (hash << 3)) | 0;
  hash ^= hash >>> 11;
  hash = (hash + (hash << 15)) | 0;
  return hash >>> 0;
}`,
  },
];
