/** How two lists of numbers go together. */
import type { Kernel } from '../kernel.ts';

const MEANS = `  const n = a.length;
  let sumA = 0;
  let sumB = 0;
  for (let i = 0; i < n; i++) sumA += a[i];
  for (let i = 0; i < b.length; i++) sumB += b[i];
  const meanA = sumA / n;
  const meanB = sumB / b.length;`;

export const covariance: readonly Kernel[] = [
  {
    name: 'sample covariance',
    does: 'covariance of two lists of numbers, as of a sample',
    complexity: 'O(n)',
    source: 'by definition; both means once, before the sum',
    params: ['numbers not empty', 'numbers not empty'],
    code: `function %kernel(a, b) {
${MEANS}
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (a[i] - meanA) * (b[i] - meanB);
  return sum / (n - 1);
}`,
  },
  {
    name: 'correlation',
    does: 'correlation of two lists of numbers',
    complexity: 'O(n)',
    source: 'Pearson 1895; both means once, before the sums',
    params: ['numbers not empty', 'numbers not empty'],
    code: `function %kernel(a, b) {
${MEANS}
  let both = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < n; i++) {
    const x = a[i] - meanA;
    const y = b[i] - meanB;
    both += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return both / Math.sqrt(squareA * squareB);
}`,
  },
];
