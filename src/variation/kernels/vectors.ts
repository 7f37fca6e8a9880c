/** Vectors. */
import type { Kernel } from '../kernel.ts';

/** A turn for each pair of numbers; it ends where one is none. */
const OF_PAIRS = `  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    const y = b[i];
    if (typeof x !== 'number' || x !== x || typeof y !== 'number' || y !== y) return undefined;
`;

export const vectors: readonly Kernel[] = [
  {
    name: 'euclidean distance',
    does: 'distance of two points',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers', 'numbers'],
    declines: true,
    code: `function %kernel(a, b) {
  let sum = 0;
${OF_PAIRS}    let d = x - y;
    sum += d * d;
  }
  return Math.sqrt(sum);
}`,
  },
  {
    name: 'squared distance',
    does: 'squared distance of two points',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers', 'numbers'],
    declines: true,
    code: `function %kernel(a, b) {
  let sum = 0;
${OF_PAIRS}    let d = x - y;
    sum += d * d;
  }
  return sum;
}`,
  },
  {
    name: 'manhattan distance',
    does: 'sum of the distances of two points by coordinate',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers', 'numbers'],
    declines: true,
    code: `function %kernel(a, b) {
  let sum = 0;
${OF_PAIRS}    let d = x - y;
    sum += d < 0 ? -d : d;
  }
  return sum;
}`,
  },
  {
    name: 'chebyshev distance',
    does: 'largest distance of two points by coordinate',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers', 'numbers'],
    declines: true,
    code: `function %kernel(a, b) {
  let sum = 0;
${OF_PAIRS}    let d = x - y;
    d = d < 0 ? -d : d; if (d > sum) sum = d;
  }
  return sum;
}`,
  },
  {
    name: 'dot product',
    does: 'sum of the products of two lists of numbers',
    complexity: 'O(n)',
    source: 'folklore',
    params: ['numbers', 'numbers'],
    declines: true,
    code: `function %kernel(a, b) {
  let sum = 0;
${OF_PAIRS}    sum += x * y;
  }
  return sum;
}`,
  },
  {
    name: 'cosine similarity',
    does: 'cosine of the angle between two vectors',
    complexity: 'O(n)',
    source: 'folklore; one pass',
    params: ['numbers not empty', 'numbers not empty'],
    declines: true,
    code: `function %kernel(a, b) {
  let ab = 0;
  let aa = 0;
  let bb = 0;
${OF_PAIRS}    ab += x * y; aa += x * x; bb += y * y;
  }
  return ab / (Math.sqrt(aa) * Math.sqrt(bb));
}`,
  },
];
