/** Polygon area. */
import type { Kernel } from '../kernel.ts';

const SUM = `function %kernel(corners) {
  const n = corners.length;
  const last = corners[n - 1];
  if (!Array.isArray(last) || typeof last[0] !== 'number' || typeof last[1] !== 'number') return undefined;
  let sum = 0;
  let x = last[0];
  let y = last[1];
  for (let i = 0; i < n; i++) {
    const corner = corners[i];
    if (!Array.isArray(corner)) return undefined;
    const nextX = corner[0];
    const nextY = corner[1];
    if (typeof nextX !== 'number' || typeof nextY !== 'number') return undefined;
    sum += x * nextY - nextX * y;
    x = nextX;
    y = nextY;
  }`;

export const polygonArea: readonly Kernel[] = [
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
