/** Exact interval of a rate (Clopper & Pearson 1934, "The use of confidence or fiducial limits"). */

/** The two-sided 95 % interval of the probability behind `hits` of `trials`. Exact, whatever the rate. */
export function clopperPearson(hits: number, trials: number): { low: number; high: number } {
  return {
    low: hits === 0 ? 0 : root((rate) => 1 - atMost(hits - 1, trials, rate) - TAIL),
    high: hits === trials ? 1 : root((rate) => TAIL - atMost(hits, trials, rate)),
  };
}

const TAIL = 0.025;

/** P(Binomial(trials, rate) <= hits). */
function atMost(hits: number, trials: number, rate: number): number {
  // By logarithms: (1 - rate) ** trials is 0 for large counts.
  let log = trials * Math.log1p(-rate);
  let sum = Math.exp(log);
  for (let k = 1; k <= hits; k++) {
    log += Math.log((trials - k + 1) / k) + Math.log(rate) - Math.log1p(-rate);
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
}

/** Where an increasing function of a rate crosses 0. */
function root(f: (rate: number) => number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
