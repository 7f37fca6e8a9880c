/** Soundex. */
import type { Kernel } from '../kernel.ts';

export const soundex: readonly Kernel[] = [
  {
    name: 'soundex',
    does: 'the Soundex code of a word: a letter and three digits',
    complexity: 'O(n)',
    source: 'Russell 1918; Knuth, "The Art of Computer Programming" 3, 6: h and w do not part equal codes',
    params: ['word'],
    code: `const %classes = '01230120022455012623010202';
function %kernel(word) {
  const first = word.charCodeAt(0) & 31;
  let out = String.fromCharCode(first + 64);
  let last = %classes.charCodeAt(first - 1);
  let count = 1;
  for (let i = 1; i < word.length && count < 4; i++) {
    const letter = word.charCodeAt(i) & 31;
    if (letter === 8 || letter === 23) continue;
    const code = %classes.charCodeAt(letter - 1);
    if (code !== 48 && code !== last) {
      out += String.fromCharCode(code);
      count++;
    }
    last = code;
  }
  return count === 1 ? out + '000' : count === 2 ? out + '00' : count === 3 ? out + '0' : out;
}`,
  },
];
