/** Flatten. */
import type { Kernel } from '../kernel.ts';

export const flatten: readonly Kernel[] = [
  {
    name: 'flatten deeply',
    does: 'a list with all lists in it opened, however deep',
    complexity: 'O(n)',
    source: 'folklore; recursion that fills one list',
    params: ['list'],
    code: `function %fill(list, out) {
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    if (Array.isArray(x)) %fill(x, out);
    else out.push(x);
  }
}
function %kernel(list) {
  const out = [];
  %fill(list, out);
  return out;
}`,
  },
  {
    name: 'flatten once',
    does: 'a list with the lists in it opened',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['list'],
    code: `function %kernel(list) {
  const out = [];
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    if (Array.isArray(x)) for (let j = 0; j < x.length; j++) out.push(x[j]);
    else out.push(x);
  }
  return out;
}`,
  },
];
