/** Dice. */
import type { Kernel } from '../kernel.ts';

const PAIRS = `  if (a === b) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = a.length - 1;
  let size = 64;
  while (size < 4 * pairs) size *= 2;
  if (%keys.length < size) { %keys = new Int32Array(size); %counts = new Int32Array(size); }
  const keys = %keys;
  const counts = %counts;
  counts.fill(0, 0, size);
  const mask = size - 1;
  let left = a.charCodeAt(0);
  for (let i = 1; i <= pairs; i++) {
    const right = a.charCodeAt(i);
    const key = (left << 16) | right;
    left = right;
    let at = (Math.imul(key, -1640531527) >>> 12) & mask;
    while (counts[at] !== 0 && keys[at] !== key) at = (at + 1) & mask;
    keys[at] = key;
    counts[at] += counts[at] === 0 ? 2 : 1;
  }
  let common = 0;
  left = b.charCodeAt(0);
  for (let i = 1; i < b.length; i++) {
    const right = b.charCodeAt(i);
    const key = (left << 16) | right;
    left = right;
    let at = (Math.imul(key, -1640531527) >>> 12) & mask;
    while (counts[at] !== 0 && keys[at] !== key) at = (at + 1) & mask;
    if (counts[at] > 1) { counts[at]--; common++; }
  }
  return (2.0 * common) / (a.length + b.length - 2);
}`;

export const dice: readonly Kernel[] = [
  {
    name: 'dice',
    does: 'Dice coefficient of the letter pairs of two texts',
    complexity: 'O(n + m)',
    source: 'Dice 1945; pairs as integers in an open hash table',
    params: ['text', 'text'],
    code: `let %keys = new Int32Array(256);
let %counts = new Int32Array(256);
function %kernel(a, b) {

${PAIRS}`,
  },
  {
    name: 'dice without white space',
    does: 'Dice coefficient of the letter pairs of two texts, white space left out',
    complexity: 'O(n + m)',
    source: 'Dice 1945; pairs as integers in an open hash table',
    params: ['text', 'text'],
    code: `let %keys = new Int32Array(256);
let %counts = new Int32Array(256);
function %kernel(a, b) {
  if (/\\s/.test(a)) a = a.replace(/\\s+/g, '');
  if (/\\s/.test(b)) b = b.replace(/\\s+/g, '');
${PAIRS}`,
  },
];
