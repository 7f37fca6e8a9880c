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
  {
    name: 'determinant',
    does: 'the determinant of a square matrix, by its first row',
    complexity: 'O(n · 2^n)',
    source: 'Laplace; each minor is worked out once, in the order of the plain recursion',
    params: ['small square matrix'],
    code: `function %kernel(rows) {
  const n = rows.length;
  return %minor(rows, 0, (1 << n) - 1, n > 3 ? new Map() : null);
}
function %minor(rows, from, columns, known) {
  const row = rows[from];
  const rest = columns & (columns - 1);
  if (from + 1 >= rows.length || rest === 0) return row[31 - Math.clz32(columns & -columns)];
  if (known !== null) {
    const before = known.get(columns);
    if (before !== undefined) return before;
  }
  let sum = 0;
  let sign = 1;
  if ((rest & (rest - 1)) === 0 && from + 2 === rows.length) {
    const i = 31 - Math.clz32(columns & -columns);
    const j = 31 - Math.clz32(rest);
    sum = row[i] * rows[from + 1][j] - row[j] * rows[from + 1][i];
  } else {
    for (let left = columns; left !== 0; left &= left - 1) {
      const bit = left & -left;
      sum += sign * row[31 - Math.clz32(bit)] * %minor(rows, from + 1, columns & ~bit, known);
      sign = -sign;
    }
  }
  if (known !== null) known.set(columns, sum);
  return sum;
}`,
  },
  {
    name: 'matrix times vector',
    does: 'the products of the rows of a matrix with a list of numbers, summed',
    complexity: 'O(n m)',
    source: 'by definition',
    params: ['rows of numbers', 'numbers'],
    code: `function %kernel(rows, x) {
  const out = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    let sum = 0;
    for (let j = 0; j < row.length; j++) sum += row[j] * x[j];
    out.push(sum);
  }
  return out;
}`,
  },
  {
    name: 'matrix turned clockwise',
    does: 'a matrix turned by a quarter, clockwise',
    complexity: 'O(n m)',
    source: 'folklore',
    params: ['rows of numbers'],
    code: `function %kernel(rows) {
  const n = rows.length;
  const out = [];
  for (let j = 0; j < rows[0].length; j++) {
    const row = [];
    for (let i = n - 1; i >= 0; i--) row.push(rows[i][j]);
    out.push(row);
  }
  return out;
}`,
  },
];
