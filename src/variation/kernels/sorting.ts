/** Sorting. */
import type { Kernel } from '../kernel.ts';

const SORTED = `function %kernel(list) {
  const all = new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) all[i] = list[i];
  all.sort();`;

export const sorting: readonly Kernel[] = [
  {
    name: 'sorted numbers',
    does: 'numbers ascending, in a new list',
    complexity: 'O(n log n)',
    source: 'a typed array sorts without calling back',
    params: ['numbers'],
    code: `${SORTED}
  const out = new Array(list.length);
  for (let i = 0; i < out.length; i++) out[i] = all[i];
  return out;
}`,
  },
  {
    name: 'sorted numbers in place',
    does: 'sorts numbers ascending and returns the list',
    complexity: 'O(n log n)',
    source: 'a typed array sorts without calling back',
    params: ['numbers'],
    code: `${SORTED}
  for (let i = 0; i < list.length; i++) list[i] = all[i];
  return list;
}`,
  },
  {
    name: 'sorted numbers descending',
    does: 'numbers descending, in a new list',
    complexity: 'O(n log n)',
    source: 'a typed array sorts without calling back',
    params: ['integers'],
    code: `function %kernel(list) {
  const all = new Int32Array(list.length);
  for (let i = 0; i < list.length; i++) all[i] = list[i];
  all.sort();
  const out = new Array(list.length);
  for (let i = 0; i < out.length; i++) out[i] = all[out.length - 1 - i];
  return out;
}`,
  },
  {
    name: 'ascending numbers merged',
    does: 'the numbers of two ascending lists, ascending',
    complexity: 'O(n + m)',
    source: 'von Neumann 1945',
    params: ['ascending numbers', 'ascending numbers'],
    code: `function %kernel(a, b) {
  const out = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) out.push(b[j] < a[i] ? b[j++] : a[i++]);
  while (i < a.length) out.push(a[i++]);
  while (j < b.length) out.push(b[j++]);
  return out;
}`,
  },
];
