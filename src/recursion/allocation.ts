/** How a cycle's time is shared out among targets: by the gain per second that each may still have (a bandit). */

export interface Asked {
  readonly name: string;
  /** What it would have if it were alone. */
  readonly seconds: number;
  /** What the analysis promises: the estimated speed-up of the foremost opportunity, and where; null where it could not tell. */
  readonly promise?: { readonly gain: number; readonly line: number } | null;
  /** Logarithms of the gains of its cycles so far, and what each took. */
  readonly history: readonly { readonly gain: number; readonly seconds: number }[];
}

/** Every target has at least this share of what it asked for. */
const LEAST = 0.3;
/**
 * A target counts as if it had gained what the analysis promises in one cycle of its own, in logarithms; so much where
 * nothing is promised, and never more than that, for estimates are rough.
 */
const PRIOR_GAIN = 0.3;
const MOST_PROMISED = Math.log(3);
/** An outcome weighs this much of the one that came after it. */
const LEFT = 0.7;

/**
 * Shares that add up to what was asked for in all. The rate of each is its discounted gain per second with one cycle of
 * the prior added; an upper bound lets those explore that were tried little (UCB1, Auer et al. 2002).
 */
export function budgets(asked: readonly Asked[]): { name: string; seconds: number; why: string }[] {
  const total = asked.reduce((sum, { seconds }) => sum + seconds, 0);
  const tried = asked.reduce((sum, { history }) => sum + history.length, 0);
  const rates = asked.map(({ seconds, history, promise }) => {
    let gain = promise ? Math.min(MOST_PROMISED, Math.log(Math.max(1, promise.gain))) : PRIOR_GAIN;
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
  return asked.map(({ name, seconds, history, promise }, k) => {
    const own = LEAST * seconds + (1 - LEAST) * total * (rates[k]! / all);
    const gained = history.reduce((sum, { gain }) => sum + gain, 0);
    const spent = history.reduce((sum, one) => sum + one.seconds, 0);
    const before =
      history.length === 0
        ? []
        : [
            `${Math.exp(gained).toFixed(2)} times as good by ${Math.round(spent)} s in ${history.length} ${history.length === 1 ? 'cycle' : 'cycles'}`,
          ];
    const promised = promise ? [`line ${promise.line} promises ${promise.gain.toFixed(2)} times`] : [];
    const why = [...before, ...promised].join(', ') || 'nothing is known of it yet';
    return { name, seconds: Math.max(1, Math.round(own)), why };
  });
}
