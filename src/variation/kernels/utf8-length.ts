/** Utf8 length. */
import type { Kernel } from '../kernel.ts';

export const utf8Length: readonly Kernel[] = [
  {
    name: 'utf-8 length',
    does: 'bytes that a text takes in UTF-8',
    complexity: 'O(n)',
    source: 'RFC 3629',
    params: ['text'],
    code: `function %kernel(text) {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128) continue;
    if (code < 2048) bytes++;
    else if (code >= 55296 && code <= 56319 && i + 1 < text.length && (text.charCodeAt(i + 1) & 64512) === 56320) { bytes += 2; i++; }
    else bytes += 2;
  }
  return bytes;
}`,
  },
];
