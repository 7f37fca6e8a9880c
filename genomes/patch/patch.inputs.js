// Documents of a shop's catalogue before and after somebody edited them: most is as it was, a few fields are not.
const below = (random, limit) => Math.floor(random() * limit);
const pick = (random, list) => list[below(random, list.length)];

const KEYS = [
  'id',
  'title',
  'price',
  'stock',
  'tags',
  'size',
  'colour',
  'image/url',
  'a~b',
  'parts',
  'notes',
  'shipping',
];
const SCALARS = [null, true, false, 0, 1, -1, 19.9, 250, '', 'red', 'blue', 'new', 'oak, oiled', 'see page 3'];

/** The deeper, the more likely a scalar. */
function value(random, depth) {
  const kind = random() * (4 - depth);
  if (kind < 1) return random() < 0.3 ? below(random, 1000) : pick(random, SCALARS);
  if (kind < 1.5) return Array.from({ length: below(random, 7) }, () => value(random, depth + 1));
  return record(random, depth);
}

function record(random, depth) {
  const keys = KEYS.filter(() => random() < 0.7);
  return Object.fromEntries(keys.map((key) => [key, value(random, depth + 1)]));
}

/** A copy in which some things are other ones, gone or new. */
function edited(random, given, rate, depth = 0) {
  if (random() < rate) return value(random, Math.max(depth, 2));
  if (Array.isArray(given)) {
    const list = given.filter(() => random() >= rate).map((one) => edited(random, one, rate, depth + 1));
    return random() < rate * 3 ? [...list, value(random, 3)] : list;
  }
  if (typeof given !== 'object' || given === null) return given;
  const entries = Object.entries(given)
    .filter(() => random() >= rate)
    .map(([key, one]) => [key, edited(random, one, rate, depth + 1)]);
  if (random() < rate * 3) entries.push([pick(random, KEYS), value(random, 3)]);
  return Object.fromEntries(random() < 0.1 ? entries.reverse() : entries);
}

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.08) return [value(random, 1 + below(random, 3)), value(random, 1 + below(random, 3))];
    const before = record(random, 0);
    if (kind < 0.12) return [before, record(random, 0)];
    return [before, edited(random, before, kind < 0.2 ? 0 : 0.01 + 0.05 * random())];
  });
}
