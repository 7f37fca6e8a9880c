/** Unescape html. */
import type { Kernel } from '../kernel.ts';

export const unescapeHtml: readonly Kernel[] = [
  {
    name: 'unescape html',
    does: 'a text with the entities of &, <, >, quotes and apostrophes as characters',
    complexity: 'O(n)',
    source: 'folklore; nothing is done where there is no &',
    params: ['text'],
    code: `function %kernel(text) {
  let at = text.indexOf('&');
  if (at < 0) return text;
  let out = '';
  let from = 0;
  for (; at >= 0; at = text.indexOf('&', at + 1)) {
    let by;
    let length;
    if (text.startsWith('amp;', at + 1)) { by = '&'; length = 5; }
    else if (text.startsWith('lt;', at + 1)) { by = '<'; length = 4; }
    else if (text.startsWith('gt;', at + 1)) { by = '>'; length = 4; }
    else if (text.startsWith('quot;', at + 1)) { by = '"'; length = 6; }
    else if (text.startsWith('#39;', at + 1)) { by = "'"; length = 5; }
    else continue;
    out += text.slice(from, at) + by;
    from = at + length;
  }
  return from === 0 ? text : out + text.slice(from);
}`,
  },
];
