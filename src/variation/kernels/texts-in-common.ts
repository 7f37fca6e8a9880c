/** What two texts have in common, as a text. */
import type { Kernel } from '../kernel.ts';

const TABLE = `let %cells = new Uint16Array(1024);`;

/** @param up whether a row is gone up where both ways are as good, from the end of both texts */
const subsequence = (up: boolean): string => `${TABLE}
function %kernel(a, b) {
  const n = a.length;
  const m = b.length;
  const width = m + 1;
  if (%cells.length < (n + 1) * width) %cells = new Uint16Array(2 * (n + 1) * width);
  const cells = %cells;
  cells.fill(0, 0, width);
  for (let i = 1; i <= n; i++) {
    const code = a.charCodeAt(i - 1);
    const row = i * width;
    let left = 0;
    cells[row] = 0;
    for (let j = 1; j <= m; j++) {
      const up = cells[row - width + j];
      left = code === b.charCodeAt(j - 1) ? cells[row - width + j - 1] + 1 : up > left ? up : left;
      cells[row + j] = left;
    }
  }
  let i = n;
  let j = m;
  let out = '';
  while (i > 0 && j > 0) {
    if (a.charCodeAt(i - 1) === b.charCodeAt(j - 1)) {
      out = a[i - 1] + out;
      i--;
      j--;
    } else if (cells[(i - 1) * width + j] ${up ? '>=' : '>'} cells[i * width + j - 1]) i--;
    else j--;
  }
  return out;
}`;

export const textsInCommon: readonly Kernel[] = [
  {
    name: 'text of the longest common subsequence',
    does: 'a longest common subsequence of two texts, the one that ends first in the first',
    complexity: 'O(n m)',
    source: 'Wagner & Fischer 1974; one table that is kept',
    params: ['few thousand units', 'few thousand units'],
    code: subsequence(true),
  },
  {
    name: 'text of the longest common subsequence, the second first',
    does: 'a longest common subsequence of two texts, the one that ends first in the second',
    complexity: 'O(n m)',
    source: 'Wagner & Fischer 1974; one table that is kept',
    params: ['few thousand units', 'few thousand units'],
    code: subsequence(false),
  },
  {
    name: 'text of the longest common substring',
    does: 'the longest common part of two texts, of several the first in the first',
    complexity: 'O(n m)',
    source: 'folklore; one row that is kept, from its end',
    params: ['text', 'text'],
    code: `let %row = new Uint32Array(64);
function %kernel(a, b) {
  const n = a.length;
  const m = b.length;
  if (%row.length <= m) %row = new Uint32Array(2 * m + 2);
  const row = %row;
  row.fill(0, 0, m + 1);
  let longest = 0;
  let end = 0;
  for (let i = 0; i < n; i++) {
    const code = a.charCodeAt(i);
    for (let j = m; j > 0; j--) {
      if (code !== b.charCodeAt(j - 1)) row[j] = 0;
      else {
        const run = row[j - 1] + 1;
        row[j] = run;
        if (run > longest) {
          longest = run;
          end = i + 1;
        }
      }
    }
  }
  return a.slice(end - longest, end);
}`,
  },
  {
    name: 'common prefix of texts',
    does: 'the common beginning of the texts of a list',
    complexity: 'O(n)',
    source: 'folklore; the first is held against each other, as far as it is still common',
    params: ['texts not empty'],
    code: `function %kernel(texts) {
  const first = texts[0];
  let length = first.length;
  for (let i = 1; i < texts.length && length > 0; i++) {
    const text = texts[i];
    if (text.length < length) length = text.length;
    let at = 0;
    while (at < length && text.charCodeAt(at) === first.charCodeAt(at)) at++;
    length = at;
  }
  return first.slice(0, length);
}`,
  },
];
