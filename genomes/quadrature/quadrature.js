/** Integral over a time of a sum of damped oscillations, by the composite Simpson rule. */
export function integrate(modes, from, to) {
  // An even number: the rule takes its steps in pairs.
  const steps = 48;
  const width = (to - from) / steps;
  let sum = signal(modes, from) + signal(modes, to);
  for (let i = 1; i < steps; i++) {
    const weight = i % 2 === 1 ? 4 : 2;
    sum += weight * signal(modes, from + i * width);
  }
  return (sum * width) / 3;
}

function signal(modes, time) {
  let sum = 0;
  for (const { amplitude, decay, frequency, phase } of modes) {
    sum += amplitude * Math.exp(-decay * time) * Math.cos(frequency * time + phase);
  }
  return sum;
}
