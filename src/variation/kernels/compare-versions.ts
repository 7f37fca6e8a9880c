/** Compare versions. */
import type { Kernel } from '../kernel.ts';

export const compareVersions: readonly Kernel[] = [
  {
    name: 'compare versions',
    does: 'which of two versions of whole numbers is later: 1, 0 or -1',
    complexity: 'O(n)',
    source: 'folklore; read in one pass without pieces',
    params: ['text', 'text'],
    code: `function %kernel(a, b) {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    let x = 0;
    let y = 0;
    for (; i < a.length; i++) {
      const code = a.charCodeAt(i);
      if (code === 46) { i++; break; }
      x = x * 10 + code - 48;
    }
    for (; j < b.length; j++) {
      const code = b.charCodeAt(j);
      if (code === 46) { j++; break; }
      y = y * 10 + code - 48;
    }
    if (x !== y) return x > y ? 1 : -1;
  }
  return 0;
}`,
  },
];
