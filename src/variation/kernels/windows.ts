/** Windows. */
import type { Kernel } from '../kernel.ts';

export const windows: readonly Kernel[] = [
  {
    name: 'moving averages',
    does: 'means of all runs of one length, summed anew for none of them',
    complexity: 'O(n)',
    source: 'folklore; exact on integers alone',
    params: ['integers', 'natural'],
    code: `function %kernel(list, size) {
  const out = [];
  if (size === 0 || size > list.length) return out;
  let sum = 0;
  for (let i = 0; i < list.length; i++) {
    sum += list[i];
    if (i >= size) sum -= list[i - size];
    if (i >= size - 1) out.push(sum / size);
  }
  return out;
}`,
  },
  {
    name: 'running sums',
    does: 'the sums of all beginnings of a list',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers'],
    code: `function %kernel(list) {
  const out = new Array(list.length);
  let sum = 0;
  for (let i = 0; i < list.length; i++) { sum += list[i]; out[i] = sum; }
  return out;
}`,
  },
  {
    name: 'largest of each window',
    does: 'the largest numbers of all runs of one length',
    complexity: 'O(n)',
    source: 'folklore; a queue of those that may still be the largest',
    params: ['integers', 'natural'],
    code: `let %queue = new Int32Array(64);
function %kernel(list, size) {
  const out = [];
  if (size === 0 || size > list.length) return out;
  if (%queue.length < list.length) %queue = new Int32Array(2 * list.length);
  const queue = %queue;
  let head = 0;
  let tail = 0;
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    while (tail > head && list[queue[tail - 1]] <= x) tail--;
    queue[tail++] = i;
    if (queue[head] <= i - size) head++;
    if (i >= size - 1) out.push(list[queue[head]]);
  }
  return out;
}`,
  },
  {
    name: 'products of the others',
    does: 'for each number the product of all others',
    complexity: 'O(n)',
    source: 'folklore; products from both ends',
    params: ['small integers'],
    code: `function %kernel(list) {
  const out = new Array(list.length);
  let product = 1;
  for (let i = 0; i < list.length; i++) {
    out[i] = product;
    product *= list[i];
  }
  product = 1;
  for (let i = list.length - 1; i >= 0; i--) {
    out[i] *= product;
    product *= list[i];
  }
  return out;
}`,
  },
  {
    name: 'longest run of consecutive numbers',
    does: 'how many consecutive integers there are in a list at most, in any order',
    complexity: 'O(n)',
    source: 'folklore; a hash set',
    params: ['integers'],
    code: `function %kernel(list) {
  const all = new Set(list);
  let longest = 0;
  for (const x of all) {
    if (all.has(x - 1)) continue;
    let y = x + 1;
    while (all.has(y)) y++;
    if (y - x > longest) longest = y - x;
  }
  return longest;
}`,
  },
];
