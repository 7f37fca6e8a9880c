/** Edit distance with exchanges of neighbours, without limits to further edits; similarities from edit distances. */
import type { Kernel } from '../kernel.ts';

export const damerau: readonly Kernel[] = [
  {
    name: 'damerau-levenshtein',
    does: 'edit distance with exchanges, what is exchanged may be edited again',
    complexity: 'O(n m)',
    source: 'Lowrance & Wagner 1975; one table that is kept, places of ASCII in a list',
    params: ['text', 'text'],
    code: `let %cells = new Int32Array(1024);
let %columns = new Uint16Array(32);
const %low = new Int32Array(128);
function %kernel(a, b) {
  const n = a.length;
  const m = b.length;
  if (n === 0) return m;
  if (m === 0) return n;
  const width = m + 2;
  if (%cells.length < (n + 2) * width) %cells = new Int32Array(2 * (n + 2) * width);
  if (%columns.length < m) %columns = new Uint16Array(2 * m);
  const cells = %cells;
  const codes = %columns;
  const low = %low;
  const high = new Map();
  low.fill(0);
  const most = n + m;
  cells[0] = most;
  for (let j = 0; j <= m; j++) { cells[j + 1] = most; cells[width + j + 1] = j; }
  for (let j = 0; j < m; j++) codes[j] = b.charCodeAt(j);
  for (let i = 1; i <= n; i++) {
    const code = a.charCodeAt(i - 1);
    const row = (i + 1) * width;
    const above = row - width;
    cells[row] = most;
    cells[row + 1] = i;
    let same = 0;
    let left = i;
    for (let j = 1; j <= m; j++) {
      const other = codes[j - 1];
      const corner = cells[above + j];
      const up = cells[above + j + 1];
      let least;
      if (code === other) {
        least = corner;
        if (left < least) least = left + 1;
        if (up < least) least = up + 1;
      } else least = (up < left ? (up < corner ? up : corner) : left < corner ? left : corner) + 1;
      if (same > 0) {
        const last = other < 128 ? low[other] : high.get(other);
        if (last > 0) {
          const exchanged = cells[last * width + same] + (i - last - 1) + 1 + (j - same - 1);
          if (exchanged < least) least = exchanged;
        }
      }
      if (code === other) same = j;
      cells[row + j + 1] = left = least;
    }
    if (code < 128) low[code] = i;
    else high.set(code, i);
  }
  return cells[(n + 1) * width + m + 1];
}`,
  },
];
