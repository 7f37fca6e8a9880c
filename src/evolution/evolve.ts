/** The loop: from one generation to the next, as an async generator that a caller limits, watches and stops. */
import type { Plan, TrialResult } from '../evaluation/protocol.ts';
import { canonicalHash } from '../genome/canonical.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import { type Candidate, everyoneOf, type Generation, type Individual, membersOf } from './generation.ts';
import { type Dealt, Nursery, type Slot } from './offspring.ts';
import { type RatedIndividual, rated } from './rating.ts';
import { alonePlan, FOUND_PLAN, offspringPlan, type Settings, survivorPlan } from './settings.ts';
import { type Fared, faredOf, firstGeneration, hasAllPairs, killerOrder, type Outcome, step } from './step.ts';

/** What judges candidates: the supervised pool, or someone's own. */
export interface Evaluator {
  trial(item: { slot: number; text: string; plan: Plan }): Promise<TrialResult>;
  orderCases(killers: readonly number[]): void;
  /** Resolves as soon as workers will soon be short of trials. */
  hungry(): Promise<void>;
}

/** What a candidate takes over of whom it is. */
type Genome = Pick<Individual, 'id' | 'edits' | 'parents' | 'operator' | 'form'>;

/** Survivors measured further in each generation: of small ones, fewer. */
const RACING = 4;
const SMALL = 24;
/** Candidates above this score go to the pool before all others ... */
const LIKELY = 0.7;
/** ... of so many: were all of a generation made first, the workers would wait for them. */
const AHEAD = 8;

/** Asks for candidates and is told their outcomes: the engine for those who evaluate by themselves. */
export class Evolution {
  readonly settings: Settings;
  generation: Generation;
  private readonly known: Set<string>;
  private readonly duplicates = new Set<string>();
  private dealt: Dealt = { slots: {}, opened: [] };

  /** @param earlier all generations of a run that goes on; the last one is where it goes on from. */
  constructor(settings: Settings, earlier: Iterable<Generation> = []) {
    this.settings = settings;
    this.known = new Set();
    let last: Generation | undefined;
    for (const generation of earlier) {
      for (const form of generation.forms) this.known.add(form);
      last = generation;
    }
    this.generation = last ?? firstGeneration(settings, canonicalHash(express(settings.ancestor, [])));
    for (const form of this.generation.forms) this.known.add(form);
  }

  /** Candidates of the next generation, made as they are asked for; survivors that are measured further come first. */
  *ask(): Generator<{ candidate: Candidate; plan: Plan }> {
    const { settings, generation } = this;
    const nursery = new Nursery(settings, generation, this.known, this.duplicates);
    const now = new Set<string>();
    let slot = 0;
    const again = (individual: Genome, kind: Candidate['kind']): Candidate => {
      const text = splice(express(settings.ancestor, individual.edits), 'run');
      return { ...individual, slot: slot++ - 1_000_000, kind, strategy: '', traits: null, score: null, text };
    };
    const racing = this.racing();
    for (const individual of racing) {
      const { stress, checked } = individual.measures;
      yield { candidate: again(individual, 'survivor'), plan: survivorPlan(settings, stress !== null, checked) };
    }
    if (generation.found) {
      for (const individual of everyoneOf(generation))
        if (individual.edits.length > 0 && !racing.includes(individual))
          yield { candidate: again(individual, 'suspect'), plan: FOUND_PLAN };
    }
    for (const edit of nursery.accused()) {
      const form = canonicalHash(express(settings.ancestor, [edit]));
      const alone = { id: `alone-${edit.id}`, edits: [edit], parents: ['g0-0'], operator: edit.operator, form };
      yield { candidate: again(alone, 'suspect'), plan: alonePlan(settings) };
    }
    this.dealt = nursery.dealt;
    const planned = (candidate: Candidate): { candidate: Candidate; plan: Plan } => ({
      candidate,
      plan: offspringPlan(settings, nursery.speedOf(candidate.parents), generation.best),
    });
    const waiting: Candidate[] = [];
    for (slot = 0; slot < nursery.count; slot++) {
      const made: Slot = nursery.make(slot);
      if (made.kind !== 'offspring' || now.has(made.form)) continue;
      now.add(made.form);
      if ((made.score ?? 0) > LIKELY) yield planned(made);
      else if (waiting.push(made) > AHEAD) yield planned(waiting.shift()!);
    }
    for (const made of waiting) yield planned(made);
  }

  /** The outcomes of all candidates asked for; gives the next generation. */
  tell(outcomes: readonly Outcome[]): Generation {
    this.generation = step(this.settings, this.generation, outcomes, this.dealt);
    for (const form of this.generation.forms) this.known.add(form);
    return this.generation;
  }

  /**
   * Who has earned more pairs: those with the highest cautious ends, who would be crowned (of thousands some were only
   * lucky, and none of these may rest on one race), the most hopeful of the others, and the ancestor as its own control.
   */
  private racing(): Generation['population'] {
    const { settings, generation } = this;
    if (generation.index === 0) return [];
    const all = membersOf(generation);
    const ancestor = all.find(({ id }) => id === 'g0-0');
    const open = all
      .filter(
        (individual) =>
          individual.edits.length > 0 &&
          (individual.measures.checked === 0 ||
            individual.measures.stress === null ||
            (settings.cost === 'time' && !hasAllPairs(individual))),
      )
      .map((individual) => rated(individual, settings))
      .filter(({ violation, hopeful }) => violation === 0 && hopeful > 1);
    const first = (key: 'value' | 'hopeful', count: number, among: readonly RatedIndividual[]): RatedIndividual[] =>
      [...among].sort((a, b) => b[key] - a[key] || (a.id < b.id ? -1 : 1)).slice(0, count);
    const racing = settings.offspring < SMALL ? RACING / 2 : RACING;
    const crowned = first('value', racing / 2, open);
    const hopeful = first(
      'hopeful',
      racing / 2,
      open.filter((one) => !crowned.includes(one)),
    );
    const others = [...crowned, ...hopeful].map(({ individual }) => individual);
    return ancestor && settings.cost === 'time' ? [ancestor, ...others] : others;
  }
}

/** What a generation cost, beside it: times are no part of the generation. */
export interface Progress {
  readonly generation: Generation;
  readonly outcomes: readonly Fared[];
}

/** Evolves until the caller stops asking. */
export async function* evolve(
  evolution: Evolution,
  evaluator: Evaluator,
  signal?: AbortSignal,
): AsyncGenerator<Progress> {
  while (!signal?.aborted) {
    evaluator.orderCases(killerOrder(evolution.generation.adaptive));
    const underway: Promise<Outcome>[] = [];
    for (const { candidate, plan } of evolution.ask()) {
      const trial = evaluator.trial({ slot: candidate.slot, text: candidate.text, plan });
      underway.push(trial.then((result) => ({ candidate, result })));
      await unlessAborted(evaluator.hungry(), signal);
      if (signal?.aborted) break;
    }
    const all = Promise.all(underway);
    // A fault that comes while the signal ends the run is of no interest any more.
    all.catch(() => undefined);
    const outcomes = await unlessAborted(all, signal);
    if (!outcomes || signal?.aborted) return;
    const fared = faredOf(evolution.settings, evolution.generation, outcomes);
    yield { generation: evolution.tell(outcomes), outcomes: fared };
  }
}

/**
 * A promise's value, or undefined as soon as the signal aborts. `Promise.race` with one promise for the whole run would
 * keep the outcomes of every generation alive until the run ends (7 kB a variant).
 */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', stop));
  });
}
