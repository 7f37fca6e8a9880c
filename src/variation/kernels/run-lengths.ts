/** Run lengths. */
import type { Kernel } from '../kernel.ts';

export const runLengths: readonly Kernel[] = [
  {
    name: 'run lengths',
    does: 'a text with each run of a character as its length and the character',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['text'],
    code: `function %kernel(text) {
  let out = '';
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    let end = i + 1;
    while (end < text.length && text.charCodeAt(end) === code) end++;
    out += end - i + text[i];
    i = end;
  }
  return out;
}`,
  },
  {
    name: 'run lengths behind',
    does: 'a text with each run of a character as the character and its length',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['text'],
    code: `function %kernel(text) {
  let out = '';
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    let end = i + 1;
    while (end < text.length && text.charCodeAt(end) === code) end++;
    out += text[i] + (end - i);
    i = end;
  }
  return out;
}`,
  },
];
