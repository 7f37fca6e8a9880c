// Populations as survivor selection meets them: up to a hundred points of two to four objectives, many of them alike.
export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const objectives = 2 + Math.floor(random() * 3);
    const steps = 4 + Math.floor(random() * 40);
    const value = () => Math.round((random() + random()) * steps) / steps;
    const size = 4 + Math.floor(random() * 97);
    return [Array.from({ length: size }, () => Array.from({ length: objectives }, value))];
  });
}
