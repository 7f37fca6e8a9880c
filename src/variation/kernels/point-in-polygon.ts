/** Point in polygon. */
import type { Kernel } from '../kernel.ts';

export const pointInPolygon: readonly Kernel[] = [
  {
    name: 'point in polygon',
    does: 'whether a point lies in a polygon, by the rule of even and odd crossings',
    complexity: 'O(n)',
    source: 'Shimrat 1962; Franklin 1970',
    params: ['numbers not empty', 'rows of numbers'],
    code: `function %kernel(point, corners) {
  const x = point[0];
  const y = point[1];
  let inside = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const a = corners[i];
    const b = corners[j];
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}`,
  },
];
