/** Jaro. */
import type { Kernel } from '../kernel.ts';

const MATCHED = `let %used = new Int32Array(64);
let %call = 0;
function %jaro(a, b) {
  const n = a.length;
  const m = b.length;
  if (n === 0 && m === 0) return 1;
  if (n === 0 || m === 0) return 0;
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(n, m) / 2) - 1);
  if (%used.length < n + m) { %used = new Int32Array(2 * (n + m)); %call = 0; }
  const used = %used;
  if (%call === 2147483647) { used.fill(0); %call = 0; }
  const call = ++%call;
  let matches = 0;
  for (let i = 0; i < n; i++) {
    const code = a.charCodeAt(i);
    const to = Math.min(m - 1, i + reach);
    for (let j = i > reach ? i - reach : 0; j <= to; j++) {
      if (used[n + j] !== call && b.charCodeAt(j) === code) {
        used[i] = call;
        used[n + j] = call;
        matches++;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  for (let i = 0, j = 0; i < n; i++) {
    if (used[i] !== call) continue;
    while (used[n + j] !== call) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) moved++;
    j++;
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
    params: ['text', 'text'],
    code: `${MATCHED}moved / 2${SIMILARITY}

function %kernel(a, b) { return %jaro(a, b); }`,
  },
  {
    name: 'jaro of whole exchanges',
    does: 'Jaro similarity of two texts, exchanges rounded down',
    complexity: 'O(n m)',
    source: 'Jaro 1989',
    params: ['text', 'text'],
    code: `${MATCHED}Math.floor(moved / 2)${SIMILARITY}

function %kernel(a, b) { return %jaro(a, b); }`,
  },
  {
    name: 'jaro-winkler',
    does: 'Jaro-Winkler similarity of two texts',
    complexity: 'O(n m)',
    source: 'Winkler 1990',
    params: ['text', 'text'],
    code: `${MATCHED}moved / 2${SIMILARITY}

function %kernel(a, b) {
  const similarity = %jaro(a, b);
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
    params: ['text', 'text'],
    code: `${MATCHED}moved / 2${SIMILARITY}

function %kernel(a, b) {
  const similarity = %jaro(a, b);
  if (!(similarity > 0.7)) return similarity;
  let same = 0;
  while (same < 4 && same < a.length && same < b.length && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  return similarity + same * 0.1 * (1 - similarity);
}`,
  },
];
