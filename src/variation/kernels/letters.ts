/** Letters and digits of a text. */
import type { Kernel } from '../kernel.ts';

export const letters: readonly Kernel[] = [
  {
    name: 'rot13',
    does: 'a text with each letter moved by 13 places',
    complexity: 'O(n)',
    source: 'folklore; letters from a table',
    params: ['text'],
    code: `const %moved = Array.from({ length: 128 }, (_, c) => {
  const base = c & 96;
  const letter = c & 31;
  return String.fromCharCode(c >= 64 && letter >= 1 && letter <= 26 ? base + ((letter + 12) % 26) + 1 : c);
});
function %kernel(text) {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    out += c < 128 ? %moved[c] : text[i];
  }
  return out;
}`,
  },
  {
    name: 'grouped digits',
    does: 'a whole number with a comma between groups of three digits',
    complexity: 'O(n)',
    source: 'folklore; groups are cut from behind',
    params: ['integer'],
    code: `function %kernel(n) {
  let text = '' + (n < 0 ? -n : n);
  let out = '';
  while (text.length > 3) {
    out = ',' + text.slice(-3) + out;
    text = text.slice(0, -3);
  }
  return (n < 0 ? '-' : '') + text + out;
}`,
  },
  {
    name: 'characters all differ',
    does: 'whether no character occurs twice in a text',
    complexity: 'O(n)',
    source: 'folklore; one bit a character where all are ASCII',
    params: ['ascii text'],
    code: `function %kernel(text) {
  if (text.length > 128) return false;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const bit = 1 << (code & 31);
    if (code < 32) { if (a & bit) return false; a |= bit; }
    else if (code < 64) { if (b & bit) return false; b |= bit; }
    else if (code < 96) { if (c & bit) return false; c |= bit; }
    else { if (d & bit) return false; d |= bit; }
  }
  return true;
}`,
  },
  {
    name: 'brackets match',
    does: 'whether round, square and curly brackets of a text close in the order in which they open',
    complexity: 'O(n)',
    source: 'folklore; a stack of codes',
    params: ['text'],
    code: `const %open = [];
function %kernel(text) {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 40) %open[depth++] = 41;
    else if (c === 91) %open[depth++] = 93;
    else if (c === 123) %open[depth++] = 125;
    else if (c === 41 || c === 93 || c === 125) { if (depth === 0 || %open[--depth] !== c) return false; }
  }
  return depth === 0;
}`,
  },
  {
    name: 'longest palindrome within',
    does: 'the longest part of a text that reads the same backwards, of several the first',
    complexity: 'O(n)',
    source: 'Manacher 1975',
    params: ['text'],
    code: `let %reach = new Int32Array(256);
function %kernel(text) {
  const n = text.length;
  if (%reach.length < n + 1) %reach = new Int32Array(2 * n + 2);
  const reach = %reach;
  let from = 0;
  let longest = 0;
  for (let odd = 1; odd >= 0; odd--) {
    let left = 0;
    let right = -1;
    for (let i = 0; i < n; i++) {
      const even = 1 - odd;
      let k = i > right ? odd : Math.min(reach[left + right - i + even], right - i + 1);
      while (i + k < n && i - k - even >= 0 && text.charCodeAt(i + k) === text.charCodeAt(i - k - even)) k++;
      reach[i] = k;
      if (i + k - 1 > right) {
        left = i - k + odd;
        right = i + k - 1;
      }
      const length = 2 * k - odd;
      const start = i - k + odd;
      if (length > longest || (length === longest && start < from)) {
        longest = length;
        from = start;
      }
    }
  }
  return text.slice(from, from + longest);
}`,
  },
];
