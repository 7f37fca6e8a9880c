/** The convex hull of points, anticlockwise from the leftmost, with its area and perimeter. Monotone chain, Andrew 1979. */
export function convexHull(points) {
  const sorted = distinct([...points].sort(byPosition));
  if (sorted.length < 3) return measured(sorted);
  const lower = chain(sorted);
  const upper = chain([...sorted].reverse());
  // Each chain ends where the other one begins.
  return measured([...lower.slice(0, -1), ...upper.slice(0, -1)]);
}

const byPosition = (a, b) => a.x - b.x || a.y - b.y;

/** Of sorted points, each place once. */
function distinct(sorted) {
  return sorted.filter((point, i) => i === 0 || byPosition(point, sorted[i - 1]) !== 0);
}

/** The points of one side, from the first to the last, turning left at each. */
function chain(sorted) {
  const side = [];
  for (const point of sorted) {
    while (side.length >= 2 && turn(side.at(-2), side.at(-1), point) <= 0) side.pop();
    side.push(point);
  }
  return side;
}

/** Above zero where the way from a over b to c turns left, zero where it goes straight on. */
function turn(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function measured(corners) {
  let doubled = 0;
  let perimeter = 0;
  corners.forEach((corner, i) => {
    const next = corners[(i + 1) % corners.length];
    doubled += corner.x * next.y - next.x * corner.y;
    perimeter += Math.hypot(next.x - corner.x, next.y - corner.y);
  });
  return { hull: corners.map(({ x, y }) => ({ x, y })), area: Math.abs(doubled) / 2, perimeter };
}
