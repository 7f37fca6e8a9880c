/** Texts out of texts. */
import type { Kernel } from '../kernel.ts';

export const rewrittenTexts: readonly Kernel[] = [
  {
    name: 'run lengths undone',
    does: 'a text of counts and characters with each character as often as it says',
    complexity: 'O(n)',
    source: 'folklore; read in one pass',
    params: ['run lengths'],
    code: `function %kernel(text) {
  let out = '';
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 48 && c <= 57) count = count * 10 + c - 48;
    else {
      out += text[i].repeat(count);
      count = 0;
    }
  }
  return out;
}`,
  },
  {
    name: 'characters once',
    does: 'a text with each character where it stands first alone',
    complexity: 'O(n)',
    source: 'folklore; ASCII in a table, what lies between in whole pieces',
    params: ['text'],
    code: `const %last = new Uint32Array(128);
let %turn = 0;
function %kernel(text) {
  if (%turn === 4294967295) { %last.fill(0); %turn = 0; }
  const turn = ++%turn;
  const more = new Set();
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    let again;
    if (c < 128) {
      again = %last[c] === turn;
      %last[c] = turn;
    } else {
      again = more.has(c);
      if (!again) more.add(c);
    }
    if (again) {
      if (i > from) out += text.slice(from, i);
      from = i + 1;
    }
  }
  return from === 0 ? text : out + text.slice(from);
}`,
  },
  {
    name: 'letters moved',
    does: 'a text with each letter moved by so many places in the alphabet',
    complexity: 'O(n)',
    source: 'Caesar; each letter from a table for the move, what is no letter in whole pieces',
    params: ['text', 'natural'],
    code: `const %moved = [];
function %kernel(text, by) {
  const move = by % 26;
  let table = %moved[move];
  if (table === undefined) {
    table = %moved[move] = [];
    for (let c = 0; c < 128; c++) {
      const base = c >= 97 ? 97 : 65;
      table.push(c >= base && c < base + 26 ? String.fromCharCode(((c - base + move) % 26) + base) : '');
    }
  }
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const letter = c < 128 ? table[c] : '';
    if (letter === '') continue;
    out += from < i ? text.slice(from, i) + letter : letter;
    from = i + 1;
  }
  return from < text.length ? out + text.slice(from) : out;
}`,
  },
  {
    name: 'words backwards',
    does: 'the words of a text between single blanks, the last one first',
    complexity: 'O(n)',
    source: 'folklore; cut out from the end',
    params: ['text'],
    code: `function %kernel(text) {
  let out = '';
  let to = text.length;
  for (;;) {
    const blank = to > 0 ? text.lastIndexOf(' ', to - 1) : -1;
    if (blank < 0) return out + text.slice(0, to);
    out += text.slice(blank + 1, to) + ' ';
    to = blank;
  }
}`,
  },
  {
    name: 'pad end',
    does: 'a text brought to a length by a filling on its right',
    complexity: 'O(n)',
    source: 'String.prototype.padEnd',
    params: ['text', 'natural', 'text'],
    code: `function %kernel(text, length, by) { return text.padEnd(length, by); }`,
  },
  {
    name: 'wildcards match',
    does: 'whether a text is of a pattern in which * is any text and ? any character',
    complexity: 'O(n m)',
    source: 'Krauss 2008, "Matching wildcards"; goes back to the last * alone',
    params: ['text', 'text'],
    code: `function %kernel(text, pattern) {
  const n = text.length;
  const m = pattern.length;
  let i = 0;
  let j = 0;
  let star = -1;
  let from = 0;
  while (i < n) {
    const p = j < m ? pattern.charCodeAt(j) : -1;
    if (p === 42) {
      star = j++;
      from = i;
    } else if (p === 63 || p === text.charCodeAt(i)) {
      i++;
      j++;
    } else if (star >= 0) {
      j = star + 1;
      i = ++from;
    } else return false;
  }
  while (j < m && pattern.charCodeAt(j) === 42) j++;
  return j === m;
}`,
  },
];
