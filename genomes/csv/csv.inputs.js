// Pages of an order book: numbers, names, now and then a remark in quotes.
const below = (random, limit) => Math.floor(random() * limit);
const pick = (random, list) => list[below(random, list.length)];

const NAMES = ['bolt', 'hex nut', 'washer', 'clamp', 'M8 screw', 'dowel', 'bracket', 'Müller & Söhne', ''];
const REMARKS = ['urgent', 'see "note 3"', 'blue, matt', 'two\nlines', 'for the "old" press, left side'];

function field(random) {
  const kind = random();
  if (kind < 0.45) return String(below(random, 10 ** (1 + below(random, 5))));
  if (kind < 0.85) return pick(random, NAMES);
  return `"${pick(random, REMARKS).replaceAll('"', '""')}"`;
}

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const width = 2 + below(random, 6);
    const end = random() < 0.8 ? '\n' : '\r\n';
    const lines = Array.from({ length: 1 + below(random, 20) }, () =>
      Array.from({ length: width }, () => field(random)).join(','),
    );
    return [lines.join(end) + (random() < 0.7 ? end : '')];
  });
}
