/** UTF-8 as texts of bytes, and texts out of it. */
import { BASE64_VALUES, UTF8_UNITS } from '../encoding-code.ts';
import type { Kernel } from '../kernel.ts';

const OF_BASE64 = `${BASE64_VALUES}
function %kernel(text) {
  let n = text.length;
  while (n > 0 && text.charCodeAt(n - 1) === 61) n--;
  let out = '';
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const word = (%values[text.charCodeAt(i)] << 18) | (%values[text.charCodeAt(i + 1)] << 12) | (%values[text.charCodeAt(i + 2)] << 6) | %values[text.charCodeAt(i + 3)];
    out += String.fromCharCode(word >> 16, (word >> 8) & 255, word & 255);
  }
  if (i + 1 < n) {
    const word = (%values[text.charCodeAt(i)] << 18) | (%values[text.charCodeAt(i + 1)] << 12) | (i + 2 < n ? %values[text.charCodeAt(i + 2)] << 6 : 0);
    out += i + 2 < n ? String.fromCharCode(word >> 16, (word >> 8) & 255) : String.fromCharCode(word >> 16);
  }
  return out;
}`;

const OF_UNITS = `function %kernel(given) {
  let out = '';
  let from = 0;
  const n = given.length;
  for (let i = 0; i < n; ) {
    const c = given.charCodeAt(i);
    if (c < 128) { i++; continue; }
    if (i > from) out += given.slice(from, i);
    if (c < 224) {
      out += String.fromCharCode(((c & 31) << 6) | (given.charCodeAt(i + 1) & 63));
      i += 2;
    } else if (c < 240) {
      out += String.fromCharCode(((c & 15) << 12) | ((given.charCodeAt(i + 1) & 63) << 6) | (given.charCodeAt(i + 2) & 63));
      i += 3;
    } else {
      const point = (((c & 7) << 18) | ((given.charCodeAt(i + 1) & 63) << 12) | ((given.charCodeAt(i + 2) & 63) << 6) | (given.charCodeAt(i + 3) & 63)) - 0x10000;
      out += String.fromCharCode(0xd800 + (point >> 10), 0xdc00 + (point & 1023));
      i += 4;
    }
    from = i;
  }
  return from === 0 ? given : out + given.slice(from);
}`;

export const utf8Units: readonly Kernel[] = [
  {
    name: 'utf-8 in units',
    does: 'the bytes of a text in UTF-8, each as a character',
    complexity: 'O(n)',
    source: 'RFC 3629; ASCII in whole pieces',
    params: ['text'],
    code: `${UTF8_UNITS}
function %kernel(text) { return %utf8(text); }`,
  },
  {
    name: 'text of utf-8 in units',
    does: 'the text whose bytes in UTF-8 are characters',
    complexity: 'O(n)',
    source: 'RFC 3629; ASCII in whole pieces',
    params: ['utf-8 units'],
    code: OF_UNITS,
  },
  {
    name: 'units of base64',
    does: 'the bytes that a text in base64 stands for, each as a character',
    complexity: 'O(n)',
    source: 'RFC 4648; four characters at a time by a table',
    params: ['base64 text'],
    code: OF_BASE64,
  },
];
