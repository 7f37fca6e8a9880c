/** How a cycle's time is shared out among targets: by the gain per second that each may still have (a bandit). */

export interface Asked {
  readonly name: string;
  /** What it would have if it were alone. */
  readonly seconds: number;
  /** Logarithms of the gains of its cycles so far, and what each took. */
  readonly history: readonly { readonly gain: number; readonly seconds: number }[];
}

/** Every target has at least this share of what it asked for. */
const LEAST = 0.3;
/** A target of which nothing is known counts as if it had gained so much in one cycle of its own. */
const PRIOR_GAIN = 0.3;
/** An outcome weighs this much of the one that came after it. */
const LEFT = 0.7;

/**
 * Shares that add up to what was asked for in all. The rate of each is its discounted gain per second with one cycle of
 * the prior added; an upper bound lets those explore that were tried little (UCB1, Auer et al. 2002).
 */
export function budgets(asked: readonly Asked[]): { name: string; seconds: number; why: string }[] {
  const total = asked.reduce((sum, { seconds }) => sum + seconds, 0);
  const tried = asked.reduce((sum, { history }) => sum + history.length, 0);
  const rates = asked.map(({ seconds, history }) => {
    let gain = PRIOR_GAIN;
    let spent = seconds;
    let weight = 1;
    for (const one of [...history].reverse()) {
      gain += weight * Math.max(0, one.gain);
      spent += weight * one.seconds;
      weight *= LEFT;
    }
    const bonus = Math.sqrt((2 * Math.log(tried + 1)) / (history.length + 1));
    return (gain / spent) * (1 + bonus);
  });
  const all = rates.reduce((sum, rate) => sum + rate, 0);
  return asked.map(({ name, seconds, history }, k) => {
    const own = LEAST * seconds + (1 - LEAST) * total * (rates[k]! / all);
    const gained = history.reduce((sum, { gain }) => sum + gain, 0);
    const spent = history.reduce((sum, one) => sum + one.seconds, 0);
    const why =
      history.length === 0
        ? 'nothing is known of it yet'
        : `${Math.exp(gained).toFixed(2)} times as good by ${Math.round(spent)} s in ${history.length} ${history.length === 1 ? 'cycle' : 'cycles'}`;
    return { name, seconds: Math.max(1, Math.round(own)), why };
  });
}
