/** Texts of names with values: queries, cookies. */
import type { Kernel } from '../kernel.ts';

const query = (empty: boolean): string => `const %owns = Object.prototype.hasOwnProperty;
function %kernel(text) {
  const out = {};
  const n = text.length;
  ${empty ? 'if (n === 0) return out;\n  ' : ''}let from = 0;
  while (from <= n) {
    let equals = -1;
    let plus = false;
    let percent = false;
    let to = from;
    for (; to < n; to++) {
      const c = text.charCodeAt(to);
      if (c === 38) break;
      if (c === 61) { if (equals < 0) equals = to; }
      else if (c === 43) plus = true;
      else if (c === 37) percent = true;
    }
    ${empty ? '{' : 'if (to > from) {'}
      let key = equals < 0 ? text.slice(from, to) : text.slice(from, equals);
      let value = equals < 0 ? '' : text.slice(equals + 1, to);
      if (plus) {
        key = key.replace(/\\+/g, ' ');
        value = value.replace(/\\+/g, ' ');
      }
      if (percent) {
        key = decodeURIComponent(key);
        value = decodeURIComponent(value);
      }
      const old = out[key];
      if (old === undefined || !%owns.call(out, key)) out[key] = value;
      else if (typeof old === 'string') out[key] = [old, value];
      else old.push(value);
    }
    from = to + 1;
  }
  return out;
}`;

export const nameValues: readonly Kernel[] = [
  {
    name: 'query to object',
    does: 'names and values of a query, those of one name in a list',
    complexity: 'O(n)',
    source: 'folklore; one pass, decoded only where there is something to decode',
    params: ['text of names'],
    code: query(false),
  },
  {
    name: 'query to object with empty names',
    does: 'names and values of a query, empty ones too, those of one name in a list',
    complexity: 'O(n)',
    source: 'folklore; one pass, decoded only where there is something to decode',
    params: ['text of names'],
    code: query(true),
  },
  {
    name: 'cookies to object',
    does: 'names and values of a cookie header, the first of each name',
    complexity: 'O(n)',
    source: 'RFC 6265; decoded only where there is something to decode',
    params: ['text of names'],
    code: `function %kernel(text) {
  const out = {};
  let from = 0;
  while (from < text.length) {
    const equals = text.indexOf('=', from);
    if (equals < 0) break;
    let to = text.indexOf(';', from);
    if (to < 0) to = text.length;
    if (to < equals) {
      from = text.lastIndexOf(';', equals - 1) + 1;
      continue;
    }
    const key = text.slice(from, equals).trim();
    if (out[key] === undefined) {
      let value = text.slice(equals + 1, to).trim();
      if (value.charCodeAt(0) === 34) value = value.slice(1, -1);
      if (value.indexOf('%') >= 0) {
        try {
          value = decodeURIComponent(value);
        } catch (_) {}
      }
      out[key] = value;
    }
    from = to + 1;
  }
  return out;
}`,
  },
];
