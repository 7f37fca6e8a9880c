/** Optimal string alignment. */
import { type Kernel, TRIMMED_ENDS } from '../kernel.ts';

export const optimalStringAlignment: readonly Kernel[] = [
  {
    name: 'optimal string alignment',
    does: 'edit distance with exchanges of neighbours, no part edited twice',
    complexity: 'O(n m)',
    source: 'Damerau 1964; three rolling rows, ends trimmed',
    params: ['text', 'text'],
    code: `let %rows = new Int32Array(192);
let %codes = new Uint16Array(64);
function %kernel(a, b) {
  if (a.length < b.length) { const c = a; a = b; b = c; }

${TRIMMED_ENDS}

  if (m === 0) return n;
  const width = m + 1;
  if (%rows.length < 3 * width) { %rows = new Int32Array(6 * width); %codes = new Uint16Array(2 * width); }
  const rows = %rows;
  const codes = %codes;
  for (let j = 0; j < m; j++) { codes[j] = b.charCodeAt(from + j); rows[j] = j; }
  rows[m] = m;
  let above = 0;
  let row = width;
  let before = 2 * width;
  let earlier = -1;
  for (let i = 1; i <= n; i++) {
    const code = a.charCodeAt(from + i - 1);
    let left = i;
    let corner = i - 1;
    rows[row] = i;
    let previous = -1;
    for (let j = 1; j <= m; j++) {
      const other = codes[j - 1];
      const up = rows[above + j];
      let least;
      if (code === other) least = corner;
      else {
        least = up < left ? (up < corner ? up : corner) : left < corner ? left : corner;
        least++;
        if (code === previous && earlier === other) {
          const exchanged = rows[before + j - 2] + 1;
          if (exchanged < least) least = exchanged;
        }
      }
      rows[row + j] = least;
      left = least;
      corner = up;
      previous = other;
    }
    earlier = code;
    const free = before;
    before = above;
    above = row;
    row = free;
  }
  return rows[above + m];
}`,
  },
];
