// Positions of a tracked animal, in metres: days around a few resting places, on a grid where the collar is a coarse one.
const below = (random, limit) => Math.floor(random() * limit);

/** How far off a resting place: mostly near, now and then a long way. */
const off = (random, reach) => (random() + random() + random() - 1.5) * reach * (random() < 0.08 ? 4 : 1);

function track(random) {
  const places = Array.from({ length: 1 + below(random, 4) }, () => [below(random, 3000), below(random, 3000)]);
  const reach = 50 + below(random, 400);
  const grid = random() < 0.3 ? 50 : 0.1;
  return Array.from({ length: 60 + below(random, 400) }, () => {
    const [x, y] = places[below(random, places.length)];
    return { x: snapped(x + off(random, reach), grid), y: snapped(y + off(random, reach), grid) };
  });
}

const snapped = (value, grid) => Math.round(Math.round(value / grid) * grid * 10) / 10;

/** Along a fence: all of them in one line. */
function fence(random) {
  const slope = below(random, 3);
  return Array.from({ length: 2 + below(random, 20) }, () => {
    const x = below(random, 500);
    return { x, y: 100 + slope * x };
  });
}

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.88) return [track(random)];
    if (kind < 0.93) return [fence(random)];
    const few = track(random).slice(0, below(random, 5));
    return [random() < 0.4 ? [...few, ...few] : few];
  });
}
