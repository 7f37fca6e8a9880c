/** Base64. */
import { UTF8_UNITS } from '../encoding-code.ts';
import type { Kernel } from '../kernel.ts';

const PAIRS = `const %pairs = (() => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const pairs = [];
  for (let i = 0; i < 4096; i++) pairs.push(letters[i >> 6] + letters[i & 63]);
  return pairs;
})();`;

/** @param byte the byte of what is given at a place */
const encoded = (given: string, byte: (at: string) => string): string => `${PAIRS}
function %kernel(${given}) {
  let out = '';
  const whole = ${given}.length - (${given}.length % 3);
  let i = 0;
  for (; i < whole; i += 3) {
    const bits = (${byte('i')} << 16) | (${byte('i + 1')} << 8) | ${byte('i + 2')};
    out += %pairs[bits >> 12] + %pairs[bits & 4095];
  }
  if (${given}.length - i === 1) out += %pairs[${byte('i')} << 4] + '==';
  else if (${given}.length - i === 2) {
    const bits = (${byte('i')} << 8) | ${byte('i + 1')};
    out += %pairs[bits >> 4] + %pairs[(bits & 15) << 8].charAt(0) + '=';
  }
  return out;
}`;

export const base64: readonly Kernel[] = [
  {
    name: 'base64 of bytes',
    does: 'bytes in base 64',
    complexity: 'O(n)',
    source: 'RFC 4648; pairs of characters from a table of 4,096',
    params: ['bytes'],
    code: encoded('bytes', (at) => `bytes[${at}]`),
  },
  {
    name: 'base64 of low bytes',
    does: 'the units of a text, which are bytes, in base 64',
    complexity: 'O(n)',
    source: 'RFC 4648; pairs of characters from a table of 4,096',
    params: ['latin text'],
    code: encoded('text', (at) => `text.charCodeAt(${at})`),
  },
  {
    name: 'base64 of a text',
    does: 'a text in UTF-8 in base 64',
    complexity: 'O(n)',
    source: 'RFC 4648; pairs of characters from a table of 4,096; ASCII without a list of bytes',
    params: ['text'],
    code: `${encoded('text', (at) => `text.charCodeAt(${at})`).replace('function %kernel', 'function %units')}
function %kernel(text) {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return %units(%utf8(text));
  return %units(text);
}
${UTF8_UNITS}`,
  },
];
