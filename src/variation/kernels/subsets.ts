/** Subsets and orders of a list. */
import type { Kernel } from '../kernel.ts';

export const subsets: readonly Kernel[] = [
  {
    name: 'all subsets',
    does: 'all subsets of a short list, each element joined to all before',
    complexity: 'O(n · 2^n)',
    source: 'folklore; by doubling',
    params: ['few'],
    code: `function %kernel(list) {
  const out = [[]];
  for (let i = 0; i < list.length; i++) {
    const n = out.length;
    for (let k = 0; k < n; k++) {
      const before = out[k];
      const subset = new Array(before.length + 1);
      for (let j = 0; j < before.length; j++) subset[j] = before[j];
      subset[before.length] = list[i];
      out.push(subset);
    }
  }
  return out;
}`,
  },
  {
    name: 'all orders',
    does: 'all orders of a short list, by the place of their first element, then of the second, ...',
    complexity: 'O(n · n!)',
    source: 'folklore; depth first on one list of places',
    params: ['few'],
    code: `function %kernel(list) {
  const n = list.length;
  const out = [];
  const chosen = [];
  const used = [];
  for (let i = 0; i < n; i++) used.push(false);
  const extend = (depth) => {
    if (depth === n) {
      out.push(chosen.slice());
      return;
    }
    for (let i = 0; i < n; i++) {
      if (used[i]) continue;
      used[i] = true;
      chosen[depth] = list[i];
      extend(depth + 1);
      used[i] = false;
    }
  };
  extend(0);
  return out;
}`,
  },
  {
    name: 'all choices',
    does: 'all choices of k elements of a short list, in the order of the list',
    complexity: 'O(k · (n over k))',
    source: 'Knuth, "The Art of Computer Programming" 4A, 7.2.1.3',
    params: ['few', 'natural'],
    code: `function %kernel(list, k) {
  const n = list.length;
  const out = [];
  if (k > n) return out;
  const at = [];
  for (let i = 0; i < k; i++) at.push(i);
  for (;;) {
    const choice = [];
    for (let i = 0; i < k; i++) choice.push(list[at[i]]);
    out.push(choice);
    let i = k - 1;
    while (i >= 0 && at[i] === n - k + i) i--;
    if (i < 0) return out;
    at[i]++;
    for (i++; i < k; i++) at[i] = at[i - 1] + 1;
  }
}`,
  },
];
