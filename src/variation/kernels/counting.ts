/** Counting. */
import type { Kernel } from '../kernel.ts';

export const counting: readonly Kernel[] = [
  {
    name: 'counts in an object',
    does: 'how often each text of a list occurs, as an object',
    complexity: 'O(n)',
    source: 'folklore; counted in a Map',
    params: ['texts'],
    code: `function %kernel(list) {
  const counts = new Map();
  for (let i = 0; i < list.length; i++) counts.set(list[i], (counts.get(list[i]) ?? 0) + 1);
  const out = {};
  for (const [key, count] of counts) out[key] = count;
  return out;
}`,
  },
  {
    name: 'counts of characters',
    does: 'how often each character of a text occurs, as an object',
    complexity: 'O(n)',
    source: 'folklore; counted by code',
    params: ['text'],
    code: `const %byCode = new Int32Array(65536);
function %kernel(text) {
  const out = {};
  for (let i = 0; i < text.length; i++) %byCode[text.charCodeAt(i)]++;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (%byCode[code] === 0) continue;
    out[text[i]] = %byCode[code];
    %byCode[code] = 0;
  }
  return out;
}`,
  },
  {
    name: 'most frequent',
    does: 'the member that a list holds most often, the first of several',
    complexity: 'O(n)',
    source: 'folklore; a hash map',
    params: ['primitives'],
    code: `function %kernel(list) {
  const counts = new Map();
  let most = 0;
  for (let i = 0; i < list.length; i++) {
    const count = (counts.get(list[i]) ?? 0) + 1;
    counts.set(list[i], count);
    if (count > most) most = count;
  }
  for (const [member, count] of counts) if (count === most) return member;
  return undefined;
}`,
  },
];
