/** Longest common subsequence. */
import { type Kernel, TRIMMED_ENDS } from '../kernel.ts';

export const longestCommonSubsequence: readonly Kernel[] = [
  {
    name: 'longest common subsequence',
    does: 'length of the longest common subsequence of two texts',
    complexity: 'O(n m / 32)',
    source: 'Hyyrö 2004, "Bit-parallel LCS-length computation revisited"',
    params: ['text', 'text'],
    code: `const %masks = new Int32Array(65536);
let %row = new Int32Array(64);
function %kernel(a, b) {
  if (a.length < b.length) { const c = a; a = b; b = c; }

  const whole = b.length;
${TRIMMED_ENDS}

  const ends = whole - m;
  if (m === 0) return ends;
  if (m <= 32) {
    for (let i = 0; i < m; i++) %masks[b.charCodeAt(from + i)] |= 1 << i;
    let v = -1;
    for (let i = 0; i < n; i++) {
      const u = v & %masks[a.charCodeAt(from + i)];
      v = ((v + u) | (v - u)) | 0;
    }
    for (let i = 0; i < m; i++) %masks[b.charCodeAt(from + i)] = 0;
    v = ~v;
    if (m < 32) v &= (1 << m) - 1;
    let count = ends;
    while (v !== 0) { v &= v - 1; count++; }
    return count;
  }
  if (%row.length <= m) %row = new Int32Array(2 * m + 2);
  const row = %row;
  row.fill(0, 0, m + 1);
  for (let i = 0; i < n; i++) {
    const code = a.charCodeAt(from + i);
    let corner = 0;
    let left = 0;
    for (let j = 1; j <= m; j++) {
      const up = row[j];
      if (code === b.charCodeAt(from + j - 1)) left = corner + 1;
      else if (up > left) left = up;
      row[j] = left;
      corner = up;
    }
  }
  return ends + row[m];
}`,
  },
];
