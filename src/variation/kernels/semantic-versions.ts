/** Order of semantic versions. */
import type { Kernel } from '../kernel.ts';

export const semanticVersions: readonly Kernel[] = [
  {
    name: 'compare semantic versions',
    does: 'which of two semantic versions has precedence: 1, 0 or -1',
    complexity: 'O(n)',
    source: 'Semantic Versioning 2.0.0, 11; read in one pass without pieces',
    params: ['semantic version', 'semantic version'],
    code: `function %kernel(a, b) {
  let i = a.charCodeAt(0) === 118 ? 1 : 0;
  let j = b.charCodeAt(0) === 118 ? 1 : 0;
  let c = 46;
  let d = 46;
  while (c === 46 || d === 46) {
    let x = 0;
    let y = 0;
    if (c === 46) for (c = a.charCodeAt(i++); c >= 48 && c <= 57; c = a.charCodeAt(i++)) x = x * 10 + c - 48;
    if (d === 46) for (d = b.charCodeAt(j++); d >= 48 && d <= 57; d = b.charCodeAt(j++)) y = y * 10 + d - 48;
    if (x !== y) return x > y ? 1 : -1;
  }
  if (c !== 45 || d !== 45) return c === 45 ? -1 : d === 45 ? 1 : 0;
  for (;;) {
    let from = i;
    let x = 0;
    let isNumber = true;
    for (c = a.charCodeAt(i++); c === c && c !== 46; c = a.charCodeAt(i++)) {
      if (c >= 48 && c <= 57) x = x * 10 + c - 48;
      else isNumber = false;
    }
    const start = j;
    let y = 0;
    let isOther = true;
    for (d = b.charCodeAt(j++); d === d && d !== 46; d = b.charCodeAt(j++)) {
      if (d >= 48 && d <= 57) y = y * 10 + d - 48;
      else isOther = false;
    }
    if (isNumber !== isOther) return isNumber ? -1 : 1;
    if (isNumber) {
      if (x !== y) return x > y ? 1 : -1;
    } else {
      for (let p = start; ; p++, from++) {
        const left = from < i - 1 ? a.charCodeAt(from) : 0;
        const right = p < j - 1 ? b.charCodeAt(p) : 0;
        if (left !== right) return left > right ? 1 : -1;
        if (left === 0) break;
      }
    }
    if (c !== c || d !== d) return c === c ? 1 : d === d ? -1 : 0;
  }
}`,
  },
];
