// Phenotypes as a search makes them: small modules with a few statements gone, doubled or exchanged for others.
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { isStatementType } from '../../src/genome/syntax.ts';

const TEXTS = [
  `export function spread(list) {
  let low = Infinity, high = -Infinity;
  for (const x of list) { if (x < low) low = x; if (x > high) high = x; }
  if (list.length === 0) return 0;
  const width = high - low;
  return width > 0 ? width : 0;
}
`,
  `const cache = new Map();
function slug(text, limit) {
  const known = cache.get(text);
  if (known !== undefined) return known;
  let out = '';
  for (let i = 0; i < text.length && out.length < limit; i++) {
    const c = text[i];
    if (/[a-z0-9]/i.test(c)) out += c.toLowerCase();
    else if (out !== '' && !out.endsWith('-')) out += '-';
  }
  cache.set(text, out);
  return out;
}
module.exports = { slug, size: () => cache.size };
`,
  `class Queue {
  constructor() { this.items = []; this.at = 0; }
  push(item) { this.items.push(item); return this; }
  shift() {
    if (this.at >= this.items.length) return undefined;
    const item = this.items[this.at++];
    if (this.at > 64) { this.items = this.items.slice(this.at); this.at = 0; }
    return item;
  }
}
export const drain = (items) => { const q = new Queue(); items.forEach((x) => q.push(x)); let n = 0; while (q.shift() !== undefined) n++; return n; };
`,
  `exports.rows = function rows(text, comma = ',') {
  const out = [];
  for (const line of text.split('\\n')) {
    if (!line.trim()) continue;
    const [name, ...values] = line.split(comma).map((part) => part.trim());
    switch (values.length) {
      case 0: out.push({ name }); break;
      case 1: out.push({ name, value: Number(values[0]) }); break;
      default: out.push({ name, values: values.map(Number) });
    }
  }
  try { return JSON.parse(JSON.stringify(out)); } catch (error) { return []; }
};
`,
];
const ancestors = TEXTS.map((text, k) => parseAncestor(text, `tree${k}.js`));
const below = (random, limit) => Math.floor(random() * limit);

/** A module with up to five edits. */
export function phenotype(random) {
  const ancestor = ancestors[below(random, ancestors.length)];
  const statements = ancestor.nodes.filter(({ type, parent }) => isStatementType(type) && parent?.type !== 'Program');
  const some = () => statements[below(random, statements.length)].locus;
  const edits = Array.from({ length: below(random, 6) }, () => {
    const kind = random();
    if (kind < 0.4) return makeEdit('delete', [{ at: some(), code: '' }]);
    if (kind < 0.7) return makeEdit('copy', [{ at: `before:${some()}`, code: '$s', holes: { $s: some() } }]);
    return makeEdit('replace', [
      { at: some(), code: 'if ($$ > 1) { $s }'.replace('$$', 'out'), holes: { $s: some() } },
    ]);
  });
  return express(ancestor, edits);
}
