/** Deviation. */
import type { Kernel } from '../kernel.ts';

const SQUARES = `function %kernel(list) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i];
  const mean = sum / list.length;
  let squares = 0;
  for (let i = 0; i < list.length; i++) { const d = list[i] - mean; squares += d * d; }`;

export const deviation: readonly Kernel[] = [
  {
    name: 'variance',
    does: 'variance of numbers',
    complexity: 'O(n)',
    source: 'folklore; two passes',
    params: ['numbers not empty'],
    code: `${SQUARES}
  return squares / list.length;
}`,
  },
  {
    name: 'standard deviation',
    does: 'standard deviation of numbers',
    complexity: 'O(n)',
    source: 'folklore; two passes',
    params: ['numbers not empty'],
    code: `${SQUARES}
  return Math.sqrt(squares / list.length);
}`,
  },
  {
    name: 'sample variance',
    does: 'variance of a sample of numbers',
    complexity: 'O(n)',
    source: 'folklore; two passes',
    params: ['numbers not empty'],
    code: `${SQUARES}
  return squares / (list.length - 1);
}`,
  },
  {
    name: 'sample standard deviation',
    does: 'standard deviation of a sample of numbers',
    complexity: 'O(n)',
    source: 'folklore; two passes',
    params: ['numbers not empty'],
    code: `${SQUARES}
  return Math.sqrt(squares / (list.length - 1));
}`,
  },
];
