/** Escape html. */
import type { Kernel } from '../kernel.ts';

const HEAD = `function %kernel(text) {
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    let by;
    switch (text.charCodeAt(i)) {`;

const TAIL = `      default: continue;
    }
    if (from !== i) out += text.slice(from, i);
    out += by;
    from = i + 1;
  }
  return from === 0 ? text : from === text.length ? out : out + text.slice(from);
}`;

const BASIC = `      case 38: by = '&amp;'; break;
      case 60: by = '&lt;'; break;
      case 62: by = '&gt;'; break;`;

const QUOTE = `      case 34: by = '&quot;'; break;`;

export const escapeHtml: readonly Kernel[] = [
  {
    name: 'escape html',
    does: 'a text with &, <, > and quotes as entities',
    complexity: 'O(n)',
    source: 'folklore; pieces between what is replaced are taken whole',
    params: ['text'],
    code: `${HEAD}
${BASIC}
${QUOTE}
      case 39: by = '&#39;'; break;
${TAIL}`,
  },
  {
    name: 'escape html in hexadecimal',
    does: 'a text with &, <, > and quotes as entities',
    complexity: 'O(n)',
    source: 'folklore; pieces between what is replaced are taken whole',
    params: ['text'],
    code: `${HEAD}
${BASIC}
${QUOTE}
      case 39: by = '&#x27;'; break;
${TAIL}`,
  },
  {
    name: 'escape html with names',
    does: 'a text with &, <, > and quotes as entities',
    complexity: 'O(n)',
    source: 'folklore; pieces between what is replaced are taken whole',
    params: ['text'],
    code: `${HEAD}
${BASIC}
${QUOTE}
      case 39: by = '&apos;'; break;
${TAIL}`,
  },
  {
    name: 'escape html with a leading zero',
    does: 'a text with &, <, > and quotes as entities',
    complexity: 'O(n)',
    source: 'folklore; pieces between what is replaced are taken whole',
    params: ['text'],
    code: `${HEAD}
${BASIC}
${QUOTE}
      case 39: by = '&#039;'; break;
${TAIL}`,
  },
  {
    name: 'escape html but apostrophes',
    does: 'a text with &, <, > and quotes as entities',
    complexity: 'O(n)',
    source: 'folklore; pieces between what is replaced are taken whole',
    params: ['text'],
    code: `${HEAD}
${BASIC}
${QUOTE}
${TAIL}`,
  },
  {
    name: 'escape html but quotes',
    does: 'a text with &, < and > as entities',
    complexity: 'O(n)',
    source: 'folklore; pieces between what is replaced are taken whole',
    params: ['text'],
    code: `${HEAD}
${BASIC}
${TAIL}`,
  },
];
