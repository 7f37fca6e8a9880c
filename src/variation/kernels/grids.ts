/** Grids of cells. */
import type { Kernel } from '../kernel.ts';

export const grids: readonly Kernel[] = [
  {
    name: 'spiral order',
    does: 'the numbers of a matrix along a spiral from its first corner inwards, clockwise',
    complexity: 'O(n)',
    source: 'folklore; four walks along the edges of what is left',
    params: ['rows of numbers'],
    code: `function %kernel(rows) {
  const out = [];
  let top = 0;
  let left = 0;
  let bottom = rows.length - 1;
  let right = rows[0].length - 1;
  while (top <= bottom && left <= right) {
    const first = rows[top];
    for (let j = left; j <= right; j++) out.push(first[j]);
    for (let i = top + 1; i <= bottom; i++) out.push(rows[i][right]);
    if (top < bottom && left < right) {
      const last = rows[bottom];
      for (let j = right - 1; j >= left; j--) out.push(last[j]);
      for (let i = bottom - 1; i > top; i--) out.push(rows[i][left]);
    }
    top++;
    bottom--;
    left++;
    right--;
  }
  return out;
}`,
  },
  {
    name: 'game of life',
    does: "the next generation of cells, 1 alive and 0 dead, beyond the grid's edges all dead",
    complexity: 'O(n)',
    source: 'Conway 1970 (Gardner, Scientific American 223); sums of three cells are carried along the row',
    params: ['rows of cells'],
    code: `function %kernel(rows) {
  const height = rows.length;
  const width = rows[0].length;
  const out = [];
  for (let i = 0; i < height; i++) {
    const row = rows[i];
    const above = i > 0 ? rows[i - 1] : null;
    const below = i + 1 < height ? rows[i + 1] : null;
    const next = [];
    let before = 0;
    let here = row[0] + (above === null ? 0 : above[0]) + (below === null ? 0 : below[0]);
    for (let j = 0; j < width; j++) {
      const k = j + 1;
      const after = k < width ? row[k] + (above === null ? 0 : above[k]) + (below === null ? 0 : below[k]) : 0;
      const all = before + here + after;
      next.push(all === 3 || (all === 4 && row[j] === 1) ? 1 : 0);
      before = here;
      here = after;
    }
    out.push(next);
  }
  return out;
}`,
  },
];
