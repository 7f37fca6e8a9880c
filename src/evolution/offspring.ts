/** Offspring: slot by slot from random streams of their own, so that each can be made again alone. */

import { canonicalHash } from '../genome/canonical.ts';
import type { Edit } from '../genome/edit.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import type { State, Traits } from '../integrator/integrator.ts';
import { traitsOf } from '../integrator/traits.ts';
import { rank, tournament } from '../selection/nsga2.ts';
import { pick, pickWeighted, type RandomStream, shuffled, stream } from '../statistics/random.ts';
import { isGuard } from '../variation/guard.ts';
import { actsOnRunningCode, View } from '../variation/view.ts';
import { accused } from './blame.ts';
import { type Candidate, everyoneOf, type Generation, type Individual, islandOf, membersOf } from './generation.ts';
import { bestFirst, rated } from './rating.ts';
import type { Settings } from './settings.ts';
import type { Knowledge, Made, Screened, Strategy } from './strategies/strategy.ts';

/** What one slot came to: a candidate, or why there is none. */
export type Slot =
  | Candidate
  | { readonly slot: number; readonly kind: 'none' | 'duplicate'; readonly operator: string };

/** Edits looked at alone in a generation at the most. */
const ACCUSED = 3;
/** Edits of a genome at the most, so that a generation's cost stays that of its size however long the run. */
const MOST_EDITS = 48;
/** Attempts of a slot to find a variant that was not judged before. */
const ATTEMPTS = 6;
/** Members of the best that strategies build upon. */
const BEST = 4;
/**
 * Proposals of a mutation, of which the integrator takes the one that promises more. Of four it took what is sure and
 * small: on damerau-levenshtein, where most of the gain is in edits that are wrong alone, 1.9 was found instead of 2.5.
 */
const PROPOSALS = 2;
/** Share of the parents that come from the archive's cells, whatever their rank. */
const FROM_ARCHIVE = 0.1;

/** Edits worth a trial alone, as an integrator is told of them, and those that recognise what code does. */
interface Opening {
  readonly edits: readonly Edit[];
  readonly traits: readonly Traits[];
  readonly recognised: ReadonlySet<string>;
}

const NO_OPENING: Opening = { edits: [], traits: [], recognised: new Set() };
/** The same for all generations of a run: they depend on the ancestor alone. */
const openings = new WeakMap<Settings, Opening>();

/** What is left of it; the first `recognising` are of operators that recognise what code does. */
interface Left {
  readonly edits: readonly Edit[];
  readonly recognising: number;
}

/** Slots of the generation after this one. */
function countOf(settings: Settings, { index }: Generation, { edits, recognising }: Left): number {
  const { offspring, first } = settings;
  return index === 0 ? Math.max(offspring, Math.min(edits.length, first + recognising)) : offspring;
}

/** How the slots of a generation were dealt out. */
export interface Dealt {
  /** By strategy, duplicates included. */
  readonly slots: Readonly<Record<string, number>>;
  /** Ids of the edits of the opening that had their turn. */
  readonly opened: readonly string[];
}

/** Which strategy has each slot: by the integrator's shares. */
function dealt(
  strategies: readonly Strategy[],
  shares: readonly number[],
  knowledge: Knowledge,
  count: number,
  random: RandomStream,
): { strategy: Strategy; turn: number }[] {
  const { index } = knowledge.generation;
  const left = strategies.map((strategy) => strategy.left(knowledge));
  const turns = strategies.map(() => 0);
  const slots: { strategy: Strategy; turn: number }[] = [];
  while (slots.length < count) {
    const open = strategies.map((_, k) => turns[k]! < left[k]!);
    let k = index === 0 ? strategies.findIndex(({ first }, i) => first && open[i]) : -1;
    if (k < 0) {
      const weights = shares.map((share, i) => (open[i] ? share : 0));
      if (!weights.some((weight) => weight > 0)) break;
      k = pickWeighted(random, weights);
    }
    slots.push({ strategy: strategies[k]!, turn: turns[k]!++ });
  }
  return slots;
}

/** The nursery of one generation: parents are ranked and looked at once. */
export class Nursery {
  /** Slots of the generation that comes: the first one tries what is worth a trial alone. */
  readonly count: number;
  readonly dealt: Dealt;
  private readonly settings: Settings;
  private readonly generation: Generation;
  private readonly learnt: State;
  private readonly known: ReadonlySet<string>;
  private readonly duplicates: Set<string>;
  private readonly views = new Map<string, View>();
  /** Logarithms of the speed-up of genomes that may be parents, by their edits. */
  private readonly values: ReadonlyMap<string, number>;
  private readonly genomes: ReadonlyMap<string, readonly Edit[]>;
  /** Ids of the edits that the best have. */
  private readonly common: ReadonlySet<string>;
  /** Ids of the edits that failed alone. */
  private readonly unfit: ReadonlySet<string>;
  private readonly weights: readonly number[];
  private readonly names: readonly string[];
  private readonly slots: readonly { readonly strategy: Strategy; readonly turn: number }[];
  /** By island. */
  private readonly knowledge: readonly Knowledge[];

  /**
   * @param known canonical forms judged in earlier generations.
   * @param duplicates genomes that came to one of these, by their edits: filled here, and half of all that is made.
   */
  constructor(settings: Settings, generation: Generation, known: ReadonlySet<string>, duplicates = new Set<string>()) {
    this.settings = settings;
    this.generation = generation;
    this.learnt = generation.adaptive.integrator;
    this.known = known;
    this.duplicates = duplicates;
    const { integrator, toolbox } = settings;
    this.names = Object.keys(toolbox.operators);
    this.unfit = new Set(generation.adaptive.blame.unfit);
    this.weights = integrator.chances(this.learnt, this.names);
    const all = [...everyoneOf(generation), ...generation.unstable];
    this.values = new Map(all.map((one) => [keyOf(one.edits), rated(one, settings).middle]));
    this.genomes = new Map(all.map(({ id, edits }) => [id, edits]));
    const strategies = Object.values(toolbox.strategies);
    const left = this.left();
    this.knowledge = this.knowledgeOfIslands(left.edits);
    this.common = new Set(this.knowledge[0]!.best.flatMap(({ edits }) => edits.map(({ id }) => id)));
    const random = stream(settings.seed, generation.index + 1, 'strategies');
    const shares = integrator.shares(this.learnt, strategies);
    const count = countOf(settings, generation, left);
    this.slots = dealt(strategies, shares, this.knowledge[0]!, count, random);
    this.count = this.slots.length;
    const slots = Object.fromEntries(
      strategies.map(({ name }) => [name, this.slots.filter(({ strategy }) => strategy.name === name).length]),
    );
    this.dealt = { slots, opened: left.edits.slice(0, slots.screen ?? 0).map(({ id }) => id) };
  }

  /** Edits that are to be looked at alone, for many genomes that hold them failed; those that are wrong alone are known. */
  accused(): Edit[] {
    const known = new Map(this.knowledge[0]!.screened.map((one) => [one.edit.id, one]));
    return accused(this.generation.adaptive.blame)
      .flatMap((id) => {
        const one = known.get(id);
        return one?.worth ? [one.edit] : [];
      })
      .slice(0, ACCUSED);
  }

  make(slot: number): Slot {
    const { seed, ancestor, islands } = this.settings;
    const next = this.generation.index + 1;
    const { strategy, turn } = this.slots[slot]!;
    let last = 'none';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const random = stream(seed, next, slot, attempt);
      const made = strategy.make(this.knowledge[islandOf(slot, islands)]!, random, turn, attempt);
      if (!made || made.edits.length === 0 || made.edits.length > MOST_EDITS) continue;
      last = made.operator;
      if (made.edits.some(({ id }) => this.unfit.has(id)) && !made.edits.some(isGuard)) continue;
      const key = keyOf(made.edits);
      if (this.duplicates.has(key)) continue;
      const phenotype = express(ancestor, made.edits);
      // What does nothing goes at once: a genome holds only edits in force.
      const edits = made.edits.filter((_, i) => phenotype.applied[i]!.done);
      if (edits.length === 0 || edits.length < made.edits.length / 2) continue;
      const form = canonicalHash(phenotype);
      if (this.known.has(form)) {
        this.duplicates.add(key);
        continue;
      }
      const text = splice(phenotype, 'run');
      if (text.length > this.settings.longest) continue;
      const { name } = strategy;
      const traits = this.traits({ ...made, edits });
      const score = traits && this.settings.integrator.rank(this.learnt, [traits])[0]!.score;
      return {
        slot,
        kind: 'offspring',
        id: `g${next}-${slot}`,
        strategy: name,
        ...made,
        edits,
        traits,
        score: score && Math.round(score * 1e4) / 1e4,
        form,
        text,
      };
    }
    return { slot, kind: last === 'none' ? 'none' : 'duplicate', operator: last };
  }

  /** Speed-up of the fastest of these genomes; 1 where nothing is known of them. */
  speedOf(ids: readonly string[]): number {
    const logs = ids.map((id) => this.values.get(keyOf(this.genomes.get(id) ?? [])) ?? 0);
    return Math.exp(Math.max(0, ...logs));
  }

  /** What each island's slots know: parents of their own, and all else in common. */
  private knowledgeOfIslands(opening: readonly Edit[]): Knowledge[] {
    const { settings, generation } = this;
    const { ancestor, toolbox, crossoverShare, islands } = settings;
    const alone = settings.parents === 'none';
    const { screened } = generation.adaptive;
    const common = {
      ancestor,
      entries: settings.entries,
      crossovers: toolbox.crossovers,
      crossoverShare,
      generation,
      seeds: settings.seeds,
      opening,
      screened: this.opening().edits.flatMap((edit): Screened[] =>
        edit.id in screened && !this.unfit.has(edit.id) ? [{ edit, worth: screened[edit.id]! }] : [],
      ),
      best: membersOf(generation)
        .map((individual) => rated(individual, settings))
        .filter(({ violation }) => violation === 0)
        .sort(bestFirst)
        .slice(0, BEST)
        .map(({ individual }) => individual),
      view: (edits: readonly Edit[], within?: (locus: string) => boolean) => this.view(edits, within),
      mutation: (view: View, random: RandomStream) => this.mutation(view, random),
    };
    return Array.from({ length: islands }, (_, island) => {
      const pool = generation.population.filter(
        (one) => one.operator === 'ancestor' || (!alone && one.island === island),
      );
      const parents = pool.map((individual) => rated(individual, settings));
      const ranks = rank(parents);
      const { archive } = generation;
      const parent = (random: RandomStream): Individual =>
        !alone && archive.length > 0 && random() < FROM_ARCHIVE
          ? pick(random, archive)
          : tournament(parents, ranks, random).individual;
      return { ...common, parents: pool, parent };
    });
  }

  /** Some proposals, of which the integrator takes one. */
  private mutation(view: View, random: RandomStream): Edit | undefined {
    const { toolbox, integrator, ranking } = this.settings;
    const edits: Edit[] = [];
    for (let k = 0; k < (ranking ? PROPOSALS : 1); k++) {
      const name = this.names[pickWeighted(random, this.weights)]!;
      const edit = toolbox.operators[name]!.propose(view, random);
      if (edit && actsOnRunningCode(view, edit)) edits.push(edit);
    }
    if (edits.length < 2) return edits[0];
    const value = this.values.get(keyOf(view.edits)) ?? 0;
    const traits = edits.map((edit) => traitsOf(view, edit, value, this.settings.opportunities));
    return edits[integrator.rank(this.learnt, traits, random)[0]!.index];
  }

  /** Of the one edit by which an offspring differs from a parent. */
  private traits({ edits, parents }: Made): Candidate['traits'] {
    for (const id of parents) {
      const before = this.genomes.get(id) ?? [];
      const held = new Set(before.map((edit) => edit.id));
      const [edit, more] = edits.filter((one) => !held.has(one.id));
      // An edit that the best have shows nothing new where it is found again.
      if (edit && !more && this.common.has(edit.id)) return null;
      if (edit && !more)
        return traitsOf(this.view(before), edit, this.values.get(keyOf(before)) ?? 0, this.settings.opportunities);
    }
    return null;
  }

  /** Genomes of the generation are looked at often, others once. */
  private view(edits: readonly Edit[], within?: (locus: string) => boolean): View {
    const { ancestor, profile, blind, domains, values, neighbours, parts, wholes } = this.settings;
    const look = (): View =>
      new View(ancestor, edits, profile, {
        blind,
        domains,
        values,
        neighbours,
        parts,
        wholes,
        ...(within ? { within } : {}),
      });
    if (within) return look();
    const key = keyOf(edits);
    let view = this.views.get(key);
    if (!view) {
      view = look();
      this.views.set(key, view);
    }
    return view;
  }

  /** What operators recognise, every rule at each of its places, and every statement left out, alone. */
  private opening(): Opening {
    if (this.settings.parents === 'none') return NO_OPENING;
    const known = openings.get(this.settings);
    if (known) return known;
    const view = this.view([]);
    const recognised = new Set<string>();
    const found: Edit[] = [];
    for (const { all, recognises } of Object.values(this.settings.toolbox.operators)) {
      const own = (all?.(view) ?? []).filter((edit) => actsOnRunningCode(view, edit));
      if (recognises) for (const { id } of own) recognised.add(id);
      found.push(...own);
    }
    const edits = [...new Map(found.map((edit) => [edit.id, edit])).values()];
    const traits = edits.map((edit) => traitsOf(view, edit, 0, this.settings.opportunities));
    const opening = { edits, traits, recognised };
    openings.set(this.settings, opening);
    return opening;
  }

  /** What had no turn yet, the most promising first by all that is learnt so far; a run begins with what is recognised. */
  private left(): Left {
    const { edits, traits, recognised } = this.opening();
    const { integrator, ranking, seed, recognising } = this.settings;
    const { index, adaptive } = this.generation;
    const opened = new Set(adaptive.opened);
    const isLeft = ({ id }: Edit): boolean => !opened.has(id);
    const open = edits.filter(isLeft);
    const ordered = ranking
      ? integrator
          .rank(
            this.learnt,
            traits.filter((_, i) => isLeft(edits[i]!)),
          )
          .map(({ index: at }) => open[at]!)
      : shuffled(stream(seed, 'opening'), edits).filter(isLeft);
    const first = index === 0 ? ordered.filter(({ id }) => recognised.has(id)).slice(0, recognising) : [];
    const before = new Set(first);
    return { edits: [...first, ...ordered.filter((edit) => !before.has(edit))], recognising: first.length };
  }
}

const keyOf = (edits: readonly Edit[]): string => edits.map(({ id }) => id).join();
