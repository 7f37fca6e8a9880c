/** Objects as texts, and by paths. */
import type { Kernel } from '../kernel.ts';

/** `%flatten` gives whether all that it met is data; a path is put together once for what is in it. */
const flattened = (lists: boolean): string => `function %flatten(value, path, out, depth) {
  ${lists ? 'const list = Array.isArray(value);\n  const keys = list ? null : Object.keys(value);' : 'const keys = Object.keys(value);'}
  const n = ${lists ? 'list ? value.length : ' : ''}keys.length;
  for (let i = 0; i < n; i++) {
    const key = ${lists ? 'list ? i : ' : ''}keys[i];
    const x = value[key];
    const here = path === '' ? ${lists ? "'' + key" : 'key'} : path + '.' + key;
    if (typeof x !== 'object' || x === null) {
      if (typeof x === 'function'${lists ? ' || (x === undefined && list)' : ''}) return false;
      out[here] = x;
      continue;
    }
    if (depth > 60 || here === '__proto__') return false;
    ${
      lists
        ? `if (Array.isArray(x)) {
      if (Object.keys(x).length !== x.length) return false;
      if (x.length === 0) { out[here] = x; continue; }
    } else {
      if (Object.getPrototypeOf(x) !== Object.prototype) return false;
      let empty = true;
      for (const _ in x) { empty = false; break; }
      if (empty) { out[here] = x; continue; }
    }`
        : `if (Array.isArray(x)) { out[here] = x; continue; }
    if (Object.getPrototypeOf(x) !== Object.prototype) return false;
    let empty = true;
    for (const _ in x) { empty = false; break; }
    if (empty) { out[here] = x; continue; }`
    }
    if (!%flatten(x, here, out, depth + 1)) return false;
  }
  return true;
}
function %kernel(value) {
  const out = {};
  return %flatten(value, '', out, 0) ? out : undefined;
}`;

export const records: readonly Kernel[] = [
  {
    name: 'stable json',
    does: 'data as JSON, the keys of each object in order',
    complexity: 'O(n log n)',
    source:
      'RFC 8785 (order of keys); a few keys are put in order by insertion, texts with nothing to escape are taken whole',
    params: ['plain record'],
    declines: true,
    code: `function %quoted(text) {
  if (text.length > 40) return JSON.stringify(text);
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 32 || c === 34 || c === 92 || c >= 0xd800) return JSON.stringify(text);
  }
  return '"' + text + '"';
}
/** A text; '' for what JSON leaves out; undefined for what is no data. */
function %json(x, depth) {
  if (typeof x === 'string') return %quoted(x);
  if (typeof x === 'number') return x - x === 0 ? '' + x : 'null';
  if (typeof x === 'boolean') return x ? 'true' : 'false';
  if (x === null) return 'null';
  if (x === undefined) return '';
  if (typeof x !== 'object' || depth > 60) return undefined;
  if (Array.isArray(x)) {
    const n = x.length;
    if (n === 0) return '[]';
    let out = '[';
    for (let i = 0; i < n; i++) {
      const item = %json(x[i], depth + 1);
      if (item === undefined) return undefined;
      out += i === 0 ? item || 'null' : ',' + (item || 'null');
    }
    return out + ']';
  }
  if (Object.getPrototypeOf(x) !== Object.prototype || x.toJSON !== undefined) return undefined;
  const keys = Object.keys(x);
  const n = keys.length;
  if (n > 12) keys.sort();
  else for (let i = 1; i < n; i++) {
    const key = keys[i];
    let j = i - 1;
    while (j >= 0 && keys[j] > key) { keys[j + 1] = keys[j]; j--; }
    keys[j + 1] = key;
  }
  let out = '';
  for (let i = 0; i < n; i++) {
    const key = keys[i];
    const value = %json(x[key], depth + 1);
    if (value === undefined) return undefined;
    if (value !== '') out += (out === '' ? '' : ',') + %quoted(key) + ':' + value;
  }
  return '{' + out + '}';
}
function %kernel(value) { return %json(value, 0); }`,
  },
  {
    name: 'flattened',
    does: 'an object with all that is in it by its path, members of lists too',
    complexity: 'O(n)',
    source: 'folklore; paths are put together once for what is in them',
    params: ['plain record'],
    declines: true,
    code: flattened(true),
  },
  {
    name: 'flattened but lists',
    does: 'an object with all that is in it by its path, lists as they are',
    complexity: 'O(n)',
    source: 'folklore; paths are put together once for what is in them',
    params: ['plain record'],
    declines: true,
    code: flattened(false),
  },
  {
    name: 'member at a path',
    does: 'what an object has at a path of names between dots, undefined where there is nothing',
    complexity: 'O(n)',
    source: 'folklore; names are cut out one after the other',
    params: ['record', 'text not empty'],
    code: `function %kernel(value, path) {
  let from = 0;
  while (value !== undefined && value !== null) {
    const to = path.indexOf('.', from);
    if (to < 0) return value[from === 0 ? path : path.slice(from)];
    value = value[path.slice(from, to)];
    from = to + 1;
  }
  return undefined;
}`,
  },
  {
    name: 'object to query',
    does: 'names and values of an object as a query, those of a list one by one',
    complexity: 'O(n)',
    source: 'RFC 3986; escaped only where there is something to escape',
    params: ['plain record'],
    declines: true,
    code: `function %escaped(text) {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (!((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 45 || c === 95 || c === 46)) return encodeURIComponent(text);
  }
  return text;
}
function %plain(x) {
  return typeof x === 'string' ? %escaped(x) : typeof x === 'number' ? (x - x === 0 ? '' + x : '') : typeof x === 'boolean' ? '' + x : undefined;
}
function %kernel(value) {
  const keys = Object.keys(value);
  let out = '';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const x = value[key];
    const name = %escaped(key) + '=';
    if (Array.isArray(x)) {
      if (x.length === 0) return undefined;
      for (let j = 0; j < x.length; j++) {
        const item = %plain(x[j]);
        if (item === undefined) return undefined;
        out += (i + j > 0 ? '&' : '') + name + item;
      }
    } else {
      const item = %plain(x);
      if (item === undefined) return undefined;
      out += (i > 0 ? '&' : '') + name + item;
    }
  }
  return out;
}`,
  },
];
