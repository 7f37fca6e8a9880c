// Logarithms of the ratios of pairs, as races leave them: 2 to 64 of them, with a burst of noise here and there.
const normal = (random) => Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const middle = (random() - 0.3) * 0.8;
    const length = random() < 0.5 ? 6 : 2 + Math.floor(random() * 63);
    return [Array.from({ length }, () => middle + normal(random) * (random() < 0.05 ? 0.5 : 0.03))];
  });
}
