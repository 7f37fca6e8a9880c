/** Cartesian. */
import type { Kernel } from '../kernel.ts';

export const cartesian: readonly Kernel[] = [
  {
    name: 'cartesian product',
    does: 'all combinations of one member from each list, the last one changing first',
    complexity: 'O(product)',
    source: 'folklore; filled in place',
    params: ['list not empty'],
    code: `function %kernel(lists) {
  let out = [[]];
  for (let i = 0; i < lists.length; i++) {
    const next = [];
    for (let j = 0; j < out.length; j++) for (let m = 0; m < lists[i].length; m++) { const row = out[j].slice(); row.push(lists[i][m]); next.push(row); }
    out = next;
  }
  return out;
}`,
  },
];
