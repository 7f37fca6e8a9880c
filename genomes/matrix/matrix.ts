type Row = readonly number[];

/** A pivot as small as this, against the largest coefficient, counts as none. */
const SMALL = 1e-12;

/**
 * The solution of the linear equations `matrix · x = vector`, by Gaussian elimination with partial pivoting; `null` where
 * the matrix is singular.
 */
export function solve(matrix: readonly Row[], vector: Row): number[] | null {
  const rows = matrix.map((row, i) => [...row, vector[i]!]);
  const smallest = SMALL * largest(matrix);
  for (let column = 0; column < rows.length; column++) {
    const pivot = pivotRow(rows, column);
    if (Math.abs(rows[pivot]![column]!) <= smallest) return null;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let i = column + 1; i < rows.length; i++) {
      const factor = rows[i]![column]! / rows[column]![column]!;
      rows[i] = rows[i]!.map((value, j) => value - factor * rows[column]![j]!);
    }
  }
  return substitute(rows);
}

const largest = (matrix: readonly Row[]): number => Math.max(0, ...matrix.flat().map(Math.abs));

/** Of the rows not yet used, the one with the largest coefficient in the column. */
function pivotRow(rows: readonly Row[], column: number): number {
  let best = column;
  for (let i = column + 1; i < rows.length; i++) {
    if (Math.abs(rows[i]![column]!) > Math.abs(rows[best]![column]!)) best = i;
  }
  return best;
}

/** The unknowns of equations in triangular form, the last one first. */
function substitute(rows: readonly Row[]): number[] {
  const solution: number[] = rows.map(() => 0);
  for (let i = rows.length - 1; i >= 0; i--) {
    let rest = rows[i]![rows.length]!;
    for (let j = i + 1; j < rows.length; j++) rest -= rows[i]![j]! * solution[j]!;
    solution[i] = rest / rows[i]![i]!;
  }
  return solution;
}
