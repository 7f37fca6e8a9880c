// Readings of a sensor in a greenhouse, in tenths of a degree: they drift slowly, rest for a while, and have spikes.
const below = (random, limit) => Math.floor(random() * limit);

function series(random, length) {
  const noise = random() < 0.2 ? 0 : 0.1 + random();
  const values = [];
  let level = 5 + 25 * random();
  for (let i = 0; i < length; i++) {
    if (random() < 0.7) level += (random() - 0.5) * 0.4;
    const spike = random() < 0.04 ? (random() - 0.5) * 80 : 0;
    values.push(Math.round((level + noise * (random() - 0.5) + spike) * 10) / 10);
  }
  return values;
}

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.06) return [series(random, below(random, 4)), 1 + below(random, 5)];
    // Most windows have an odd number of readings, for then the median is one of them.
    const window = random() < 0.8 ? 3 + 2 * below(random, 10) : 1 + below(random, 16);
    const length = 20 + below(random, 60);
    return kind < 0.1 ? [series(random, 1 + below(random, window)), window] : [series(random, length), window];
  });
}
