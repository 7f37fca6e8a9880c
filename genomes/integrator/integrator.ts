/**
 * The integrator: the search policy. It ranks candidate edits by predicted success, learns from how they fared, and
 * deals slots out to strategies and operators. Plain code without imports, for it is itself a genome. State is one plain
 * JSON object; every function leaves its arguments as they are and takes odd facts without an error.
 *
 * Two models of "this edit will be kept" learn side by side, logistic regression and a network of one hidden layer
 * (AdaGrad, Duchi et al. 2011); the one that lost less on modules not learnt from is in use. Exploration is by Thompson
 * sampling (Thompson 1933) of the record of the operator at that kind of place.
 */

/** What is known of a candidate edit before it is tried. */
export interface Traits {
  /** Id of the edit: the same edit may be tried in other company. */
  readonly edit: string;
  readonly operator: string;
  /** Locus of its first place. */
  readonly at: string;
  /** Node type there. */
  readonly kind: string;
  /** Runs per call. */
  readonly heat: number;
  /** What was seen of the value there, as flags: 1 to 8 numbers, 16 to 64 texts, 128 lists; 0 where nothing was. */
  readonly seen: number;
  /** Loops around it, in the same function. */
  readonly loops: number;
  /** Characters replaced and brought in. */
  readonly replaced: number;
  readonly brought: number;
  readonly places: number;
  /** Edits that the genome held before. */
  readonly held: number;
  /** Logarithm of the parent's speed-up. */
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
  /** Expected logarithm of the speed-up; what is not kept counts as 0. */
  readonly gain: number;
}

/** Tried, passed, kept. */
type Tally = readonly [tried: number, passed: number, kept: number];

interface Linear {
  readonly weights: readonly number[];
  /** Sums of squared gradients. */
  readonly squares: readonly number[];
}

export interface State {
  /** Outcomes learnt from. */
  readonly seen: number;
  readonly total: Tally;
  /** By operator, and by operator and kind of place. */
  readonly records: Readonly<Record<string, Tally>>;
  /** Of the module at hand: edits by id, and loci. */
  readonly edits: Readonly<Record<string, Tally>>;
  readonly loci: Readonly<Record<string, Tally>>;
  readonly logistic: Linear;
  readonly network: Linear;
  readonly gains: Linear;
  /** Sums of logarithmic losses on modules not learnt from, and over how many outcomes. */
  readonly unseen: {
    readonly logistic: number;
    readonly network: number;
    readonly base: number;
    readonly count: number;
  };
  /** By strategy: slots, gain and cost, of late. */
  readonly strategies: Readonly<
    Record<string, { readonly slots: number; readonly gain: number; readonly cost: number }>
  >;
}

const FEATURES = 27;
const HIDDEN = 8;
/** Weights of the network: hidden ones with their biases, then those of the output with its own. */
const NETWORK = HIDDEN * FEATURES + HIDDEN + 1;
const RATE = 0.08;
/** A record counts as if its operator had been tried so often before, at the average rate. */
const PRIOR_TRIALS = 6;
/** Before anything is known. */
const PRIOR_KEPT = 0.08;
/** Edits and loci remembered of the module at hand. */
const REMEMBERED = 512;
/** Gain of a strategy counts for so many slots back, about. */
const MEMORY = 400;

const NONE: Tally = [0, 0, 0];

export function fresh(): State {
  const start: number[] = [];
  // Small, all different, and the same in every process: hidden units that start alike stay alike.
  for (let i = 0; i < NETWORK; i++) start.push(i < HIDDEN * FEATURES ? 0.2 * Math.sin(i * 12.9898 + 1) : 0);
  return {
    seen: 0,
    total: NONE,
    records: {},
    edits: {},
    loci: {},
    logistic: { weights: zeros(FEATURES), squares: zeros(FEATURES) },
    network: { weights: start, squares: zeros(NETWORK) },
    gains: { weights: zeros(FEATURES), squares: zeros(FEATURES) },
    unseen: { logistic: 0, network: 0, base: 0, count: 0 },
    strategies: {},
  };
}

/** The state for another module: what was learnt of edits and loci of the last one is of no use there. */
export function begin(state: State): State {
  return { ...state, edits: {}, loci: {}, strategies: {} };
}

/** Candidates best first; with a random stream, explored by Thompson sampling. */
export function rank(state: State, candidates: readonly Traits[], random?: () => number): Ranked[] {
  const chosen = inUse(state);
  const ranked = candidates.map((traits, index) => {
    const x = features(state, traits);
    const score =
      chosen === 'network' ? networkScore(state.network.weights, x).score : sigmoid(dot(state.logistic.weights, x));
    const gain = Math.min(2, Math.max(0, dot(state.gains.weights, x)));
    return { index, score, predictedSuccess: 0.8 * score + 0.2, gain };
  });
  const priorities = ranked.map(({ index, score, predictedSuccess, gain }) => {
    if (!random) return predictedSuccess * Math.exp(gain);
    const tally = own(state.records, classOf(candidates[index]!)) ?? NONE;
    const base = rateOf(state.total);
    const wins = tally[2] + PRIOR_TRIALS * base;
    const losses = tally[0] - tally[2] + PRIOR_TRIALS * (1 - base);
    const shift = logit(beta(wins, losses, random)) - logit(wins / (wins + losses));
    return (0.8 * sigmoid(logit(score) + shift) + 0.2) * Math.exp(gain);
  });
  return ranked.sort((a, b) => priorities[b.index]! - priorities[a.index]! || a.index - b.index);
}

/** The state after outcomes, taken in their order. */
export function learn(state: State, patterns: readonly Pattern[]): State {
  let { seen, total } = state;
  const records = { ...state.records };
  const edits = { ...state.edits };
  const loci = { ...state.loci };
  const strategies = { ...state.strategies };
  const logistic = copied(state.logistic);
  const network = copied(state.network);
  const gains = copied(state.gains);
  for (const pattern of patterns) {
    const { traits, strategy } = pattern;
    const kept = pattern.kept ? 1 : 0;
    const gain = kept ? finite(pattern.gain) : 0;
    strategies[strategy] = paid(own(strategies, strategy), gain, finite(pattern.cost));
    if (!traits) continue;
    const { operator, edit, at } = traits;
    const x = features({ total, records, edits, loci }, traits);
    descend(logistic, x, sigmoid(dot(logistic.weights, x)) - kept);
    descendNetwork(network, x, kept);
    descend(gains, x, Math.max(-1, Math.min(1, dot(gains.weights, x) - gain)));
    const more = (tally: Tally | undefined): Tally => {
      const [tried, passed, won] = tally ?? NONE;
      return [tried + 1, passed + (pattern.passed ? 1 : 0), won + kept];
    };
    seen++;
    total = more(total);
    records[operator] = more(own(records, operator));
    records[classOf(traits)] = more(own(records, classOf(traits)));
    remember(edits, edit, more(own(edits, edit)));
    remember(loci, at, more(own(loci, at)));
  }
  return {
    ...state,
    seen,
    total,
    records,
    edits,
    loci,
    strategies,
    logistic: rounded(logistic),
    network: rounded(network),
    gains: rounded(gains),
  };
}

/** The state with what its models are worth on a module that it has not learnt from: called before it learns of it. */
export function examined(state: State, patterns: readonly Pattern[]): State {
  const { logistic, network, base, count } = state.unseen;
  const sums = { logistic, network, base, count };
  // Older modules weigh less: the models have changed since.
  if (count > 0) for (const key of ['logistic', 'network', 'base', 'count'] as const) sums[key] *= 0.7;
  for (const { traits, kept } of patterns) {
    if (!traits) continue;
    const x = features(state, traits);
    sums.logistic += loss(sigmoid(dot(state.logistic.weights, x)), kept);
    sums.network += loss(networkScore(state.network.weights, x).score, kept);
    sums.base += loss(rateOf(state.total), kept);
    sums.count++;
  }
  return { ...state, unseen: sums };
}

/** Which model ranks: the one that lost less on modules not learnt from. */
export function inUse({ unseen }: State): 'logistic' | 'network' {
  return unseen.network < unseen.logistic ? 'network' : 'logistic';
}

/** How often operators are drawn before anything is known of them. */
const OPERATORS: Readonly<Record<string, number>> = {
  'apply-rule': 8,
  // All of them stand in the first generation.
  'apply-kernel': 0.2,
  'delete-statement': 3,
  'delete-member': 1.5,
  'force-condition': 1.5,
  'drop-operand': 1.5,
};

/** Weights by which operators are drawn: the prior times how each has fared against the others, within a factor of 4. */
export function chances(state: State, operators: readonly string[]): number[] {
  const base = rateOf(state.total);
  let rules: Tally = NONE;
  let kernels: Tally = NONE;
  for (const [name, tally] of Object.entries(state.records)) {
    if (name.includes(' ')) continue;
    if (name.startsWith('rule:')) rules = sum(rules, tally);
    if (name.startsWith('kernel:')) kernels = sum(kernels, tally);
  }
  return operators.map((name) => {
    const tally =
      name === 'apply-rule' ? rules : name === 'apply-kernel' ? kernels : (own(state.records, name) ?? NONE);
    const rate = (tally[2] + 20 * base) / (tally[0] + 20);
    return (OPERATORS[name] ?? 1) * Math.min(4, Math.max(0.25, rate / base));
  });
}

const LEAST_SHARE = 0.1;
const MOST_SHARE = 0.6;

/** Shares of the slots, which add up to 1: the prior times the gain for its cost beside the others', within bounds. */
export function shares(
  state: State,
  strategies: readonly { readonly name: string; readonly prior: number }[],
): number[] {
  const known = strategies.map(({ name }) => own(state.strategies, name) ?? { slots: 0, gain: 0, cost: 0 });
  const all = known.reduce((a, b) => ({ slots: a.slots + b.slots, gain: a.gain + b.gain, cost: a.cost + b.cost }));
  const cost = Math.max(1e-3, all.slots > 0 ? all.cost / all.slots : 1);
  const average = (all.gain + 0.02) / (all.cost + 20 * cost);
  const weights = strategies.map(({ prior }, k) => {
    const rate = (known[k]!.gain + 20 * cost * average) / (known[k]!.cost + 20 * cost);
    return Math.max(1e-6, finite(prior)) * Math.min(4, Math.max(0.25, rate / average));
  });
  const total = weights.reduce((a, b) => a + b, 0);
  const bounded = weights.map((weight) => Math.min(MOST_SHARE, Math.max(LEAST_SHARE, weight / total)));
  const again = bounded.reduce((a, b) => a + b, 0);
  return bounded.map((share) => share / again);
}

function features(state: Pick<State, 'total' | 'records' | 'edits' | 'loci'>, traits: Traits): number[] {
  const base = logit(rateOf(state.total));
  const beside = (tally: Tally | undefined): number => {
    if (!tally) return 0;
    const kept = (tally[2] + PRIOR_TRIALS * rateOf(state.total)) / (tally[0] + PRIOR_TRIALS);
    return Math.max(-3, Math.min(3, logit(kept) - base));
  };
  const passes = (tally: Tally | undefined): number => (tally ? (tally[1] + 1) / (tally[0] + 2) - 0.5 : 0);
  const { operator, kind } = traits;
  const record = own(state.records, operator);
  const edit = own(state.edits, traits.edit);
  const locus = own(state.loci, traits.at);
  const replaced = Math.max(0, finite(traits.replaced));
  const brought = Math.max(0, finite(traits.brought));
  return [
    1,
    beside(record),
    passes(record),
    beside(own(state.records, classOf(traits))),
    beside(edit),
    edit ? passes(edit) : 0,
    edit ? Math.log1p(edit[0]) : 0,
    beside(locus),
    passes(locus),
    Math.log1p(Math.max(0, finite(traits.heat))) / 4,
    Math.min(3, Math.max(0, finite(traits.loops))) / 3,
    Math.log1p(replaced) / 5,
    Math.log1p(brought) / 5,
    Math.min(4, Math.max(1, finite(traits.places))) - 1,
    Math.min(20, Math.max(0, finite(traits.held))) / 10,
    Math.max(-1, Math.min(3, finite(traits.value))),
    traits.brought === 0 ? 1 : 0,
    startsWith(operator, 'rule:'),
    startsWith(operator, 'kernel:'),
    /Loop|^For|While/.test(kind) ? 1 : 0,
    kind === 'IfStatement' || kind === 'ConditionalExpression' || kind === 'LogicalExpression' ? 1 : 0,
    kind === 'CallExpression' ? 1 : 0,
    kind === 'ExpressionStatement' || kind === 'VariableDeclaration' ? 1 : 0,
    kind === 'ReturnStatement' ? 1 : 0,
    (traits.seen & 15) !== 0 ? 1 : 0,
    (traits.seen & 112) !== 0 ? 1 : 0,
    (traits.seen & 128) !== 0 ? 1 : 0,
  ];
}

/** An object's own entry: nothing that all objects have, whatever the name. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const classOf = ({ operator, kind }: Traits): string => `${operator} ${kind}`;

const startsWith = (text: string, beginning: string): number => (String(text).startsWith(beginning) ? 1 : 0);

/** A network's answer and its hidden layer. */
function networkScore(weights: readonly number[], x: readonly number[]): { score: number; hidden: number[] } {
  const hidden: number[] = [];
  let out = weights[NETWORK - 1]!;
  for (let h = 0; h < HIDDEN; h++) {
    let sum = 0;
    for (let i = 0; i < FEATURES; i++) sum += weights[h * FEATURES + i]! * x[i]!;
    const unit = Math.tanh(sum);
    hidden.push(unit);
    out += weights[HIDDEN * FEATURES + h]! * unit;
  }
  return { score: sigmoid(out), hidden };
}

interface Learning {
  readonly weights: number[];
  readonly squares: number[];
}

function descend(model: Learning, x: readonly number[], error: number): void {
  for (let i = 0; i < FEATURES; i++) nudge(model, i, error * x[i]!);
}

function descendNetwork(model: Learning, x: readonly number[], kept: number): void {
  const { score, hidden } = networkScore(model.weights, x);
  const error = score - kept;
  for (let h = 0; h < HIDDEN; h++) {
    const out = HIDDEN * FEATURES + h;
    const inner = error * model.weights[out]! * (1 - hidden[h]! * hidden[h]!);
    nudge(model, out, error * hidden[h]!);
    for (let i = 0; i < FEATURES; i++) nudge(model, h * FEATURES + i, inner * x[i]!);
  }
  nudge(model, NETWORK - 1, error);
}

function nudge({ weights, squares }: Learning, i: number, gradient: number): void {
  if (gradient === 0) return;
  squares[i] = squares[i]! + gradient * gradient;
  weights[i] = weights[i]! - (RATE * gradient) / Math.sqrt(squares[i]! + 1e-3);
}

/** The newest stands last; the oldest goes where there are too many. */
function remember(table: Record<string, Tally>, key: string, tally: Tally): void {
  delete table[key];
  table[key] = tally;
  const names = Object.keys(table);
  if (names.length > REMEMBERED) delete table[names[0]!];
}

function paid(
  known: { readonly slots: number; readonly gain: number; readonly cost: number } | undefined,
  gain: number,
  cost: number,
): { slots: number; gain: number; cost: number } {
  const left = 1 - 1 / MEMORY;
  const { slots, gain: before, cost: spent } = known ?? { slots: 0, gain: 0, cost: 0 };
  return {
    slots: short(slots * left + 1),
    gain: short(before * left + Math.max(0, Math.min(1, gain))),
    cost: short(spent * left + Math.min(1e9, Math.max(0, cost))),
  };
}

/** A draw from Beta(a, b) by two Gamma draws (Marsaglia & Tsang 2000). */
function beta(a: number, b: number, random: () => number): number {
  const x = gamma(a, random);
  const y = gamma(b, random);
  return x + y > 0 ? Math.min(1 - 1e-6, Math.max(1e-6, x / (x + y))) : 0.5;
}

function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * Math.max(1e-12, random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (let round = 0; round < 64; round++) {
    const z = Math.sqrt(-2 * Math.log(Math.max(1e-12, random()))) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(Math.max(1e-12, random())) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
  return d;
}

const rateOf = ([tried, , kept]: Tally): number => (kept + PRIOR_TRIALS * PRIOR_KEPT) / (tried + PRIOR_TRIALS);
const sum = (a: Tally, b: Tally): Tally => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, x))));
const logit = (p: number): number => Math.log(p / (1 - p));
const loss = (score: number, kept: boolean): number => -Math.log(Math.max(1e-6, kept ? score : 1 - score));
const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
/** Five decimals; never -0, which JSON does not know. */
const short = (value: number): number => Math.round(value * 1e5) / 1e5 || 0;

function dot(a: readonly number[], b: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < FEATURES; i++) total += a[i]! * b[i]!;
  return total;
}

function zeros(count: number): number[] {
  const list: number[] = [];
  for (let i = 0; i < count; i++) list.push(0);
  return list;
}

const copied = ({ weights, squares }: Linear): Learning => ({ weights: [...weights], squares: [...squares] });
const rounded = ({ weights, squares }: Learning): Linear => ({
  weights: weights.map(short),
  squares: squares.map(short),
});
