/** Polygon area. */
import type { Kernel } from '../kernel.ts';

/** In the order of the corners, the closing side last: another order rounds otherwise. */
const SUM = `function %kernel(corners) {
  const n = corners.length;
  const first = corners[0];
  if (!Array.isArray(first) || typeof first[0] !== 'number' || typeof first[1] !== 'number') return undefined;
  let sum = 0;
  let x = first[0];
  let y = first[1];
  for (let i = 1; i < n; i++) {
    const corner = corners[i];
    if (!Array.isArray(corner)) return undefined;
    const nextX = corner[0];
    const nextY = corner[1];
    if (typeof nextX !== 'number' || typeof nextY !== 'number') return undefined;
    sum += x * nextY - nextX * y;
    x = nextX;
    y = nextY;
  }
  sum += x * first[1] - first[0] * y;`;

export const polygonArea: readonly Kernel[] = [
  {
    name: 'shoelace sum',
    does: 'twice the signed area of a polygon, its corners as pairs',
    complexity: 'O(n)',
    source: 'Gauss; the shoelace formula',
    params: ['rows of numbers'],
    declines: true,
    code: `${SUM}
  return sum;
}`,
  },
  {
    name: 'polygon area',
    does: 'area of a polygon, its corners as pairs',
    complexity: 'O(n)',
    source: 'Gauss; the shoelace formula',
    params: ['rows of numbers'],
    declines: true,
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
    declines: true,
    code: `${SUM}
  return sum / 2;
}`,
  },
];
