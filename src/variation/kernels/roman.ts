/** Roman. */
import type { Kernel } from '../kernel.ts';

export const roman: readonly Kernel[] = [
  {
    name: 'to roman',
    does: 'a number from 1 to 3,999 as a Roman numeral',
    complexity: 'O(1)',
    source: 'folklore; digits from tables',
    params: ['natural'],
    code: `const %ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
const %tens = ['', 'X', 'XX', 'XXX', 'XL', 'L', 'LX', 'LXX', 'LXXX', 'XC'];
const %hundreds = ['', 'C', 'CC', 'CCC', 'CD', 'D', 'DC', 'DCC', 'DCCC', 'CM'];
function %kernel(n) {
  return 'M'.repeat((n / 1000) | 0) + %hundreds[((n / 100) | 0) % 10] + %tens[((n / 10) | 0) % 10] + %ones[n % 10];
}`,
  },
  {
    name: 'from roman',
    does: 'the number of a Roman numeral',
    complexity: 'O(n)',
    source: 'folklore; values by character code',
    params: ['text'],
    code: `const %worth = new Int16Array(128);
for (const [letter, value] of [['I', 1], ['V', 5], ['X', 10], ['L', 50], ['C', 100], ['D', 500], ['M', 1000]]) %worth[letter.charCodeAt(0)] = value;
function %kernel(text) {
  let sum = 0;
  let after = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    const value = %worth[text.charCodeAt(i) & 127];
    if (value < after) sum -= value;
    else { sum += value; after = value; }
  }
  return sum;
}`,
  },
];
