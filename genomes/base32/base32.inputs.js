// Secrets, digests, labels and small files that go into addresses and file names, where case is not told apart.
const below = (random, limit) => Math.floor(random() * limit);
const drawn = (length, draw) => Array.from({ length }, draw);

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const kind = random();
    // Random bytes: keys of 10 and 20, digests of 32 and 64, signed messages of any length.
    if (kind < 0.2) return [drawn([10, 16, 20, 32, 64][below(random, 5)], () => below(random, 256))];
    if (kind < 0.6) return [drawn(200 + below(random, 1300), () => below(random, 256))];
    // Letters and spaces.
    if (kind < 0.8) return [drawn(100 + below(random, 700), () => (random() < 0.2 ? 32 : 97 + below(random, 26)))];
    // A picture in few colours: long runs of one byte.
    if (kind < 0.94) {
      const runs = drawn(1 + below(random, 20), () => new Array(1 + below(random, 40)).fill(255 * below(random, 2)));
      return [runs.flat()];
    }
    return [drawn(below(random, 6), () => below(random, 256))];
  });
}
