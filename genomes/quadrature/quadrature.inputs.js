// Pulses of a circuit that rings after a switch: one to three modes, and a stretch of time whose charge is wanted.
const between = (random, low, high) => low + (high - low) * random();

/** Correct digits that earn the full score. */
const DIGITS = 10;

export function inputs(random, count) {
  const rows = [];
  for (let i = 0; i < count; i++) {
    const modes = [];
    for (let left = 1 + Math.floor(3 * random()); left > 0; left--) {
      modes.push({
        amplitude: between(random, 0.2, 5),
        decay: between(random, 0.05, 1.5),
        frequency: between(random, 0.5, 6),
        phase: between(random, -Math.PI, Math.PI),
      });
    }
    const from = between(random, 0, 1);
    rows.push([modes, from, from + between(random, 0.5, 2)]);
  }
  return rows;
}

/** Digits in which the output agrees with the exact integral, of the ten that count. */
export function score([modes, from, to], output) {
  if (typeof output !== 'number' || !Number.isFinite(output)) return 0;
  let exact = 0;
  let size = 0;
  for (const mode of modes) {
    exact += antiderivative(mode, to) - antiderivative(mode, from);
    // The oscillations cancel; an error is weighed against what the decaying amplitudes alone would give.
    size += (mode.amplitude * (Math.exp(-mode.decay * from) - Math.exp(-mode.decay * to))) / mode.decay;
  }
  const error = Math.abs(output - exact) / size;
  return Math.min(1, Math.max(0, -Math.log10(error) / DIGITS));
}

function antiderivative({ amplitude, decay, frequency, phase }, time) {
  const angle = frequency * time + phase;
  const turned = frequency * Math.sin(angle) - decay * Math.cos(angle);
  return (amplitude * Math.exp(-decay * time) * turned) / (decay ** 2 + frequency ** 2);
}
