/** Search. */
import type { Kernel } from '../kernel.ts';

const bound = (name: string, does: string, before: '<' | '<='): Kernel => ({
  name,
  does,
  complexity: 'O(log n)',
  source: 'Knuth, "The Art of Computer Programming" 3, 6.2.1',
  params: ['ascending numbers', 'number, not NaN'],
  code: `function %kernel(list, x) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle] ${before} x) low = middle + 1;
    else high = middle;
  }
  return low;
}`,
});

export const search: readonly Kernel[] = [
  {
    name: 'binary search',
    does: 'a position of a number in ascending numbers, or -1',
    complexity: 'O(log n)',
    source: 'folklore',
    params: ['numbers', 'number'],
    code: `function %kernel(list, x) {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (list[middle] < x) low = middle + 1;
    else if (list[middle] > x) high = middle - 1;
    else return middle;
  }
  return -1;
}`,
  },
  {
    name: 'occurrences',
    does: 'how often a text occurs in another, without overlaps',
    complexity: 'O(n)',
    source: 'folklore; the engine searches natively',
    params: ['text', 'text'],
    code: `function %kernel(text, part) {
  if (part.length === 0) return 0;
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}`,
  },
  bound('lower bound', 'the first place in ascending numbers where a number could stand', '<'),
  bound('upper bound', 'the last place in ascending numbers where a number could stand', '<='),
];
