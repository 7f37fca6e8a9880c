/** Whole numbers of any size as texts of digits. */
import type { Kernel } from '../kernel.ts';

const SOURCE = 'Knuth, The Art of Computer Programming 2, 4.3; up to fifteen digits as numbers, above by the engine';

export const decimalTexts: readonly Kernel[] = [
  {
    name: 'decimal of hexadecimal',
    does: 'a whole number of hexadecimal digits in decimal digits',
    complexity: 'O(n²)',
    source: 'Knuth, The Art of Computer Programming 2, 4.4; up to thirteen digits as numbers, above by the engine',
    params: ['hexadecimal number'],
    code: `function %kernel(text) {
  const bare = text.charCodeAt(1) === 120 ? text.slice(2) : text;
  return bare.length < 14 ? '' + parseInt(bare, 16) : BigInt('0x' + bare).toString();
}`,
  },
  {
    name: 'hexadecimal of decimal',
    does: 'a whole number of decimal digits in hexadecimal digits',
    complexity: 'O(n²)',
    source: 'Knuth, The Art of Computer Programming 2, 4.4; up to fifteen digits as numbers, above by the engine',
    params: ['decimal number'],
    code: `function %kernel(text) { return text.length < 16 ? (+text).toString(16) : BigInt(text).toString(16); }`,
  },
  {
    name: 'hexadecimal of decimal with a prefix',
    does: 'a whole number of decimal digits in hexadecimal digits, 0x in front of them',
    complexity: 'O(n²)',
    source: 'Knuth, The Art of Computer Programming 2, 4.4; up to fifteen digits as numbers, above by the engine',
    params: ['decimal number'],
    code: `function %kernel(text) { return '0x' + (text.length < 16 ? (+text).toString(16) : BigInt(text).toString(16)); }`,
  },
  {
    name: 'binary of decimal',
    does: 'a whole number of decimal digits in binary digits',
    complexity: 'O(n²)',
    source: 'Knuth, The Art of Computer Programming 2, 4.4; up to fifteen digits as numbers, above by the engine',
    params: ['decimal number'],
    code: `function %kernel(text) { return text.length < 16 ? (+text).toString(2) : BigInt(text).toString(2); }`,
  },
  {
    name: 'sum of decimal texts',
    does: 'the sum of two whole numbers of any size, as texts',
    complexity: 'O(n)',
    source: SOURCE,
    params: ['decimal number', 'decimal number'],
    code: `function %kernel(a, b) { return a.length < 16 && b.length < 16 ? '' + (+a + +b) : (BigInt(a) + BigInt(b)).toString(); }`,
  },
  {
    name: 'product of decimal texts',
    does: 'the product of two whole numbers of any size, as texts',
    complexity: 'O(n m)',
    source: SOURCE,
    params: ['decimal number', 'decimal number'],
    code: `function %kernel(a, b) { return a.length + b.length < 16 ? '' + +a * +b : (BigInt(a) * BigInt(b)).toString(); }`,
  },
  {
    name: 'difference of decimal texts',
    does: 'the difference of two whole numbers of any size, as texts',
    complexity: 'O(n)',
    source: SOURCE,
    params: ['decimal number', 'decimal number'],
    code: `function %kernel(a, b) { return a.length < 16 && b.length < 16 ? '' + (+a - +b) : (BigInt(a) - BigInt(b)).toString(); }`,
  },
  {
    name: 'order of decimal texts',
    does: 'which of two whole numbers of any size is larger: 1, 0 or -1',
    complexity: 'O(n)',
    source: 'folklore; of one length by their characters',
    params: ['decimal number', 'decimal number'],
    code: `function %kernel(a, b) { return a.length !== b.length ? (a.length < b.length ? -1 : 1) : a === b ? 0 : a < b ? -1 : 1; }`,
  },
  {
    name: 'binary of a number',
    does: 'a natural number in binary digits',
    complexity: 'O(n)',
    source: 'Number.prototype.toString',
    params: ['natural'],
    code: `function %kernel(n) { return n.toString(2); }`,
  },
  {
    name: 'number of binary',
    does: 'the number that binary digits stand for',
    complexity: 'O(n)',
    source: 'folklore; one shift for each digit',
    params: ['binary number'],
    code: `function %kernel(text) {
  let n = 0;
  for (let i = 0; i < text.length; i++) n = (n << 1) | (text.charCodeAt(i) & 1);
  return n >>> 0;
}`,
  },
  {
    name: 'digits backwards',
    does: 'a natural number with its digits in the other order',
    complexity: 'O(n)',
    source: 'folklore; divided by ten',
    params: ['natural'],
    code: `function %kernel(n) {
  let out = 0;
  while (n > 0) {
    const above = Math.floor(n / 10);
    out = out * 10 + (n - above * 10);
    n = above;
  }
  return out;
}`,
  },
  {
    name: 'repeated sum of digits',
    does: 'the digits of a natural number summed until one is left',
    complexity: 'O(1)',
    source: 'folklore; the remainder by nine',
    params: ['natural'],
    code: `function %kernel(n) { return n === 0 ? 0 : ((n - 1) % 9) + 1; }`,
  },
];
