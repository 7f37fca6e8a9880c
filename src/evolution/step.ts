/** The engine's one pure step: a generation and the outcomes of its candidates give the next generation. */
import type { Measures } from '../evaluation/objectives/objective.ts';
import type { TrialResult } from '../evaluation/protocol.ts';
import { survivors } from '../selection/nsga2.ts';
import { medianEstimate } from '../statistics/summary.ts';
import type { Adaptive, Candidate, Generation, Individual, OperatorRecord } from './generation.ts';
import { bestFirst, type RatedIndividual, rated } from './rating.ts';
import type { Settings } from './settings.ts';

/** A candidate with what the evaluation says of it. */
export interface Outcome {
  readonly candidate: Candidate;
  readonly result: TrialResult;
}

/** Pairs kept for an individual at the most: beyond, the interval is narrow enough. */
const MOST_PAIRS = 64;
const CHAMPIONS = 16;
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
  const ancestor: Individual = { id: 'g0-0', edits: [], parents: [], operator: 'ancestor', born: 0, form, measures };
  return {
    index: 0,
    population: [ancestor],
    champions: [],
    adaptive: { kills: {}, operators: {}, screened: {}, strategies: {} },
    found: false,
    forms: [form],
    variants: 0,
    evaluations: 0,
    stagnant: 0,
    best: 1,
    again: null,
  };
}

/**
 * The next generation. Outcomes are applied in slot order, whoever finished first.
 * @param dealt slots that each strategy had, duplicates included.
 */
export function step(
  settings: Settings,
  before: Generation,
  outcomes: readonly Outcome[],
  dealt: Readonly<Record<string, number>>,
): Generation {
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
  const champions = [...before.champions.flatMap(renew).map((individual) => rated(individual, settings)), ...pool]
    .filter(
      (one, i, all) =>
        one.violation === 0 && one.individual.edits.length > 0 && all.findIndex(({ id }) => id === one.id) === i,
    )
    .sort(bestFirst)
    .slice(0, CHAMPIONS);
  const offspring = ordered.filter(({ candidate }) => candidate.kind === 'offspring');
  const best = Math.max(before.best, Math.exp(champions[0]?.value ?? 0));
  const again = lookedAtAgain.get('g0-0')?.result;
  const found = [...lookedAtAgain.values()].some(
    ({ result: { killer } }) => killer !== null && killer < 0 && before.adaptive.kills[killer] === undefined,
  );
  return {
    index,
    population: select(settings, pool).map(({ individual }) => individual),
    champions: champions.map(({ individual }) => individual),
    adaptive: adapt(before, ordered, dealt, settings),
    found,
    forms: offspring.map(({ candidate }) => candidate.form),
    variants: before.variants + Object.values(dealt).reduce((sum, count) => sum + count, 0),
    evaluations: before.evaluations + offspring.filter(({ result }) => result.ran).length,
    stagnant: best > before.best * 1.01 ? 0 : before.stagnant + 1,
    best,
    again: again && again.logs.length > 0 ? medianEstimate(again.logs) : null,
  };
}

/**
 * Survivors by NSGA-II; a third of the places go to the youngest of the rest that may still be as good as nine tenths
 * of the ancestor: many large gains need two edits of which one is worth nothing alone. The ancestor always stays.
 */
function select(settings: Settings, pool: readonly RatedIndividual[]): RatedIndividual[] {
  const ancestor = pool.filter(({ individual }) => individual.operator === 'ancestor');
  const others = pool.filter(({ individual }) => individual.operator !== 'ancestor');
  const places = settings.population - ancestor.length;
  const young = Math.floor(places / 3);
  const elite = survivors(others, places - young);
  const chosen = new Set(elite);
  const rest = others
    .filter((one) => !chosen.has(one) && one.violation === 0 && one.hopeful >= 0.9)
    .sort((a, b) => b.individual.born - a.individual.born || b.value - a.value || (a.id < b.id ? -1 : 1));
  return [...elite, ...rest.slice(0, young), ...ancestor];
}

function individualOf(candidate: Candidate, result: TrialResult, born: number, { cost }: Settings): Individual {
  const { id, edits, parents, operator, form } = candidate;
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
  return { id, edits, parents, operator, born, form, measures };
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
  { adaptive, population }: Generation,
  outcomes: readonly Outcome[],
  dealt: Readonly<Record<string, number>>,
  settings: Settings,
): Adaptive {
  const kills: Record<number, number> = { ...adaptive.kills };
  const operators: Record<string, OperatorRecord> = { ...adaptive.operators };
  const strategies = Object.fromEntries(
    Object.entries(dealt).map(([name, count]) => {
      const known = adaptive.strategies[name] ?? { dealt: 0, ...UNTRIED };
      return [name, { ...known, dealt: known.dealt + count }];
    }),
  );
  // By the middle of the interval: an offspring has had one race, its parents many, and so narrower intervals.
  const middle = (individual: Individual): number => rated(individual, settings).middle;
  const values = new Map(population.map((individual) => [individual.id, middle(individual)]));
  for (const { result } of outcomes) if (result.killer !== null) kills[result.killer] = (kills[result.killer] ?? 0) + 1;
  const offspring = outcomes.filter(({ candidate }) => candidate.kind === 'offspring');
  for (const { candidate, result } of offspring) {
    const passed = result.stage === 'done';
    const own = passed ? middle(individualOf(candidate, result, 0, settings)) : Number.NEGATIVE_INFINITY;
    const parent = Math.max(...candidate.parents.map((id) => values.get(id) ?? 0), 0);
    const won = own > parent + WON;
    const { operator, strategy } = candidate;
    operators[operator] = counted(operators[operator] ?? UNTRIED, passed, won);
    if (strategies[strategy])
      strategies[strategy] = { ...strategies[strategy], ...counted(strategies[strategy], passed, won) };
  }
  return { kills, operators, screened: { ...adaptive.screened, ...screened(offspring, settings) }, strategies };
}

const UNTRIED: OperatorRecord = { tried: 0, passed: 0, won: 0 };

const counted = (record: OperatorRecord, passed: boolean, won: boolean): OperatorRecord => ({
  tried: record.tried + 1,
  passed: record.passed + Number(passed),
  won: record.won + Number(won),
});

/**
 * What trials of single edits say of them. Kept is what costs little: gains exist together that do not exist
 * alone, and some edits are only right in company.
 */
function screened(offspring: readonly Outcome[], settings: Settings): Record<string, number | null> {
  const worths: Record<string, number | null> = {};
  for (const { candidate, result } of offspring) {
    const [edit, more] = candidate.edits;
    if (!edit || more) continue;
    if (result.stage === 'done') {
      const { middle, violation } = rated(individualOf(candidate, result, 0, settings), settings);
      if (violation === 0 && middle >= LEAST_WORTH) worths[edit.id] = Math.round(middle * 1000) / 1000;
    } else if (result.stage === 'cases' && edit.operator.startsWith('rule:')) worths[edit.id] = null;
  }
  return worths;
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
