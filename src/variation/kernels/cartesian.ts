/** Cartesian. */
import type { Kernel } from '../kernel.ts';

export const cartesian: readonly Kernel[] = [
  {
    name: 'cartesian product',
    does: 'all combinations of one member from each list, the last one changing first',
    complexity: 'O(product)',
    source: 'Knuth, The Art of Computer Programming 4A, 7.2.1.1, algorithm M (mixed radix)',
    params: ['list not empty'],
    code: `function %kernel(lists) {
  const depth = lists.length;
  const out = [];
  const [first, second] = lists;
  if (depth === 2) {
    for (let i = 0; i < first.length; i++) for (let j = 0; j < second.length; j++) out.push([first[i], second[j]]);
    return out;
  }
  let total = 1;
  for (let i = 0; i < depth; i++) total *= lists[i].length;
  const at = new Int32Array(depth);
  for (let k = 0; k < total; k++) {
    const row = new Array(depth);
    for (let i = 0; i < depth; i++) row[i] = lists[i][at[i]];
    out.push(row);
    for (let i = depth - 1; i >= 0 && ++at[i] === lists[i].length; i--) at[i] = 0;
  }
  return out;
}`,
  },
];
