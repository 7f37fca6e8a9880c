/** Clone. */
import type { Kernel } from '../kernel.ts';

export const clone: readonly Kernel[] = [
  {
    name: 'clone of data',
    does: 'a deep copy of lists and plain objects',
    complexity: 'O(n)',
    source: 'folklore; recursion without a detour through text',
    params: ['list'],
    code: `function %kernel(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const out = new Array(value.length);
    for (let i = 0; i < value.length; i++) out[i] = %kernel(value[i]);
    return out;
  }
  const out = {};
  for (const key of Object.keys(value)) out[key] = %kernel(value[key]);
  return out;
}`,
  },
];
