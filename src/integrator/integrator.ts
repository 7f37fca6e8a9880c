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
  /** Focus area of the opportunity at that place, or an empty text, and the logarithm of its estimated gain. */
  readonly focus: string;
  readonly promise: number;
  /** Edits that the genome held before, and the logarithm of its speed-up. */
  readonly held: number;
  readonly value: number;
}

/** How a candidate fared. */
export interface Pattern {
  /** Null where no one edit made it: a crossover, or several at once. */
  readonly traits: Traits | null;
  readonly strategy: string;
  /** What was thought of it before: probability that it is kept, or null. */
  readonly score: number | null;
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

/** How far scores can be believed, by modules that were not learnt from before. */
export interface Calibration {
  readonly model: string;
  readonly modules: number;
  readonly count: number;
  /** 1 - squared error / that of the usual rate: above 0 it knows more than the rate does. */
  readonly brierSkill: number;
  /** The same of the logarithmic losses of both models. */
  readonly skills: Readonly<Record<string, number>>;
  /** Mean score, share kept and count of each tenth of the scores. */
  readonly reliability: readonly { readonly score: number; readonly kept: number; readonly count: number }[];
}

/** Plain JSON that only the integrator itself understands. */
export type State = Readonly<Record<string, unknown>>;

export interface Integrator {
  /** Opportunities, the most promising first. */
  analyze(facts: Facts): Opportunity[];
  fresh(): State;
  /** The state for another module. */
  begin(state: State): State;
  /** Best first; explored where a random stream is given. */
  rank(state: State, candidates: readonly Traits[], random?: () => number): Ranked[];
  /** Outcomes in slot order. */
  learn(state: State, patterns: readonly Pattern[]): State;
  /** Judges its models by a module that it has not learnt from. */
  examined(state: State, patterns: readonly Pattern[]): State;
  /** How far its scores can be believed; null where there is nothing to tell it by. */
  calibration(state: State): Calibration | null;
  /** Weights by which operators are drawn. */
  chances(state: State, operators: readonly string[]): number[];
  /** The policy at work on a recorded pool. For the improvement of itself. */
  play(...row: readonly unknown[]): { readonly tried: readonly number[] };
  /** Shares of the slots, which add up to 1. */
  shares(state: State, strategies: readonly { readonly name: string; readonly prior: number }[]): number[];
}

/** A node in code that runs. */
export interface NodeFact {
  readonly locus: string;
  readonly line: number;
  readonly type: string;
  /** First line of its text, shortened. */
  readonly text: string;
  /** Type of the node around it, or `parameter`. */
  readonly parent: string;
  /** Runs per call. */
  readonly heat: number;
  /** Loops around it in the same function, and length of its text. */
  readonly loops: number;
  readonly size: number;
  /** Nodes of this one and all in it: they follow each other. */
  readonly below: number;
  /** Name of the function around it, or an empty text. */
  readonly inside: string;
  /** What is called or read: the last name of a callee or member, the operator of an expression. */
  readonly name: string;
  /** Names read in a call, and those assigned in the innermost loop around it. */
  readonly reads: readonly string[];
  readonly changing: readonly string[];
  /** Flags of the values seen (`analysis/values`), and the largest number or length. */
  readonly seen: number;
  readonly most: number;
  /** Of an `if`: share of its runs that went the first way; -1 where unknown. */
  readonly taken: number;
  /** Of what makes an object: 1 where nobody was seen to hold it when the call was over, 0 where somebody was; else -1. */
  readonly stays: number;
}

export interface Facts {
  readonly nodes: readonly NodeFact[];
  /** Of one call; 0 where it was not run. */
  readonly micros: number;
  readonly bytes: number;
}

/** What an opportunity may be about. */
export const FOCUS_AREAS = [
  'caching',
  'parallelism',
  'prediction',
  'error recovery',
  'metrics',
  'adaptive strategy',
  'allocation',
  'loop',
  'data structure',
  'string',
  'numeric',
  'specialisation',
] as const;

export interface Opportunity {
  readonly locus: string;
  readonly line: number;
  /** One of the focus areas. */
  readonly focus: string;
  /** Estimated speed-up, as a ratio. */
  readonly gain: number;
  /** Share of the running time at stake, estimated. */
  readonly share: number;
  readonly sentence: string;
}
