/** The engine's one pure step: a generation and the outcomes of its candidates give the next generation. */
import type { Measures } from '../evaluation/objectives/objective.ts';
import { objectives } from '../evaluation/objectives/objectives.ts';
import type { TrialResult } from '../evaluation/protocol.ts';
import type { Pattern } from '../integrator/integrator.ts';
import { elites } from '../selection/archive.ts';
import { survivors } from '../selection/nsga2.ts';
import { shuffled, stream } from '../statistics/random.ts';
import { medianEstimate } from '../statistics/summary.ts';
import { isGuard } from '../variation/guard.ts';
import { type Blame, NO_BLAME, withChecks } from './blame.ts';
import {
  type Adaptive,
  type Candidate,
  everyoneOf,
  type Generation,
  type Individual,
  islandOf,
  type OperatorRecord,
} from './generation.ts';
import type { Dealt } from './offspring.ts';
import { bestFirst, type RatedIndividual, rated } from './rating.ts';
import type { Settings } from './settings.ts';
import { UNKNOWN, type Worths, withOutcome } from './worth.ts';

/** A candidate with what the evaluation says of it. */
export interface Outcome {
  readonly candidate: Candidate;
  readonly result: TrialResult;
}

/** How an offspring fared beside the better of its parents. */
export interface Fared extends Outcome {
  /** Clearly better, by the middle of the interval. */
  readonly won: boolean;
  /** Right on all cases, and the low end of its speed beside its parent's above 1. */
  readonly kept: boolean;
  /** Logarithm of its speed beside its parent's; 0 where it was rejected. */
  readonly gain: number;
}

/** Pairs kept for an individual at the most: beyond, the interval is narrow enough. */
const MOST_PAIRS = 64;
const CHAMPIONS = 16;
/** Unstable ones that wait for a guard. */
const UNSTABLE = 8;
/** Kinds kept in the archive, and how wide they are: logarithms of speed and of memory, characters of code. */
const CELLS = 24;
const SPEED_STEP = 0.15;
const MEMORY_STEP = 0.7;
const SIZE_STEP = 32;
/** Generations from one migration between islands to the next. */
const MIGRATION = 6;
/** A stability below this, of the few checks of an offspring, is no chance. */
const SURELY_UNSTABLE = 0.9;
/** Gain over the best parent, as a logarithm, that counts as a win of the operator. */
const WON = 0.02;
/** Logarithm of the ratio that a single edit must have to be tried in company. */
const LEAST_WORTH = -0.12;

/** The generation before the first: the ancestor alone. */
export function firstGeneration(settings: Settings, form: string): Generation {
  const measures: Measures = {
    logs: [],
    races: 0,
    memory: null,
    work: null,
    accuracy: settings.accuracy,
    cases: 0,
    checked: 1,
    stress: { checks: 0, score: 1, hard: null, failing: [] },
  };
  const ancestor: Individual = {
    id: 'g0-0',
    edits: [],
    parents: [],
    operator: 'ancestor',
    born: 0,
    island: 0,
    form,
    measures,
  };
  return {
    index: 0,
    population: [ancestor],
    champions: [],
    archive: [],
    unstable: [],
    adaptive: {
      kills: {},
      operators: {},
      opened: [],
      screened: {},
      blame: NO_BLAME,
      strategies: {},
      integrator: settings.integrator.begin(settings.learnt),
    },
    found: false,
    forms: [form],
    variants: 0,
    evaluations: 0,
    stagnant: 0,
    restarted: 0,
    best: 1,
    again: null,
  };
}

/** The next generation. Outcomes are applied in slot order, whoever finished first. */
export function step(settings: Settings, before: Generation, outcomes: readonly Outcome[], dealt: Dealt): Generation {
  const ordered = [...outcomes].sort((a, b) => a.candidate.slot - b.candidate.slot);
  const index = before.index + 1;
  const lookedAtAgain = new Map<string, Outcome>();
  const born: Individual[] = [];
  for (const outcome of ordered) {
    const { candidate, result } = outcome;
    if (candidate.kind !== 'offspring') lookedAtAgain.set(candidate.id, outcome);
    else if (result.stage === 'done') born.push(individualOf(candidate, result, index, settings));
  }
  const renew = (individual: Individual): Individual[] => {
    const outcome = lookedAtAgain.get(individual.id);
    if (!outcome) return [individual];
    // What failed when it was looked at again leaves the population and the champions.
    if (outcome.result.stage !== 'done') return [];
    return [{ ...individual, measures: merged(individual.measures, outcome, settings) }];
  };
  const old = before.population.flatMap(renew);
  const pool = [...old, ...born].map((individual) => rated(individual, settings));
  const champions = championsOf([
    ...before.champions.flatMap(renew).map((individual) => rated(individual, settings)),
    ...pool,
  ]);
  const offspring = ordered.filter(({ candidate }) => candidate.kind === 'offspring');
  const archive = archived(settings, [...before.archive.flatMap(renew), ...pool.map(({ individual }) => individual)]);
  const best = Math.max(before.best, Math.exp(champions[0]?.value ?? 0));
  const again = lookedAtAgain.get('g0-0')?.result;
  const found = [...lookedAtAgain.values()].some(
    ({ result: { killer } }) => killer !== null && killer < 0 && before.adaptive.kills[killer] === undefined,
  );
  const stagnant = best > before.best * 1.01 ? 0 : before.stagnant + 1;
  const { patience } = settings;
  const restarts = patience > 0 && stagnant >= patience && index - before.restarted >= patience;
  const chosen = restarts ? anew(settings, pool, archive, index) : islandsOf(settings, pool, index);
  return {
    index,
    population: chosen,
    champions: champions.map(({ individual }) => individual),
    archive,
    unstable: unstableOf(settings, before, ordered, [...born, ...old.filter(({ id }) => lookedAtAgain.has(id))]),
    adaptive: adapt(before, faredOf(settings, before, ordered), dealt, settings),
    found,
    forms: offspring.map(({ candidate }) => candidate.form),
    variants: before.variants + Object.values(dealt.slots).reduce((sum, count) => sum + count, 0),
    evaluations: before.evaluations + offspring.filter(({ result }) => result.ran).length,
    stagnant,
    restarted: restarts ? index : before.restarted,
    best,
    again: again && again.logs.length > 0 ? medianEstimate(again.logs) : null,
  };
}

/** The best, half of them of those that stood all checks: kin of one that will not would fill all places. */
function championsOf(all: readonly RatedIndividual[]): RatedIndividual[] {
  const once = [...new Map(all.map((one) => [one.id, one])).values()];
  const fit = once
    .filter(({ violation, individual }) => violation === 0 && individual.edits.length > 0)
    .sort(bestFirst);
  const checked = fit.filter(({ individual: { measures } }) => measures.stress !== null).slice(0, CHAMPIONS / 2);
  const others = fit.filter((one) => !checked.includes(one)).slice(0, CHAMPIONS - checked.length);
  return [...checked, ...others].sort(bestFirst);
}

/** Survivors of each island; now and then the best of each goes to the next one as well. */
function islandsOf(settings: Settings, pool: readonly RatedIndividual[], index: number): Individual[] {
  const { islands, population } = settings;
  const isAncestor = ({ individual }: RatedIndividual): boolean => individual.operator === 'ancestor';
  const places = population - 1;
  const chosen: Individual[] = [];
  for (let island = 0; island < islands; island++) {
    const own = pool.filter((one) => !isAncestor(one) && one.individual.island === island);
    const count = Math.floor((places * (island + 1)) / islands) - Math.floor((places * island) / islands);
    chosen.push(...select(own, count).map(({ individual }) => individual));
  }
  const ancestor = pool.filter(isAncestor).map(({ individual }) => individual);
  return [...(islands > 1 && index % MIGRATION === 0 ? migrated(chosen, settings) : chosen), ...ancestor];
}

/** The best of each island takes the place of the last one of the next: islands stand in a ring. */
function migrated(population: readonly Individual[], settings: Settings): Individual[] {
  const { islands } = settings;
  const groups = Array.from({ length: islands }, (_, island) => population.filter((one) => one.island === island));
  const best = groups.map((group) => group.map((one) => rated(one, settings)).sort(bestFirst)[0]?.individual);
  return groups.flatMap((group, island) => {
    const guest = best[(island + islands - 1) % islands];
    return guest && group.length > 1 ? [...group.slice(0, -1), { ...guest, island }] : group;
  });
}

/** A population made anew of the archive's kinds in drawn order: the best stay known, all else begins again. */
function anew(
  settings: Settings,
  pool: readonly RatedIndividual[],
  archive: readonly Individual[],
  index: number,
): Individual[] {
  const ancestor = pool.map(({ individual }) => individual).filter(({ operator }) => operator === 'ancestor');
  const drawn = shuffled(stream(settings.seed, index, 'restart'), archive).slice(0, settings.population / 4);
  return [...drawn.map((one, k) => ({ ...one, island: islandOf(k, settings.islands) })), ...ancestor];
}

/** What a guard has not been tried for yet. */
function unstableOf(
  settings: Settings,
  { unstable }: Generation,
  outcomes: readonly Outcome[],
  seen: readonly Individual[],
): Individual[] {
  const tried = new Set(
    outcomes.flatMap(({ candidate: { strategy, parents } }) => (strategy === 'guard' ? parents : [])),
  );
  return [...unstable.filter(({ id }) => !tried.has(id)), ...seen]
    .map((individual) => rated(individual, settings))
    .filter(({ individual: { measures }, violation, middle }) => {
      const { stress } = measures;
      return violation > 0 && stress?.hard === null && stress.failing.length > 0 && middle > WON;
    })
    .sort((a, b) => b.middle - a.middle || (a.id < b.id ? -1 : 1))
    .slice(0, UNSTABLE)
    .map(({ individual }) => individual);
}

/** The best of each kind. */
function archived(settings: Settings, members: readonly Individual[]): Individual[] {
  const unique = [...new Map(members.map((one) => [one.id, one])).values()];
  const pool = unique
    .filter(({ edits }) => edits.length > 0)
    .map((individual) => rated(individual, settings))
    .filter(({ violation }) => violation === 0);
  const celled = pool.map(({ individual, id, value, middle }) => ({
    individual,
    id,
    value,
    cell: cellOf(individual, middle, settings.cost),
  }));
  return elites(celled, CELLS).map(({ individual }) => individual);
}

/** The archive's cell of a genome: steps of speed, of memory, and of the code that its edits bring, in powers of two. */
export function cellOf({ edits, measures }: Individual, middle: number, cost: Settings['cost']): number[] {
  const brought = edits.flatMap(({ places }) => places).reduce((sum, { code }) => sum + code.length, 0);
  return [
    Math.round(middle / SPEED_STEP),
    Math.round(Math.log(objectives.memory.estimate(measures, cost).value) / MEMORY_STEP),
    Math.round(Math.log2(1 + brought / SIZE_STEP)),
  ];
}

/**
 * Survivors by NSGA-II; a third of the places go to the youngest of the rest that may still be as good as nine tenths
 * of the ancestor: many large gains need two edits of which one is worth nothing alone.
 */
function select(pool: readonly RatedIndividual[], places: number): RatedIndividual[] {
  const young = Math.floor(places / 3);
  const elite = survivors(pool, places - young);
  const chosen = new Set(elite);
  const rest = pool
    .filter((one) => !chosen.has(one) && one.violation === 0 && one.hopeful >= 0.9)
    .sort((a, b) => b.individual.born - a.individual.born || b.value - a.value || (a.id < b.id ? -1 : 1));
  return [...elite, ...rest.slice(0, young)];
}

function individualOf(
  candidate: Candidate,
  result: TrialResult,
  born: number,
  { cost, islands }: Settings,
): Individual {
  const { id, slot, edits, parents, operator, form } = candidate;
  const measures: Measures = {
    logs: result.logs.map(rounded),
    races: Math.min(1, result.logs.length),
    memory: result.memory,
    work: result.work,
    accuracy: result.accuracy ?? 1,
    cases: result.cases,
    checked: 0,
    // What little an offspring goes through shows what is wrong nearly everywhere, and no more.
    stress: cost === 'time' && (result.stress?.score ?? 0) >= SURELY_UNSTABLE ? null : result.stress,
  };
  return { id, edits, parents, operator, born, island: islandOf(slot, islands), form, measures };
}

/** Further pairs join those known; memory and stress are taken once. */
function merged(known: Measures, { candidate, result }: Outcome, { cost }: Settings): Measures {
  const measures = { ...known, checked: known.checked + Number(candidate.kind === 'survivor') };
  if (cost === 'work') return { ...measures, stress: measures.stress ?? result.stress };
  return {
    ...measures,
    logs: [...measures.logs, ...result.logs.map(rounded)].slice(-MOST_PAIRS),
    races: measures.races + Math.min(1, result.logs.length),
    memory: result.memory ?? measures.memory,
    stress: result.stress ?? measures.stress,
  };
}

const rounded = (log: number): number => Math.round(log * 1e5) / 1e5;

function adapt(
  { adaptive }: Generation,
  outcomes: readonly Fared[],
  { slots, opened }: Dealt,
  settings: Settings,
): Adaptive {
  const kills: Record<number, number> = { ...adaptive.kills };
  const operators: Record<string, OperatorRecord> = { ...adaptive.operators };
  const strategies = Object.fromEntries(
    Object.entries(slots).map(([name, count]) => {
      const known = adaptive.strategies[name] ?? { dealt: 0, ...UNTRIED };
      return [name, { ...known, dealt: known.dealt + count }];
    }),
  );
  for (const { result } of outcomes) if (result.killer !== null) kills[result.killer] = (kills[result.killer] ?? 0) + 1;
  const offspring = outcomes.filter(({ candidate }) => candidate.kind === 'offspring');
  for (const { candidate, result, won } of offspring) {
    const passed = result.stage === 'done';
    const { operator, strategy } = candidate;
    operators[operator] = counted(operators[operator] ?? UNTRIED, passed, won);
    if (strategies[strategy])
      strategies[strategy] = { ...strategies[strategy], ...counted(strategies[strategy], passed, won) };
  }
  return {
    kills,
    operators,
    opened: [...adaptive.opened, ...opened],
    screened: screened(adaptive.screened, offspring, settings),
    blame: blamed(adaptive.blame, outcomes, settings),
    strategies,
    integrator: settings.integrator.learn(
      adaptive.integrator,
      offspring.map((fared) => patternOf(fared, settings)),
    ),
  };
}

/** How each offspring fared, others as they are. */
export function faredOf(settings: Settings, before: Generation, outcomes: readonly Outcome[]): Fared[] {
  // What breaks a limit is no better than the ancestor.
  const values = new Map(
    everyoneOf(before).map((one) => {
      const { middle, violation } = rated(one, settings);
      return [one.id, violation > 0 ? 0 : middle];
    }),
  );
  return outcomes.map((outcome) => {
    const { candidate, result } = outcome;
    if (candidate.kind !== 'offspring' || result.stage !== 'done')
      return { ...outcome, won: false, kept: false, gain: 0 };
    // By the middle of the interval: an offspring has had one race, its parents many, and so narrower intervals.
    const { low, middle, violation } = rated(individualOf(candidate, result, 0, settings), settings);
    const parent = Math.max(...candidate.parents.map((id) => values.get(id) ?? 0), 0);
    const gain = Math.round((middle - parent) * 1000) / 1000;
    return { ...outcome, won: middle > parent + WON, kept: violation === 0 && low > parent, gain };
  });
}

const patternOf = (
  { candidate: { traits, strategy, score }, result, kept, gain }: Fared,
  { cost }: Settings,
): Pattern => ({
  traits,
  strategy,
  score,
  passed: result.stage === 'done',
  kept,
  gain,
  cost: cost === 'time' ? Object.values(result.spent).reduce((sum, value) => sum + value, 0) : 1,
});

const UNTRIED: OperatorRecord = { tried: 0, passed: 0, won: 0 };

const counted = (record: OperatorRecord, passed: boolean, won: boolean): OperatorRecord => ({
  tried: record.tried + 1,
  passed: record.passed + Number(passed),
  won: record.won + Number(won),
});

/**
 * What trials say of edits that were tried alone. Kept is what costs little: gains exist together that do not exist
 * alone, and some edits are only right in company.
 */
function screened(known: Worths, offspring: readonly Outcome[], settings: Settings): Worths {
  let worths = known;
  for (const { candidate, result } of offspring) {
    const [edit, more] = candidate.edits;
    const isAlone = edit !== undefined && more === undefined;
    if (result.stage === 'done') {
      const { middle, violation } = rated(individualOf(candidate, result, 0, settings), settings);
      if (isAlone && violation === 0 && middle >= LEAST_WORTH) worths = { ...worths, [edit.id]: UNKNOWN };
      const ids = candidate.edits.map(({ id }) => id);
      worths = withOutcome(worths, ids, { gain: middle, pairs: result.logs.length });
    } else if (isAlone && result.stage === 'cases' && edit.operator.startsWith('rule:'))
      worths = { ...worths, [edit.id]: null };
  }
  return worths;
}

/** What those say that were looked at again; behind a guard an edit shows nothing of itself. */
function blamed(known: Blame, outcomes: readonly Outcome[], { toolbox }: Settings): Blame {
  const least = toolbox.limits.find(({ objective }) => objective.name === 'stability')?.least ?? 0;
  const passed: string[][] = [];
  const fell: string[][] = [];
  for (const { candidate, result } of outcomes) {
    const { kind, edits } = candidate;
    if (kind === 'offspring' || edits.length === 0 || edits.some(isGuard)) continue;
    const { stage, stress } = result;
    // Nothing was asked of it but its speed.
    if (stage === 'done' && stress === null) continue;
    const isSound = stage === 'done' && stress?.hard === null && stress.score >= least;
    (isSound ? passed : fell).push(edits.map(({ id }) => id));
  }
  return passed.length + fell.length === 0 ? known : withChecks(known, passed, fell);
}

/** Case numbers, those that rejected most variants first; further cases that were found apart, for they are no cases by themselves. */
export function killerOrder({ kills }: Adaptive): number[] {
  const all = Object.entries(kills)
    .sort(([a, x], [b, y]) => y - x || Number(a) - Number(b))
    .map(([number]) => Number(number));
  return [...all.filter((number) => number < 0).slice(0, 24), ...all.filter((number) => number >= 0).slice(0, 24)];
}

/** Whether an individual has earned further measuring, and what of it is still missing. */
export const hasAllPairs = ({ measures }: Individual): boolean => measures.logs.length >= MOST_PAIRS;
