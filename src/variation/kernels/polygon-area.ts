/** Polygon area. */
import type { Kernel } from '../kernel.ts';

const SUM = `function %kernel(corners) {
  let sum = 0;
  const n = corners.length;
  for (let i = 0; i < n; i++) {
    const a = corners[i];
    const b = corners[i + 1 < n ? i + 1 : 0];
    sum += a[0] * b[1] - b[0] * a[1];
  }`;

export const polygonArea: readonly Kernel[] = [
  {
    name: 'polygon area',
    does: 'area of a polygon, its corners as pairs',
    complexity: 'O(n)',
    source: 'Gauss; the shoelace formula',
    params: ['rows of numbers'],
    code: `${SUM}
  return Math.abs(sum) / 2;
}`,
  },
  {
    name: 'signed polygon area',
    does: 'signed area of a polygon, its corners as pairs',
    complexity: 'O(n)',
    source: 'Gauss; the shoelace formula',
    params: ['rows of numbers'],
    code: `${SUM}
  return sum / 2;
}`,
  },
];
