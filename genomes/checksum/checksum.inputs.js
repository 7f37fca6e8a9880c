// Lines of a log: mostly plain, some with names and signs from beyond ASCII.
const below = (random, limit) => Math.floor(random() * limit);
const pick = (random, list) => list[below(random, list.length)];

const PARTS = ['GET', 'POST', '/index', '/api/v2/items', '200', '404', 'ms', 'user', 'cache miss', 'retry', '=>', 'ok'];
const FAR = ['Zoë', 'naïve', '東京', '🚀', 'Ωmega', 'año'];

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const line = Array.from({ length: below(random, 30) }, () => {
      const kind = random();
      if (kind < 0.06) return pick(random, FAR);
      return kind < 0.4 ? String(below(random, 100_000)) : pick(random, PARTS);
    });
    return [line.join(' ')];
  });
}
