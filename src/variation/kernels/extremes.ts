/** Extremes. */
import type { Kernel } from '../kernel.ts';

export const extremes: readonly Kernel[] = [
  {
    name: 'smallest',
    does: 'the smallest of numbers',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers not empty'],
    code: `function %kernel(list) {
  let best = list[0];
  for (let i = 1; i < list.length; i++) if (list[i] < best) best = list[i];
  return best;
}`,
  },
  {
    name: 'largest',
    does: 'the largest of numbers',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers not empty'],
    code: `function %kernel(list) {
  let best = list[0];
  for (let i = 1; i < list.length; i++) if (list[i] > best) best = list[i];
  return best;
}`,
  },
  {
    name: 'extent',
    does: 'the smallest and the largest of numbers',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers not empty'],
    code: `function %kernel(list) {
  let low = list[0];
  let high = list[0];
  for (let i = 1; i < list.length; i++) {
    const x = list[i];
    if (x < low) low = x;
    else if (x > high) high = x;
  }
  return [low, high];
}`,
  },
];
