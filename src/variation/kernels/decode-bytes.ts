/** Bytes out of texts. */
import { BASE64_VALUES } from '../encoding-code.ts';
import type { Kernel } from '../kernel.ts';

const base64 = (made: string): string => `${BASE64_VALUES}
function %kernel(text) {
  let n = text.length;
  while (n > 0 && text.charCodeAt(n - 1) === 61) n--;
  const size = (n * 3) >> 2;
  const bytes = ${made};
  let at = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const word = (%values[text.charCodeAt(i)] << 18) | (%values[text.charCodeAt(i + 1)] << 12) | (%values[text.charCodeAt(i + 2)] << 6) | %values[text.charCodeAt(i + 3)];
    bytes[at++] = word >> 16;
    bytes[at++] = (word >> 8) & 255;
    bytes[at++] = word & 255;
  }
  if (i + 1 < n) {
    const word = (%values[text.charCodeAt(i)] << 18) | (%values[text.charCodeAt(i + 1)] << 12) | (i + 2 < n ? %values[text.charCodeAt(i + 2)] << 6 : 0);
    bytes[at++] = word >> 16;
    if (i + 2 < n) bytes[at++] = (word >> 8) & 255;
  }
  return bytes;
}`;

const hex = (made: string): string => `const %nibbles = new Uint8Array(128);
for (let i = 0; i < 16; i++) {
  %nibbles[i.toString(16).charCodeAt(0)] = i;
  %nibbles[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}
function %kernel(text) {
  const size = text.length >> 1;
  const bytes = ${made};
  for (let i = 0; i < size; i++) bytes[i] = (%nibbles[text.charCodeAt(2 * i)] << 4) | %nibbles[text.charCodeAt(2 * i + 1)];
  return bytes;
}`;

export const decodeBytes: readonly Kernel[] = [
  {
    name: 'bytes of base64',
    does: 'the bytes that a text in base64 stands for',
    complexity: 'O(n)',
    source: 'RFC 4648; four characters at a time by a table',
    params: ['base64 text'],
    code: base64('new Uint8Array(size)'),
  },
  {
    name: 'list of bytes of base64',
    does: 'the bytes that a text in base64 stands for, as a list',
    complexity: 'O(n)',
    source: 'RFC 4648; four characters at a time by a table',
    params: ['base64 text'],
    code: base64('[]'),
  },
  {
    name: 'bytes of hex',
    does: 'the bytes that a text in hexadecimal stands for',
    complexity: 'O(n)',
    source: 'RFC 4648; digits from a table',
    params: ['hex text'],
    code: hex('new Uint8Array(size)'),
  },
  {
    name: 'list of bytes of hex',
    does: 'the bytes that a text in hexadecimal stands for, as a list',
    complexity: 'O(n)',
    source: 'RFC 4648; digits from a table',
    params: ['hex text'],
    code: hex('[]'),
  },
  {
    name: 'bytes in utf-8',
    does: 'the bytes of a text in UTF-8, as a list',
    complexity: 'O(n)',
    source: 'RFC 3629',
    params: ['text'],
    code: `function %kernel(text) {
  const bytes = [];
  for (let i = 0; i < text.length; i++) {
    let c = text.charCodeAt(i);
    if (c < 128) {
      bytes.push(c);
      continue;
    }
    if (c < 2048) {
      bytes.push((c >> 6) | 192, (c & 63) | 128);
      continue;
    }
    if (c >= 0xd800 && c < 0xe000) {
      const next = c < 0xdc00 ? text.charCodeAt(i + 1) : 0;
      if (next >= 0xdc00 && next < 0xe000) {
        c = 0x10000 + ((c - 0xd800) << 10) + (next - 0xdc00);
        i++;
        bytes.push((c >> 18) | 240, ((c >> 12) & 63) | 128, ((c >> 6) & 63) | 128, (c & 63) | 128);
        continue;
      }
      c = 0xfffd;
    }
    bytes.push((c >> 12) | 224, ((c >> 6) & 63) | 128, (c & 63) | 128);
  }
  return bytes;
}`,
  },
];
