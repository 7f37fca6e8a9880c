/** Java hash. */
import type { Kernel } from '../kernel.ts';

export const javaHash: readonly Kernel[] = [
  {
    name: 'java hash',
    does: 'the hash 31 h + c of a text as a signed 32-bit integer',
    complexity: 'O(n)',
    source: 'java.lang.String.hashCode',
    params: ['text'],
    code: `function %kernel(text) {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}`,
  },
];
