// Circuits of resistors: conductances between the nodes and to ground, currents fed in, and the voltages are wanted.
const below = (random, limit) => Math.floor(random() * limit);

/** Conductances in millisiemens; a circuit that nowhere goes to ground has no one solution. */
function circuit(random, nodes, grounded) {
  const matrix = Array.from({ length: nodes }, () => new Array(nodes).fill(0));
  for (let i = 0; i < nodes; i++) {
    if (grounded && (i === 0 || random() < 0.3)) matrix[i][i] += 1 + below(random, 50);
    for (let j = 0; j < i; j++) {
      if (j < i - 1 && random() < 0.6) continue;
      const conductance = 1 + below(random, 100);
      matrix[i][i] += conductance;
      matrix[j][j] += conductance;
      matrix[i][j] -= conductance;
      matrix[j][i] -= conductance;
    }
  }
  // An amplifier: its current hangs on a voltage elsewhere, and the matrix is no longer symmetrical.
  if (grounded && nodes > 2 && random() < 0.4) matrix[nodes - 1][0] += 20 + below(random, 400);
  return matrix;
}

const shuffled = (random, rows) =>
  rows
    .map((row) => [random(), row])
    .sort(([a], [b]) => a - b)
    .map(([, row]) => row);

export function inputs(random, count) {
  return Array.from({ length: count }, () => {
    const nodes = random() < 0.15 ? below(random, 4) : 6 + below(random, 15);
    const equations = circuit(random, nodes, random() < 0.92).map((row) => ({
      row,
      current: random() < 0.5 ? 0 : below(random, 2000) - 1000,
    }));
    // Typed in by hand the equations come in any order, and a zero may stand on the diagonal.
    const order = random() < 0.4 ? shuffled(random, equations) : equations;
    return [order.map(({ row }) => row), order.map(({ current }) => current)];
  });
}
