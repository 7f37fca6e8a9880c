/** Best choices, found by dynamic programming over one row. */
import type { Kernel } from '../kernel.ts';

const KNAPSACK = `function %kernel(weights, values, capacity) {
  const best = new Float64Array(capacity + 1);
  const n = weights.length;
  for (let i = 0; i < n; i++) {
    const weight = weights[i];
    const value = values[i];
    for (let left = capacity; left >= weight; left--) {
      const taken = best[left - weight] + value;
      if (taken > best[left]) best[left] = taken;
    }
  }
  return best[capacity];
}`;

/** @param params names in the order in which they are taken */
const inOrder = (...params: readonly string[]): string =>
  KNAPSACK.replace('(weights, values, capacity)', `(${params.join(', ')})`);

const knapsack = (name: string, how: string, params: Kernel['params'], code: string): Kernel => ({
  name,
  does: `the best value of things that weigh no more than a limit, each taken once at most${how}`,
  complexity: 'O(n · limit)',
  source: 'Dantzig 1957; Bellman 1957; one row, from its end',
  params,
  code,
});

export const optimisation: readonly Kernel[] = [
  knapsack('knapsack', '', ['naturals', 'naturals', 'small natural'], inOrder('weights', 'values', 'capacity')),
  knapsack(
    'knapsack, values first',
    ', their values first',
    ['naturals', 'naturals', 'small natural'],
    inOrder('values', 'weights', 'capacity'),
  ),
  knapsack(
    'knapsack, limit first',
    ', the limit first',
    ['small natural', 'naturals', 'naturals'],
    inOrder('capacity', 'weights', 'values'),
  ),
  {
    name: 'fewest coins',
    does: 'how many coins make an amount at least, or -1',
    complexity: 'O(n · amount)',
    source: 'Bellman 1957; one row',
    params: ['coins', 'small natural'],
    code: `let %least = new Int32Array(64);
function %kernel(coins, amount) {
  const most = amount + 1;
  if (%least.length < most) %least = new Int32Array(2 * most);
  const least = %least;
  least.fill(most, 1, most);
  least[0] = 0;
  for (let i = 0; i < coins.length; i++) {
    const coin = coins[i];
    for (let sum = coin; sum <= amount; sum++) {
      const count = least[sum - coin] + 1;
      if (count < least[sum]) least[sum] = count;
    }
  }
  return least[amount] === most ? -1 : least[amount];
}`,
  },
  {
    name: 'ways to make an amount',
    does: 'in how many ways coins make an amount, without regard to their order',
    complexity: 'O(n · amount)',
    source: 'Euler 1748 (partitions); one row',
    params: ['coins', 'small natural'],
    code: `function %kernel(coins, amount) {
  const ways = new Float64Array(amount + 1);
  ways[0] = 1;
  for (let i = 0; i < coins.length; i++) {
    const coin = coins[i];
    for (let sum = coin; sum <= amount; sum++) ways[sum] += ways[sum - coin];
  }
  return ways[amount];
}`,
  },
  {
    name: 'sum can be made',
    does: 'whether some of the numbers of a list, each taken once at most, make a sum',
    complexity: 'O(n · sum)',
    source: 'Bellman 1957; one row, from its end',
    params: ['naturals', 'small natural'],
    code: `function %kernel(numbers, sum) {
  const reached = new Uint8Array(sum + 1);
  reached[0] = 1;
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i];
    for (let at = sum; at >= x; at--) if (reached[at - x] === 1) reached[at] = 1;
    if (reached[sum] === 1) return true;
  }
  return reached[sum] === 1;
}`,
  },
  {
    name: 'ways up the stairs',
    does: 'in how many ways n is a sum of ones and twos in order',
    complexity: 'O(n)',
    source: 'folklore; the last two of a Fibonacci sequence',
    params: ['small natural'],
    code: `function %kernel(n) {
  let a = 1;
  let b = 1;
  for (let i = 1; i < n; i++) {
    const c = a + b;
    a = b;
    b = c;
  }
  return b;
}`,
  },
  {
    name: 'ways through a grid',
    does: 'in how many ways one gets through a grid, to the right and down',
    complexity: 'O(m n)',
    source: 'folklore; one row',
    params: ['few hundred', 'few hundred'],
    code: `const %row = new Float64Array(501);
function %kernel(m, n) {
  if (m === 0 || n === 0) return 0;
  const row = %row;
  row.fill(1, 0, n);
  for (let i = 1; i < m; i++) for (let j = 1; j < n; j++) row[j] += row[j - 1];
  return row[n - 1];
}`,
  },
  {
    name: 'pascal triangle',
    does: 'the first rows of binomial coefficients',
    complexity: 'O(n²)',
    source: 'Pascal 1665',
    params: ['few hundred'],
    code: `function %kernel(n) {
  const rows = [];
  let above = [];
  for (let i = 0; i < n; i++) {
    const row = [1];
    for (let j = 1; j < i; j++) row.push(above[j - 1] + above[j]);
    if (i > 0) row.push(1);
    rows.push(row);
    above = row;
  }
  return rows;
}`,
  },
];
