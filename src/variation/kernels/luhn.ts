/** Luhn. */
import type { Kernel } from '../kernel.ts';

export const luhn: readonly Kernel[] = [
  {
    name: 'luhn',
    does: 'whether the digits of a text have the right check digit',
    complexity: 'O(n)',
    source: 'Luhn 1960',
    params: ['text'],
    code: `function %kernel(text) {
  let sum = 0;
  let second = false;
  for (let i = text.length - 1; i >= 0; i--) {
    let digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
    if (second && (digit *= 2) > 9) digit -= 9;
    sum += digit;
    second = !second;
  }
  return sum % 10 === 0;
}`,
  },
];
