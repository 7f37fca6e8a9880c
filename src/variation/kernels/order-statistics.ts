/** Order statistics. */
import type { Kernel } from '../kernel.ts';

const SELECT = `let %copy = new Float64Array(64);
function %select(list, k) {
  const n = list.length;
  if (%copy.length < n) %copy = new Float64Array(2 * n);
  const copy = %copy;
  for (let i = 0; i < n; i++) copy[i] = list[i];
  let left = 0;
  let right = n - 1;
  while (left < right) {
    const pivot = copy[(left + right) >> 1];
    let i = left;
    let j = right;
    while (i <= j) {
      while (copy[i] < pivot) i++;
      while (copy[j] > pivot) j--;
      if (i <= j) {
        const x = copy[i];
        copy[i] = copy[j];
        copy[j] = x;
        i++;
        j--;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return copy[k];
}`;

export const orderStatistics: readonly Kernel[] = [
  {
    name: 'median',
    does: 'the middle one of numbers, or the mean of the two in the middle',
    complexity: 'O(n)',
    source: 'Hoare 1961, "Algorithm 65: Find"',
    params: ['numbers not empty'],
    code: `${SELECT}

function %kernel(list) {
  const n = list.length;
  const upper = %select(list, n >> 1);
  if (n & 1) return upper;
  let lower = -Infinity;
  for (let i = 0; i < n >> 1; i++) if (%copy[i] > lower) lower = %copy[i];
  return (lower + upper) / 2;
}`,
  },
  {
    name: 'lower median',
    does: 'the middle one of numbers, the lower of two',
    complexity: 'O(n)',
    source: 'Hoare 1961, "Algorithm 65: Find"',
    params: ['numbers not empty'],
    code: `${SELECT}

function %kernel(list) { return %select(list, (list.length - 1) >> 1); }`,
  },
  {
    name: 'upper median',
    does: 'the middle one of numbers, the upper of two',
    complexity: 'O(n)',
    source: 'Hoare 1961, "Algorithm 65: Find"',
    params: ['numbers not empty'],
    code: `${SELECT}

function %kernel(list) { return %select(list, list.length >> 1); }`,
  },
  {
    name: 'smallest but k',
    does: 'the number that k others are smaller than',
    complexity: 'O(n)',
    source: 'Hoare 1961, "Algorithm 65: Find"',
    params: ['numbers not empty', 'natural'],
    code: `${SELECT}

function %kernel(list, k) { return k < list.length ? %select(list, k) : undefined; }`,
  },
  {
    name: 'k-th smallest',
    does: 'the k-th smallest of numbers, counted from one',
    complexity: 'O(n)',
    source: 'Hoare 1961, "Algorithm 65: Find"',
    params: ['numbers not empty', 'natural'],
    code: `${SELECT}

function %kernel(list, k) { return k > 0 && k <= list.length ? %select(list, k - 1) : undefined; }`,
  },
  {
    name: 'quantile by interpolation',
    does: 'quantile of numbers for a share from 0 to 1, interpolated between neighbours',
    complexity: 'O(n)',
    source: 'Hyndman & Fan 1996, type 7; selection by Hoare 1961',
    params: ['numbers not empty', 'number'],
    code: `${SELECT}

function %kernel(list, share) {
  const at = (list.length - 1) * share;
  const k = Math.floor(at);
  const low = %select(list, k);
  if (k === at || k + 1 >= list.length) return low;
  let high = Infinity;
  for (let i = k + 1; i < list.length; i++) if (%copy[i] < high) high = %copy[i];
  return low + (at - k) * (high - low);
}`,
  },
];
