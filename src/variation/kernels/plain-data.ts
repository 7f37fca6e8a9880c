/** Data as JSON knows it: compared, copied. */
import type { Kernel } from '../kernel.ts';

export const plainData: readonly Kernel[] = [
  {
    name: 'deep equality',
    does: 'whether two values of plain data are alike in all they hold',
    complexity: 'O(n)',
    source: 'folklore; keys are walked without a list of them',
    params: ['plain data', 'plain data'],
    code: `const %owns = Object.prototype.hasOwnProperty;
function %kernel(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a !== a && b !== b;
  const list = Array.isArray(a);
  if (list !== Array.isArray(b)) return false;
  if (list) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) {
      const x = a[i];
      const y = b[i];
      if (x !== y && !%kernel(x, y)) return false;
    }
    return true;
  }
  let count = 0;
  for (const key in a) {
    count++;
    const x = a[key];
    const y = b[key];
    if (x === y ? x === undefined && !%owns.call(b, key) : !%owns.call(b, key) || !%kernel(x, y)) return false;
  }
  for (const _ in b) count--;
  return count === 0;
}`,
  },
  {
    name: 'deep copy',
    does: 'a copy of plain data that shares nothing with it',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['plain data'],
    code: `function %kernel(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const n = value.length;
    const list = [];
    for (let i = 0; i < n; i++) {
      const x = value[i];
      list.push(typeof x === 'object' && x !== null ? %kernel(x) : x);
    }
    return list;
  }
  const copy = {};
  for (const key in value) {
    const x = value[key];
    copy[key] = typeof x === 'object' && x !== null ? %kernel(x) : x;
  }
  return copy;
}`,
  },
];
