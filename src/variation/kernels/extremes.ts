/** Extremes. */
import type { Kernel } from '../kernel.ts';

export const extremes: readonly Kernel[] = [
  {
    name: 'smallest',
    does: 'the smallest of numbers',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers not empty'],
    declines: true,
    code: `function %kernel(list) {
  let best = list[0];
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    if (typeof x !== 'number' || x !== x) return undefined;
    if (x < best) best = x;
  }
  return best;
}`,
  },
  {
    name: 'largest',
    does: 'the largest of numbers',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers not empty'],
    declines: true,
    code: `function %kernel(list) {
  let best = list[0];
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    if (typeof x !== 'number' || x !== x) return undefined;
    if (x > best) best = x;
  }
  return best;
}`,
  },
  {
    name: 'extent',
    does: 'the smallest and the largest of numbers',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers not empty'],
    declines: true,
    code: `function %kernel(list) {
  let low = list[0];
  let high = list[0];
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    if (typeof x !== 'number' || x !== x) return undefined;
    if (x < low) low = x;
    else if (x > high) high = x;
  }
  return [low, high];
}`,
  },
];
