/** Unique. */
import type { Kernel } from '../kernel.ts';

/** Ends where a member is none that a set finds as `===` does, or no primitive. */
const ONLY_PRIMITIVES = `    const kind = typeof x;
    if (kind !== 'string' && (kind !== 'number' || x !== x || (x === 0 && 1 / x < 0)) && kind !== 'boolean' && x !== null && kind !== 'bigint' && kind !== 'symbol') return undefined;`;

export const unique: readonly Kernel[] = [
  {
    name: 'unique',
    does: 'the members of a list, each once, in their first order',
    complexity: 'O(n)',
    source: 'folklore; a hash set',
    params: ['primitives'],
    declines: true,
    code: `function %kernel(list) {
  const seen = new Set();
  const out = [];
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
${ONLY_PRIMITIVES}
    const before = seen.size;
    seen.add(x);
    if (seen.size !== before) out.push(x);
  }
  return out;
}`,
  },
  {
    name: 'unique by spreading',
    does: 'the members of a list, each once, in their first order',
    complexity: 'O(n)',
    source: 'folklore; a hash set',
    params: ['primitives'],
    code: `function %kernel(list) { return [...new Set(list)]; }`,
  },
  {
    name: 'unique in place',
    does: 'takes repeated members out of a list and returns it',
    complexity: 'O(n)',
    source: 'folklore; a hash set, compaction in one pass',
    params: ['primitives'],
    declines: true,
    code: `function %kernel(list) {
  const seen = new Set();
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
${ONLY_PRIMITIVES}
    seen.add(x);
  }
  if (seen.size === list.length) return list;
  let to = 0;
  for (const x of seen) list[to++] = x;
  list.length = to;
  return list;
}`,
  },
  {
    name: 'unique and sorted',
    does: 'the numbers of a list, each once, ascending',
    complexity: 'O(n log n)',
    source: 'folklore',
    params: ['integers'],
    code: `function %kernel(list) {
  const all = new Int32Array(list.length);
  for (let i = 0; i < list.length; i++) all[i] = list[i];
  all.sort();
  const out = [];
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) out.push(all[i]);
  return out;
}`,
  },
];
