/** Jaro. */
import type { Kernel } from '../kernel.ts';

/** Codes of `b` lie in `right`, raised by 65,536 once they are matched; those of `a` that match lie in `left`, in order. */
const MATCHED = `let %left = new Int32Array(64);
let %right = new Int32Array(64);
function %similar(a, b) {
  const n = a.length;
  const m = b.length;
  if (a === b) return 1;
  const reach = Math.max(0, (Math.max(n, m) >> 1) - 1);
  if (%left.length < n) %left = new Int32Array(2 * n);
  if (%right.length < m) %right = new Int32Array(2 * m);
  const left = %left;
  const right = %right;
  for (let j = 0; j < m; j++) right[j] = b.charCodeAt(j);
  let matches = 0;
  for (let i = 0; i < n; i++) {
    const code = a.charCodeAt(i);
    const to = i + reach < m ? i + reach + 1 : m;
    for (let j = i > reach ? i - reach : 0; j < to; j++) {
      if (right[j] === code) {
        right[j] = code + 65536;
        left[matches++] = code;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  for (let j = 0, k = 0; k < matches; j++) {
    if (right[j] >= 65536 && right[j] - 65536 !== left[k++]) moved++;
  }
  return (matches / n + matches / m + (matches - `;

const SIMILARITY = `) / matches) / 3;
}`;

export const jaro: readonly Kernel[] = [
  {
    name: 'jaro',
    does: 'Jaro similarity of two texts',
    complexity: 'O(n m)',
    source: 'Jaro 1989',
    params: ['text not empty', 'text not empty'],
    code: `${MATCHED}moved / 2${SIMILARITY}

function %kernel(a, b) { return %similar(a, b); }`,
  },
  {
    name: 'jaro of whole exchanges',
    does: 'Jaro similarity of two texts, exchanges rounded down',
    complexity: 'O(n m)',
    source: 'Jaro 1989',
    params: ['text not empty', 'text not empty'],
    code: `${MATCHED}Math.floor(moved / 2)${SIMILARITY}

function %kernel(a, b) { return %similar(a, b); }`,
  },
  {
    name: 'jaro-winkler',
    does: 'Jaro-Winkler similarity of two texts',
    complexity: 'O(n m)',
    source: 'Winkler 1990',
    params: ['text not empty', 'text not empty'],
    code: `${MATCHED}moved / 2${SIMILARITY}

function %kernel(a, b) {
  const similarity = %similar(a, b);
  if (!(true)) return similarity;
  let same = 0;
  while (same < 4 && same < a.length && same < b.length && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  return similarity + same * 0.1 * (1 - similarity);
}`,
  },
  {
    name: 'jaro-winkler above a threshold',
    does: 'Jaro-Winkler similarity of two texts, common beginnings rewarded above 0.7',
    complexity: 'O(n m)',
    source: 'Winkler 1990',
    params: ['text not empty', 'text not empty'],
    code: `${MATCHED}moved / 2${SIMILARITY}

function %kernel(a, b) {
  const similarity = %similar(a, b);
  if (!(similarity > 0.7)) return similarity;
  let same = 0;
  while (same < 4 && same < a.length && same < b.length && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  return similarity + same * 0.1 * (1 - similarity);
}`,
  },
];
