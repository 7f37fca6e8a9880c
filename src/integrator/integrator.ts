/** What an integrator is to the engine: its functions and the JSON that crosses; the code itself is a genome. */

/** What is known of a candidate edit before it is tried. */
export interface Traits {
  readonly edit: string;
  readonly operator: string;
  /** Locus of its first place, and the node type there. */
  readonly at: string;
  readonly kind: string;
  /** Runs per call. */
  readonly heat: number;
  /** What was seen of the value there, as flags of `analysis/values`; 0 where nothing was. */
  readonly seen: number;
  /** Loops around it, in the same function. */
  readonly loops: number;
  /** Characters replaced and brought in. */
  readonly replaced: number;
  readonly brought: number;
  readonly places: number;
  /** Edits that the genome held before, and the logarithm of its speed-up. */
  readonly held: number;
  readonly value: number;
}

/** How a candidate fared. */
export interface Pattern {
  /** Null where no one edit made it: a crossover, or several at once. */
  readonly traits: Traits | null;
  readonly strategy: string;
  readonly passed: boolean;
  /** Right on all cases, and the low end of its speed beside its parent's above 1. */
  readonly kept: boolean;
  /** Logarithm of its speed beside its parent's; 0 where it is not kept. */
  readonly gain: number;
  /** Milliseconds, or 1 where cost is counted in trials. */
  readonly cost: number;
}

export interface Ranked {
  readonly index: number;
  /** Probability that it is kept. */
  readonly score: number;
  /** 0.8 · score + 0.2: the priority, with a floor for exploration. */
  readonly predictedSuccess: number;
  readonly gain: number;
}

/** Plain JSON that only the integrator itself understands. */
export type State = Readonly<Record<string, unknown>>;

export interface Integrator {
  fresh(): State;
  /** The state for another module. */
  begin(state: State): State;
  /** Best first; explored where a random stream is given. */
  rank(state: State, candidates: readonly Traits[], random?: () => number): Ranked[];
  /** Outcomes in slot order. */
  learn(state: State, patterns: readonly Pattern[]): State;
  /** Judges its models by a module that it has not learnt from. */
  examined(state: State, patterns: readonly Pattern[]): State;
  /** Weights by which operators are drawn. */
  chances(state: State, operators: readonly string[]): number[];
  /** Shares of the slots, which add up to 1. */
  shares(state: State, strategies: readonly { readonly name: string; readonly prior: number }[]): number[];
}
