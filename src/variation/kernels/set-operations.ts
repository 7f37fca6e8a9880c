/** Set operations. */
import type { Kernel } from '../kernel.ts';

/** @param value what the function gives of the set of all */
const unionOf = (value: string): string => `function %kernel(a, b) {
  const all = new Set(a);
  for (let i = 0; i < b.length; i++) all.add(b[i]);
  return ${value};
}`;

export const setOperations: readonly Kernel[] = [
  {
    name: 'union',
    does: 'the members of two lists, each once',
    complexity: 'O(n + m)',
    source: 'folklore; a hash set',
    params: ['primitives', 'primitives'],
    code: unionOf('[...all]'),
  },
  {
    name: 'intersection',
    does: 'what is in both lists, each once, in the order of the first',
    complexity: 'O(n + m)',
    source: 'folklore; a hash set',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const others = new Set(b);
  const seen = new Set();
  const out = [];
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    if (others.has(x) && !seen.has(x)) { seen.add(x); out.push(x); }
  }
  return out;
}`,
  },
  {
    name: 'difference',
    does: 'what is in the first list and not in the second',
    complexity: 'O(n + m)',
    source: 'folklore; a hash set',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const others = new Set(b);
  const out = [];
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    if (!others.has(x)) out.push(x);
  }
  return out;
}`,
  },
  {
    name: 'intersection with repeats',
    does: 'members of the first list that are in the second',
    complexity: 'O(n + m)',
    source: 'folklore; a hash set',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const others = new Set(b);
  const out = [];
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    if (others.has(x)) out.push(x);
  }
  return out;
}`,
  },
  {
    name: 'symmetric difference',
    does: 'what is in one of two lists only, first that of the first',
    complexity: 'O(n + m)',
    source: 'folklore; hash sets',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const inA = new Set(a);
  const inB = new Set(b);
  const out = [];
  for (let i = 0; i < a.length; i++) if (!inB.has(a[i])) out.push(a[i]);
  for (let i = 0; i < b.length; i++) if (!inA.has(b[i])) out.push(b[i]);
  return out;
}`,
  },
  {
    name: 'is subset',
    does: 'whether all members of a list are in another',
    complexity: 'O(n + m)',
    source: 'folklore; a hash set',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const others = new Set(b);
  for (let i = 0; i < a.length; i++) if (!others.has(a[i])) return false;
  return true;
}`,
  },
  {
    name: 'size of the intersection of multisets',
    does: 'how many members of one list have a counterpart of their own in another',
    complexity: 'O(n + m)',
    source: 'folklore; counts in a hash map',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const counts = new Map();
  for (let i = 0; i < a.length; i++) counts.set(a[i], (counts.get(a[i]) || 0) + 1);
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    const count = counts.get(b[i]) || 0;
    if (count > 0) { counts.set(b[i], count - 1); size++; }
  }
  return size;
}`,
  },
  {
    name: 'size of the intersection',
    does: 'how many values two lists have in common',
    complexity: 'O(n + m)',
    source: 'folklore; a hash set',
    params: ['primitives', 'primitives'],
    code: `function %kernel(a, b) {
  const others = new Set(b);
  const common = new Set();
  for (let i = 0; i < a.length; i++) if (others.has(a[i])) common.add(a[i]);
  return common.size;
}`,
  },
  {
    name: 'size of the union',
    does: 'how many values are in one of two lists, or in both',
    complexity: 'O(n + m)',
    source: 'folklore; a hash set',
    params: ['primitives', 'primitives'],
    code: unionOf('all.size'),
  },
];
