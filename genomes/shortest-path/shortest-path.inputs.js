// Districts of a town: a crooked grid of streets, some missing, some one-way, here and there a bypass.
const below = (random, limit) => Math.floor(random() * limit);

function district(random) {
  const wide = 3 + below(random, 5);
  const high = 3 + below(random, 5);
  const crossings = [];
  for (let i = 0; i < wide * high; i++) crossings.push([]);
  const street = (from, to) => {
    const kind = random();
    // A block has 40 to 280 metres, most of them near the lower end.
    const length = 40 + below(random, 241 * random());
    if (kind < 0.08) return;
    if (kind < 0.92) crossings[from].push({ to, length });
    if (kind < 0.76 || kind >= 0.92) crossings[to].push({ to: from, length });
  };
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const here = y * wide + x;
      if (x + 1 < wide) street(here, here + 1);
      if (y + 1 < high) street(here, here + wide);
    }
  }
  for (let bypasses = below(random, 3); bypasses > 0; bypasses--) {
    const from = below(random, crossings.length);
    const to = below(random, crossings.length);
    crossings[from].push({ to, length: 150 + below(random, 900) });
  }
  return crossings;
}

export function inputs(random, count) {
  const rows = [];
  for (let i = 0; i < count; i++) {
    const crossings = district(random);
    rows.push([crossings, below(random, crossings.length)]);
  }
  return rows;
}
