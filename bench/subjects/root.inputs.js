export function inputs(random, count) {
  return Array.from({ length: count }, () => [random() * 1000]);
}
