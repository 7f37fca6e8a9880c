/** Rating: an individual's measures as the numbers that selection compares. */
import type { Rated } from '../selection/nsga2.ts';
import type { Individual } from './generation.ts';
import type { Settings } from './settings.ts';

export interface RatedIndividual extends Rated {
  readonly individual: Individual;
  /** The hopeful end of the first objective: decides who is measured further. */
  readonly hopeful: number;
  /** Sum of the logarithms of all asked gains at their cautious ends: orders champions. */
  readonly value: number;
  /** The same whatever the number of edits, and that at the middle of the intervals. */
  readonly low: number;
  readonly middle: number;
}

/** Orders by value, then by id, so that the order is always the same. */
export const bestFirst = (a: RatedIndividual, b: RatedIndividual): number =>
  b.value - a.value || (a.id < b.id ? -1 : 1);

/**
 * What an edit has to be worth, as a logarithm: without this price genomes fill with edits that do nothing, 18 of them
 * after 50 generations, each of which may fail on inputs not yet seen (parsimony pressure, Poli & McPhee 2008).
 */
const PRICE = 0.004;

/** Rates by the cautious ends of the intervals. What was not measured yet breaks no limit. */
export function rated(individual: Individual, { toolbox, cost, accuracy }: Settings): RatedIndividual {
  const estimates = toolbox.objectives.map((objective) => objective.estimate(individual.measures, cost));
  const price = PRICE * individual.edits.length;
  const gains = (end: 'low' | 'value'): number =>
    toolbox.objectives.reduce((sum, { gain, neutral }, k) => {
      return sum + Math.log(Math.max(1e-9, gain(neutral ?? accuracy, estimates[k]![end])));
    }, 0);
  let violation = 0;
  for (const { objective, least } of toolbox.limits) {
    const { high } = objective.estimate(individual.measures, cost);
    if (high < least - 1e-12) violation += least - high;
  }
  return {
    individual,
    id: individual.id,
    cautious: estimates.map(({ low }) => low * Math.exp(-price)),
    hopeful: estimates[0]!.high,
    value: gains('low') - price,
    low: gains('low'),
    middle: gains('value'),
    violation,
  };
}
