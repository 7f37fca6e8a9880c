// A control with nothing to gain: one call of the engine's own square root.
export function root(x) {
  return Math.sqrt(x);
}
