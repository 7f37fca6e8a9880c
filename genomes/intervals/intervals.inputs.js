// Bookings of a room over a month, in minutes: mostly short, in no order, some of them written backwards.
const below = (random, limit) => Math.floor(random() * limit);

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const month = 500 + below(random, 20_000);
    const spans = Array.from({ length: 2 + below(random, 60) }, () => {
      const from = below(random, month);
      const to = from + 15 * (1 + below(random, random() < 0.2 ? 60 : 8));
      return random() < 0.03 ? [to, from] : [from, to];
    });
    return [spans];
  });
}
