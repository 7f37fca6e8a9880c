/** Longest common substring. */
import type { Kernel } from '../kernel.ts';

export const longestCommonSubstring: readonly Kernel[] = [
  {
    name: 'longest common substring',
    does: 'length of the longest common part of two texts',
    complexity: 'O(n m)',
    source: 'Gusfield 1997; one row',
    params: ['text', 'text'],
    code: `let %runs = new Int32Array(64);
function %kernel(a, b) {
  const m = b.length;
  if (%runs.length <= m) %runs = new Int32Array(2 * m + 2);
  const runs = %runs;
  runs.fill(0, 0, m + 1);
  let best = 0;
  for (let i = 0; i < a.length; i++) {
    const code = a.charCodeAt(i);
    for (let j = m; j > 0; j--) {
      if (code === b.charCodeAt(j - 1)) {
        const run = runs[j - 1] + 1;
        runs[j] = run;
        if (run > best) best = run;
      } else runs[j] = 0;
    }
  }
  return best;
}`,
  },
];
