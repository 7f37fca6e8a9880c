/** Matrices. */
import type { Kernel } from '../kernel.ts';

export const matrices: readonly Kernel[] = [
  {
    name: 'transpose',
    does: 'rows of a matrix as columns',
    complexity: 'O(n m)',
    source: 'folklore',
    params: ['rows of numbers'],
    code: `function %kernel(rows) {
  const out = [];
  for (let j = 0; j < rows[0].length; j++) {
    const column = new Array(rows.length);
    for (let i = 0; i < rows.length; i++) column[i] = rows[i][j];
    out.push(column);
  }
  return out;
}`,
  },
  {
    name: 'matrix product',
    does: 'product of two matrices',
    complexity: 'O(n m k)',
    source: 'folklore; the middle index outside, rows in order',
    params: ['rows of numbers', 'rows of numbers'],
    code: `function %kernel(a, b) {
  const width = b[0].length;
  const inner = b.length;
  const out = [];
  for (let i = 0; i < a.length; i++) {
    const left = a[i];
    const sums = new Float64Array(width);
    for (let k = 0; k < inner; k++) {
      const x = left[k];
      const right = b[k];
      for (let j = 0; j < width; j++) sums[j] += x * right[j];
    }
    const row = new Array(width);
    for (let j = 0; j < width; j++) row[j] = sums[j];
    out.push(row);
  }
  return out;
}`,
  },
];
