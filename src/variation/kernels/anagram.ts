/** Anagram. */
import type { Kernel } from '../kernel.ts';

export const anagram: readonly Kernel[] = [
  {
    name: 'anagram',
    does: 'whether two texts have the same characters',
    complexity: 'O(n)',
    source: 'folklore; counts in a table',
    params: ['text', 'text'],
    code: `const %tally = new Int32Array(65536);
function %kernel(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) { %tally[a.charCodeAt(i)]++; %tally[b.charCodeAt(i)]--; }
  let same = true;
  for (let i = 0; i < a.length; i++) {
    if (%tally[a.charCodeAt(i)] !== 0) { same = false; %tally[a.charCodeAt(i)] = 0; }
    %tally[b.charCodeAt(i)] = 0;
  }
  return same;
}`,
  },
];
