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
  /** Focus area of the opportunity at that place, or an empty text, and the logarithm of its estimated gain. */
  readonly focus: string;
  readonly promise: number;
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
  /** 0.8 · score + 0.2: with a floor for exploration. */
  readonly predictedSuccess: number;
  /** Expected logarithm of the speed-up, where what is not kept counts as 0; a model's, and so below 0 as well. */
  readonly gain: number;
}

/** Tried, passed, kept. */
type Tally = readonly [tried: number, passed: number, kept: number];

interface Linear {
  readonly weights: readonly number[];
  /** Sums of squared gradients. */
  readonly squares: readonly number[];
}

interface Unseen {
  readonly modules: number;
  readonly count: number;
  /** Sums of logarithmic losses: of both models, and of the rate at which edits were kept so far alone. */
  readonly logistic: number;
  readonly network: number;
  readonly base: number;
  /** Sums of squared errors: of the model then in use, and of that rate. */
  readonly brier: number;
  readonly baseBrier: number;
  /** By tenths of the score: how many there were, sum of their scores, how many were kept. */
  readonly bins: readonly (readonly [count: number, scores: number, kept: number])[];
}

/** How far scores can be believed. */
export interface Calibration {
  readonly model: 'logistic' | 'network';
  readonly modules: number;
  readonly count: number;
  /** 1 - squared error / that of the rate so far: above 0 it knows more than the rate does. */
  readonly brierSkill: number;
  /** The same of the logarithmic losses of both models. */
  readonly skills: { readonly logistic: number; readonly network: number };
  /** Of each tenth in which there were scores: mean score, share kept, how many. */
  readonly reliability: readonly { readonly score: number; readonly kept: number; readonly count: number }[];
}

export interface State {
  /** Outcomes learnt from. */
  readonly seen: number;
  readonly total: Tally;
  /** By operator, by operator and kind of place, and by focus area. */
  readonly records: Readonly<Record<string, Tally>>;
  /** Of the module at hand: edits by id, and loci. */
  readonly edits: Readonly<Record<string, Tally>>;
  readonly loci: Readonly<Record<string, Tally>>;
  readonly logistic: Linear;
  readonly network: Linear;
  readonly gains: Linear;
  /** How it did on modules before it learnt from them; older ones weigh less. */
  readonly unseen: Unseen;
  /** By strategy: slots, gain and cost, of late. */
  readonly strategies: Readonly<
    Record<string, { readonly slots: number; readonly gain: number; readonly cost: number }>
  >;
}

const FEATURES = 29;
const HIDDEN = 8;
/** Weights of the network: hidden ones with their biases, then those of the output with its own. */
const NETWORK = HIDDEN * FEATURES + HIDDEN + 1;
const RATE = 0.08;
/** A record counts as if its operator had been tried so often before, at the average rate. */
const PRIOR_TRIALS = 6;
/** Before anything is known. */
const PRIOR_KEPT = 0.03;
/**
 * What the predicted success weighs beside the expected gain. Of recorded pools the order by success, times a little for
 * gain, captured 0.44 of what was to be had on other families' modules, chance 0.42, and this one 0.52: most of what is
 * kept gains next to nothing.
 */
const LIKELIHOOD = 0.01;
/** Share of the choices that are left to chance. */
const EXPLORED = 0.5;
/** Edits and loci remembered of the module at hand. */
const REMEMBERED = 512;
/** Outcomes that are predicted before they are learnt from, where its models are judged: a generation's, about. */
const BATCH = 32;
/** Gain of a strategy counts for so many slots back, about. */
const MEMORY = 400;

const NONE: Tally = [0, 0, 0];

export function fresh(): State {
  const start: number[] = [];
  // Small, all different, and the same in every process: hidden units that start alike stay alike.
  for (let i = 0; i < NETWORK; i++) start.push(i < HIDDEN * FEATURES ? 0.2 * Math.sin(i * 12.9898 + 1) : 0);
  // The first feature is always 1, and the last weight of the network stands alone: both begin at the usual rate.
  start[NETWORK - 1] = logit(PRIOR_KEPT);
  const usual = zeros(FEATURES);
  usual[0] = logit(PRIOR_KEPT);
  return {
    seen: 0,
    total: NONE,
    records: {},
    edits: {},
    loci: {},
    logistic: { weights: usual, squares: zeros(FEATURES) },
    network: { weights: start, squares: zeros(NETWORK) },
    gains: { weights: zeros(FEATURES), squares: zeros(FEATURES) },
    unseen: { modules: 0, count: 0, logistic: 0, network: 0, base: 0, brier: 0, baseBrier: 0, bins: [] },
    strategies: {},
  };
}

/** The state for another module: what was learnt of edits and loci of the last one is of no use there. */
export function begin(state: State): State {
  return { ...state, edits: {}, loci: {}, strategies: {} };
}

/**
 * Candidates best first. With a random stream they are explored: every other time they stay in the order in which they
 * were drawn, for gains exist together that no edit has alone, and else by Thompson sampling.
 */
export function rank(state: State, candidates: readonly Traits[], random?: () => number): Ranked[] {
  const chosen = inUse(state);
  const ranked = candidates.map((traits, index) => {
    const x = features(state, traits);
    const score =
      chosen === 'network' ? networkScore(state.network.weights, x).score : sigmoid(dot(state.logistic.weights, x));
    const gain = Math.max(-2, Math.min(2, dot(state.gains.weights, x)));
    return { index, score, predictedSuccess: 0.8 * score + 0.2, gain };
  });
  const priorities = ranked.map(({ index, score, predictedSuccess, gain }) => {
    if (!random) return gain + LIKELIHOOD * predictedSuccess;
    const tally = own(state.records, classOf(candidates[index]!)) ?? NONE;
    const base = rateOf(state.total);
    const wins = tally[2] + PRIOR_TRIALS * base;
    const losses = tally[0] - tally[2] + PRIOR_TRIALS * (1 - base);
    const shift = logit(beta(wins, losses, random)) - logit(wins / (wins + losses));
    return (0.8 * sigmoid(logit(score) + shift) + 0.2) * Math.exp(Math.max(0, gain));
  });
  if (random && random() < EXPLORED) return ranked;
  return ranked.sort((a, b) => priorities[b.index]! - priorities[a.index]! || a.index - b.index);
}

/** The state after outcomes, taken in their order. */
export function learn(state: State, patterns: readonly Pattern[]): State {
  let { seen, total } = state;
  const records = { ...state.records };
  // Maps while it learns: what is the oldest of an object's keys is only told by all of them.
  const edits = new Map(Object.entries(state.edits));
  const loci = new Map(Object.entries(state.loci));
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
    const { operator, edit } = traits;
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
    if (traits.focus) records[areaOf(traits)] = more(own(records, areaOf(traits)));
    remember(edits, edit, more(edits.get(edit)));
    remember(loci, placeOf(traits), more(loci.get(placeOf(traits))));
  }
  return {
    ...state,
    seen,
    total,
    records,
    edits: Object.fromEntries(edits),
    loci: Object.fromEntries(loci),
    strategies,
    logistic: rounded(logistic),
    network: rounded(network),
    gains: rounded(gains),
  };
}

/**
 * The state with what its models are worth on a module that it has not learnt from: called before it learns of it. As in
 * a run, each batch of outcomes is predicted, and then learnt from, and so is the usual rate that they are held against.
 */
export function examined(state: State, patterns: readonly Pattern[]): State {
  const before = state.unseen;
  const left = 0.7;
  let { count, logistic, network, base, brier, baseBrier } = before;
  const bins = TENTHS.map((tenth): [number, number, number] => {
    const [held, scores, kept] = before.bins[tenth] ?? [0, 0, 0];
    return [held * left, scores * left, kept * left];
  });
  count *= left;
  logistic *= left;
  network *= left;
  base *= left;
  brier *= left;
  baseBrier *= left;
  const usual = rateOf(state.total);
  const chosen = inUse(state);
  let known = begin(state);
  let [tried, won] = [0, 0];
  for (let from = 0; from < patterns.length; from += BATCH) {
    const batch = patterns.slice(from, from + BATCH);
    const rate = (won + PRIOR_TRIALS * usual) / (tried + PRIOR_TRIALS);
    for (const { traits, kept } of batch) {
      if (!traits) continue;
      const x = features(known, traits);
      const scores = {
        logistic: sigmoid(dot(known.logistic.weights, x)),
        network: networkScore(known.network.weights, x).score,
      };
      const score = scores[chosen];
      const truth = kept ? 1 : 0;
      tried++;
      won += truth;
      logistic += loss(scores.logistic, kept);
      network += loss(scores.network, kept);
      base += loss(rate, kept);
      brier += (score - truth) ** 2;
      baseBrier += (rate - truth) ** 2;
      const bin = bins[Math.min(9, Math.floor(score * 10))]!;
      bin[0]++;
      bin[1] += score;
      bin[2] += truth;
    }
    known = learn(known, batch);
  }
  count += tried;
  return {
    ...state,
    unseen: {
      modules: before.modules + 1,
      count: short(count),
      logistic: short(logistic),
      network: short(network),
      base: short(base),
      brier: short(brier),
      baseBrier: short(baseBrier),
      bins: bins.map(([held, scores, kept]) => [short(held), short(scores), short(kept)] as const),
    },
  };
}

const TENTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** How far its scores can be believed, by modules that it had not learnt from; null where there was none yet. */
export function calibration(state: State): Calibration | null {
  const { modules, count, logistic, network, base, brier, baseBrier, bins } = state.unseen;
  if (count === 0 || base === 0 || baseBrier === 0) return null;
  return {
    model: inUse(state),
    modules,
    count: Math.round(count),
    brierSkill: short(1 - brier / baseBrier),
    skills: { logistic: short(1 - logistic / base), network: short(1 - network / base) },
    reliability: bins
      .filter(([held]) => held > 0)
      .map(([held, scores, kept]) => ({
        score: short(scores / held),
        kept: short(kept / held),
        count: Math.round(held),
      })),
  };
}

/** Which model ranks: the one that lost less on modules not learnt from. */
export function inUse({ unseen }: State): 'logistic' | 'network' {
  return unseen.network < unseen.logistic ? 'network' : 'logistic';
}

/** How often operators are drawn before anything is known of them. */
const OPERATORS: Readonly<Record<string, number>> = {
  'apply-rule': 8,
  // All of theirs stand in the first generation.
  'apply-kernel': 0.2,
  'kernel-in-part': 0.2,
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
    if (name.includes('\t')) continue;
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
  const all = known.reduce((a, b) => ({ slots: a.slots + b.slots, gain: a.gain + b.gain, cost: a.cost + b.cost }), {
    slots: 0,
    gain: 0,
    cost: 0,
  });
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

function features(
  state: Pick<State, 'total' | 'records'> & { readonly edits: Table; readonly loci: Table },
  traits: Traits,
): number[] {
  const base = logit(rateOf(state.total));
  const beside = (tally: Tally | undefined): number => {
    if (!tally) return 0;
    const kept = (tally[2] + PRIOR_TRIALS * rateOf(state.total)) / (tally[0] + PRIOR_TRIALS);
    return Math.max(-3, Math.min(3, logit(kept) - base));
  };
  const passes = (tally: Tally | undefined): number => (tally ? (tally[1] + 1) / (tally[0] + 2) - 0.5 : 0);
  const { operator, kind, focus } = traits;
  const record = own(state.records, operator);
  const edit = tallyIn(state.edits, traits.edit);
  const locus = tallyIn(state.loci, placeOf(traits));
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
    Math.min(2, Math.max(0, finite(traits.promise))),
    !focus ? 0 : beside(own(state.records, areaOf(traits))),
  ];
}

/** An object's own entry: nothing that all objects have, whatever the name. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

type Table = ReadonlyMap<string, Tally> | Readonly<Record<string, Tally>>;

const tallyIn = (table: Table, key: string): Tally | undefined =>
  table instanceof Map ? table.get(key) : own(table as Readonly<Record<string, Tally>>, key);

// No operator has a tab in its name; kernels have spaces.
const areaOf = ({ focus }: Traits): string => `in\t${focus}`;
const classOf = ({ operator, kind }: Traits): string => `${operator}\t${kind}`;
/** A key that is no number: tables list those before all others, whatever came first. */
const placeOf = ({ at }: Traits): string => `@${at}`;

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
function remember(table: Map<string, Tally>, key: string, tally: Tally): void {
  table.delete(key);
  table.set(key, tally);
  if (table.size > REMEMBERED) table.delete(table.keys().next().value!);
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

/** A node of the module that is analysed, in code that runs. */
export interface NodeFact {
  readonly locus: string;
  readonly line: number;
  readonly type: string;
  /** First line of its text, shortened. */
  readonly text: string;
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
  /** Names read in it, and those assigned in the innermost loop around it. */
  readonly reads: readonly string[];
  readonly changing: readonly string[];
  /** Flags of the values seen, and the largest number or length. */
  readonly seen: number;
  readonly most: number;
  /** Of a condition: share of its runs that went the first way; -1 where unknown. */
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

export interface Opportunity {
  readonly locus: string;
  readonly line: number;
  readonly focus: string;
  /** Estimated speed-up, as a ratio. */
  readonly gain: number;
  /** Share of the running time at stake, estimated. */
  readonly share: number;
  readonly sentence: string;
}

/** What a finding would save of the time spent where it is, at the most. */
interface Finding {
  readonly focus: string;
  readonly saved: number;
  readonly sentence: string;
}

const LISTS = /^(map|filter|slice|concat|split|reverse|keys|values|entries|flat|flatMap|splice|from)$/;
const SEARCHES = /^(indexOf|lastIndexOf|includes|find|findIndex|some)$/;
const TEXTS =
  /^(charAt|substr|substring|replace|replaceAll|toLowerCase|toUpperCase|trim|match|test|exec|localeCompare)$/;
const EFFECTS = /^(log|now|random|hrtime|mark|measure|error|warn|info|debug)$/;

/** Opportunities, the most promising first. */
export function analyze(facts: Facts): Opportunity[] {
  const { nodes } = facts;
  /** What a call takes of memory, shared out among what makes objects in it. */
  let made = 0;
  for (const node of nodes) if (makesObjects(node)) made += heatOf(node);
  const bytes = made > 0 ? Math.min(1e9, Math.max(0, finite(facts.bytes)) / made) : 0;
  /** Cost of all nodes before each. */
  const sums = [0];
  for (const node of nodes) sums.push(sums[sums.length - 1]! + costOf(node, bytes));
  const total = sums[nodes.length]!;
  const costBelow = (i: number): number => {
    const count = Math.min(nodes.length - i, Math.max(1, Math.floor(finite(nodes[i]!.below))));
    return sums[i + count]! - sums[i]!;
  };
  const found: Opportunity[] = [];
  const taken = new Set<string>();
  for (const [i, node] of nodes.entries()) {
    const finding = findingOf(node);
    if (!finding) continue;
    let at = i;
    // What is known of a parameter is of use in all of its function.
    if (node.parent === 'parameter') while (at > 0 && !holds(nodes[at]!, i - at)) at--;
    const share = total > 0 ? costBelow(at) / total : 0;
    const key = `${finding.focus} ${finding.sentence} ${node.line}`;
    if (taken.has(key)) continue;
    taken.add(key);
    found.push({
      locus: node.locus,
      line: node.line,
      focus: finding.focus,
      gain: Math.round((1 / (1 - Math.min(0.9, share * finding.saved))) * 1000) / 1000,
      share: Math.round(share * 1000) / 1000,
      sentence: finding.sentence,
    });
  }
  return found.sort((a, b) => b.gain - a.gain || a.line - b.line || (a.locus < b.locus ? -1 : 1));
}

const holds = ({ type, below }: NodeFact, distance: number): boolean => /Function/.test(type) && below > distance;

const heatOf = ({ heat }: NodeFact): number => Math.min(1e12, Math.max(0, finite(heat)));

const makesObjects = ({ type, name }: NodeFact): boolean =>
  /^(New|Array|Object|Function|ArrowFunction)Expression$/.test(type) || (type === 'CallExpression' && LISTS.test(name));

/** Bytes that cost as much as one step: they are filled, and collected later. */
const BYTES_A_STEP = 32;

/** What the node itself costs, in rough steps. @param bytes of each object that is made */
function costOf(node: NodeFact, bytes: number): number {
  const makes = makesObjects(node);
  const steps = makes || node.type === 'CallExpression' ? 4 : 1;
  return heatOf(node) * (steps + (makes ? bytes / BYTES_A_STEP : 0));
}

/** What is known of who holds a new object afterwards. */
function held(stays: number): string {
  if (stays === 1) return ', and nobody holds it when the call is over: its storage could be kept';
  return stays === 0 ? ', and is held by others when the call is over: only fewer of them would save' : '';
}

function findingOf(node: NodeFact): Finding | undefined {
  const { type, name, loops, heat, text, seen, most, stays } = node;
  const times = heat >= 1.5 ? `${Math.round(heat)} times a call` : 'in each call';
  const hot = heat >= 4 || loops > 0;
  const still = loops > 0 && node.reads.length > 0 && node.reads.every((read) => !node.changing.includes(read));
  switch (type) {
    case 'TryStatement':
      return hot
        ? finding('error recovery', 0.1, `\`try\` is entered ${times}: errors could be told apart before it`)
        : undefined;
    case 'ThrowStatement':
      return heat >= 0.2
        ? finding('error recovery', 0.5, 'an error is thrown in the usual way of things: a value could say it for less')
        : undefined;
    case 'AwaitExpression':
      return loops > 0
        ? finding(
            'parallelism',
            0.7,
            `awaits ${short60(text)} one after the other: what does not depend on the turn before could wait together`,
          )
        : undefined;
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      if (loops >= 1 && hot)
        return finding(
          'loop',
          0.5,
          `a loop in a loop (${short60(text)}) is entered ${times}: rows kept at hand, scalars carried over or an earlier end would save most`,
        );
      return type === 'ForInStatement' || type === 'ForOfStatement'
        ? finding('loop', 0.2, `${short60(text)} walks by iterator or keys: an index would do`)
        : undefined;
    case 'NewExpression':
      if (/^(Map|Set|Object)$/.test(name))
        return hot
          ? finding('data structure', 0.3, `a new ${name} is made ${times}: one that is kept, or a table, would do`)
          : undefined;
      if (/^(RegExp)$/.test(name))
        return finding('caching', 0.5, `a regular expression is made ${times}: it could be made once`);
      return finding(
        'allocation',
        stays === 1 ? 0.4 : 0.3,
        `${short60(text)} makes a new object ${times}${held(stays)}`,
      );
    case 'ArrayExpression':
    case 'ObjectExpression': {
      const what = type === 'ArrayExpression' ? 'a list' : 'an object';
      if (stays === 1) return finding('allocation', 0.5, `${what} is made ${times}${held(stays)}`);
      return hot
        ? finding(
            'allocation',
            stays === 0 ? 0.2 : 0.4,
            `${what} is made ${times}${held(stays) || ': storage kept, or single variables, need none'}`,
          )
        : undefined;
    }
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return loops > 0 ? finding('allocation', 0.3, `a function is made ${times}, in a loop`) : undefined;
    case 'CallExpression':
      if (name !== '' && name === node.inside && heat >= 1.2)
        return finding(
          'caching',
          0.6,
          `${name} calls itself ${times}: answers of equal calls could be remembered, or a loop used`,
        );
      if (EFFECTS.test(name))
        return hot ? finding('metrics', 0.6, `${short60(text)} is taken ${times}: a sample would do`) : undefined;
      if (/^(indexOf|includes)$/.test(name) && loops > 0)
        return finding(
          'data structure',
          0.7,
          `${short60(text)} searches a list from its start ${times}: a set or a table answers in one step`,
        );
      if (/^(shift|unshift|splice)$/.test(name))
        return finding('data structure', 0.7, `${short60(text)} moves all that comes after, ${times}`);
      if (name === 'sort')
        return finding('data structure', 0.5, `sorts ${times}: one pass, or numbers in a typed array, may do`);
      if (name === 'hasOwnProperty' || name === 'hasOwn')
        return hot
          ? finding(
              'data structure',
              0.3,
              `asks for an own property ${times}: a map or a prototype-free object need not be asked`,
            )
          : undefined;
      if (/^(parse|stringify)$/.test(name))
        return finding('allocation', 0.6, `${short60(text)} goes through text ${times}`);
      if (still)
        return finding('caching', 0.5, `${short60(text)} gives the same in every turn: once before the loop would do`);
      if (SEARCHES.test(name) && hot)
        return finding('data structure', 0.4, `${short60(text)} looks through a list ${times}`);
      if (name === 'push' && hot)
        return finding('allocation', 0.2, `a list grows by ${short60(text)} ${times}: its length may be known before`);
      if (LISTS.test(name)) return finding('allocation', 0.4, `${short60(text)} makes a new list ${times}`);
      if (TEXTS.test(name) && hot)
        return finding('string', 0.5, `${short60(text)} works on text ${times}: codes or whole pieces are cheaper`);
      if (/^(max|min|abs|floor|round|ceil|pow|hypot|sqrt|parseInt|Number)$/.test(name) && hot)
        return finding('numeric', 0.3, `${name} is called ${times}: a comparison or an integer operation may do`);
      return undefined;
    case 'BinaryExpression':
      if (/^[%/]$|^\*\*$/.test(name) && hot)
        return finding(
          'numeric',
          0.2,
          `${short60(text)} is worked out ${times}: a mask, a shift or a comparison may do`,
        );
      return undefined;
    case 'AssignmentExpression':
      if (name === '+=' && (seen & 112) !== 0 && hot)
        return finding(
          'string',
          0.4,
          `a text grows piece by piece ${times} (${short60(text)}): whole pieces are cheaper`,
        );
      return undefined;
    case 'IfStatement':
    case 'ConditionalExpression':
      if (node.taken >= 0 && heat >= 2 && (node.taken <= 0.05 || node.taken >= 0.95))
        return finding(
          'prediction',
          0.2,
          `${short60(text)} goes ${node.taken >= 0.5 ? 'the first' : 'the other'} way ${Math.round(Math.max(node.taken, 1 - node.taken) * 100)} % of the time: the common case could come first`,
        );
      if (/[<>]=?\s*\d+(\.\d+)?\b/.test(text) && hot)
        return finding(
          'adaptive strategy',
          0.1,
          `${short60(text)} decides by a fixed number: the best one depends on the inputs`,
        );
      return undefined;
    case 'Identifier':
      if (node.parent === 'parameter' && seen !== 0) {
        if (seen === 32 || seen === 16 || seen === 48)
          return finding(
            'specialisation',
            0.2,
            `${name} was always plain ASCII text of at most ${most} characters: code for that alone is simpler`,
          );
        if (seen === 1)
          return finding(
            'specialisation',
            0.2,
            `${name} was always a small integer, at most ${most}: integer code is simpler`,
          );
        if (seen === 256)
          return finding(
            'specialisation',
            0.2,
            `${name} was never given: what is done with it could be left out behind a check`,
          );
      }
      return undefined;
    default:
      return undefined;
  }
}

const finding = (focus: string, saved: number, sentence: string): Finding => ({ focus, saved, sentence });
const short60 = (text: string): string => `\`${text.length > 60 ? `${text.slice(0, 57)}...` : text}\``;

/** A candidate of a recorded pool, with what came of it when it was tried. */
export interface Recorded extends Pattern {
  readonly id: number;
  readonly traits: Traits;
}

/** What a game on a recorded pool came to. */
export interface Played {
  /** Ids of those tried, in their order. */
  readonly tried: readonly number[];
  /** Ids of all in the order that it began with, asked for when the game is over: what it knew then stays as it was. */
  readonly before: readonly number[];
  /** What it makes of what it saw besides: a policy that chooses well and forgets the rest is of no use. */
  readonly shares: readonly number[];
  readonly chances: readonly number[];
  readonly calibration: Calibration | null;
}

/**
 * The policy at work on a recorded pool: so many candidates are tried, the most promising first, and what they show is
 * learnt after each batch.
 * @param lived outcomes on other modules, one after the other, by which its models were judged and from which it learnt.
 * @param batch candidates tried before what they showed is learnt.
 */
export function play(
  pool: readonly Recorded[],
  budget: number,
  lived: readonly (readonly Pattern[])[],
  batch: number,
): Played {
  let state = fresh();
  for (const patterns of lived) state = learn(examined(begin(state), patterns), patterns);
  state = begin(state);
  const first = state;
  let left = pool;
  const tried: number[] = [];
  // A batch of nothing would never come to an end.
  const most = batch >= 1 ? Math.floor(batch) : 1;
  while (tried.length < budget && left.length > 0) {
    const candidates = left.map(({ traits }) => traits);
    const chosen = rank(state, candidates)
      .slice(0, Math.min(most, Math.ceil(budget - tried.length)))
      .map(({ index }) => left[index]!);
    for (const { id } of chosen) tried.push(id);
    state = learn(state, chosen);
    left = left.filter((one) => !chosen.includes(one));
  }
  const strategies = [...new Set(pool.map(({ strategy }) => strategy))].sort().map((name) => ({ name, prior: 0.5 }));
  const operators = [...new Set(pool.map(({ traits }) => traits.operator))].sort();
  const order = rank(
    first,
    pool.map(({ traits }) => traits),
  );
  return {
    tried,
    before: order.map(({ index }) => pool[index]!.id),
    shares: shares(state, strategies),
    chances: chances(state, operators),
    calibration: calibration(state),
  };
}
