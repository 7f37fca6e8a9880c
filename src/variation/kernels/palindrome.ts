/** Palindrome. */
import type { Kernel } from '../kernel.ts';

export const palindrome: readonly Kernel[] = [
  {
    name: 'palindrome',
    does: 'whether a text reads the same backwards',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['text'],
    code: `function %kernel(text) {
  for (let i = 0, j = text.length - 1; i < j; i++, j--) if (text.charCodeAt(i) !== text.charCodeAt(j)) return false;
  return true;
}`,
  },
  {
    name: 'palindrome of letters and digits',
    does: 'whether the letters and digits of a text, in small letters, read the same backwards',
    complexity: 'O(n)',
    source: 'folklore; codes in a table, 0 for what is left out',
    params: ['ascii text'],
    code: `const %small = new Uint8Array(128);
for (let code = 48; code < 58; code++) %small[code] = code;
for (let code = 97; code < 123; code++) { %small[code] = code; %small[code - 32] = code; }
function %kernel(text) {
  for (let i = 0, j = text.length - 1; i < j; ) {
    const left = %small[text.charCodeAt(i)];
    const right = %small[text.charCodeAt(j)];
    if (left === 0) i++;
    else if (right === 0) j--;
    else if (left !== right) return false;
    else { i++; j--; }
  }
  return true;
}`,
  },
];
