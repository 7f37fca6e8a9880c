/** Data as JSON knows it: compared, copied. */
import type { Kernel } from '../kernel.ts';

export const plainData: readonly Kernel[] = [
  {
    name: 'deep equality',
    does: 'whether two values of plain data are alike in all they hold',
    complexity: 'O(n)',
    source: 'folklore; what is no data is seen on the way',
    params: ['plain data', 'plain data'],
    declines: true,
    code: `const %owns = Object.prototype.hasOwnProperty;
const %isOther = (x) => typeof x === 'function' || typeof x === 'symbol';
/** Undefined for what is no data. */
function %alike(a, b, depth) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return %isOther(a) || %isOther(b) ? undefined : a !== a && b !== b;
  const list = Array.isArray(a);
  const prototype = list ? Array.prototype : Object.prototype;
  if (list !== Array.isArray(b)) return %isOfNoClass(a) && %isOfNoClass(b) ? false : undefined;
  if (depth > 60 || Object.getPrototypeOf(a) !== prototype || Object.getPrototypeOf(b) !== prototype) return undefined;
  const keys = Object.keys(a);
  const count = keys.length;
  const others = Object.keys(b).length;
  if (list) {
    if (count !== a.length || others !== b.length) return undefined;
    if (count !== others) return false;
    for (let i = 0; i < count; i++) {
      const x = a[i];
      const y = b[i];
      if (x !== y) {
        const answer = %alike(x, y, depth + 1);
        if (answer !== true) return answer;
      }
    }
    return true;
  }
  if (Object.getOwnPropertySymbols(a).length + Object.getOwnPropertySymbols(b).length > 0) return undefined;
  if (count !== others) return false;
  for (let i = 0; i < count; i++) {
    const key = keys[i];
    const x = a[key];
    const y = b[key];
    if (x !== y || x === undefined) {
      if (!%owns.call(b, key)) return false;
      const answer = %alike(x, y, depth + 1);
      if (answer !== true) return answer;
    }
  }
  return true;
}
function %isOfNoClass(x) { const prototype = Object.getPrototypeOf(x); return prototype === Object.prototype || prototype === Array.prototype; }
function %kernel(a, b) { return %alike(a, b, 0); }`,
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
