/** Order statistics. */
import type { Kernel } from '../kernel.ts';
import { partition } from '../partition.ts';

const SELECT = `let %copy = new Float64Array(64);
function %select(list, k) {
  const n = list.length;
  if (%copy.length < n) %copy = new Float64Array(2 * n);
  const copy = %copy;
  for (let i = 0; i < n; i++) copy[i] = list[i];
  let left = 0;
  let right = n - 1;
  while (left < right) {
    ${partition('copy')}
  }
  return copy[k];
}`;

/** The mean of what has `k` others below it and of the one before. */
const BETWEEN = `${SELECT}
function %between(list, k) {
  const upper = %select(list, k);
  let lower = -Infinity;
  for (let i = 0; i < k; i++) if (%copy[i] > lower) lower = %copy[i];
  return (lower + upper) / 2;
}`;

const MIDDLE = `${BETWEEN}
function %middle(list) {
  const n = list.length;
  return n & 1 ? %select(list, n >> 1) : %between(list, n >> 1);
}`;

const QUANTILE = `${BETWEEN}
function %quantile(list, share) {
  const n = list.length;
  const at = n * share;
  if (share === 1) return %select(list, n - 1);
  if (share === 0) return %select(list, 0);
  if (at % 1 !== 0) return %select(list, Math.ceil(at) - 1);
  return n % 2 !== 0 ? %select(list, at) : %between(list, at);
}`;

export const orderStatistics: readonly Kernel[] = [
  {
    name: 'median',
    does: 'the middle one of numbers, or the mean of the two in the middle',
    complexity: 'O(n)',
    source: 'Hoare 1961, "Algorithm 65: Find"',
    params: ['numbers not empty'],
    code: `${MIDDLE}

function %kernel(list) { return %middle(list); }`,
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
    params: ['numbers not empty', 'share'],
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
  {
    name: 'quantile by rank',
    does: 'quantile of numbers for a share from 0 to 1: of a rank, or the mean of two',
    complexity: 'O(n)',
    source: 'Hyndman & Fan 1996, type 2 for lists of even length; selection by Hoare 1961',
    params: ['numbers not empty', 'share'],
    code: `${QUANTILE}
function %kernel(list, share) { return %quantile(list, share); }`,
  },
  {
    name: 'range of quartiles',
    does: 'the distance of the third quartile of numbers from the first',
    complexity: 'O(n)',
    source: 'selection by Hoare 1961',
    params: ['numbers not empty'],
    code: `${QUANTILE}
function %kernel(list) { return %quantile(list, 0.75) - %quantile(list, 0.25); }`,
  },
  {
    name: 'median absolute deviation',
    does: 'the median of the distances of numbers from their median',
    complexity: 'O(n)',
    source: 'Hampel 1974; selection by Hoare 1961',
    params: ['numbers not empty'],
    code: `${MIDDLE}
function %kernel(list) {
  const median = %middle(list);
  const distances = new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) distances[i] = Math.abs(list[i] - median);
  return %middle(distances);
}`,
  },
  {
    name: 'mode, the smaller of equals',
    does: 'the most frequent of numbers, of several the smallest',
    complexity: 'O(n)',
    source: 'folklore; counted in a map instead of sorted',
    params: ['numbers not empty'],
    code: `function %kernel(list) {
  const counts = new Map();
  let most = 0;
  let mode = 0;
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    const count = (counts.get(x) || 0) + 1;
    counts.set(x, count);
    if (count > most || (count === most && x < mode)) {
      most = count;
      mode = x;
    }
  }
  return mode;
}`,
  },
];
