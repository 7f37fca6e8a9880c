/** Offspring: slot by slot from random streams of their own, so that each can be made again alone. */

import { canonicalHash } from '../genome/canonical.ts';
import type { Edit } from '../genome/edit.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import { rank, tournament } from '../selection/nsga2.ts';
import { pickWeighted, type RandomStream, stream } from '../statistics/random.ts';
import { actsOnRunningCode, View } from '../variation/view.ts';
import { type Adaptive, type Candidate, type Generation, membersOf } from './generation.ts';
import { bestFirst, rated } from './rating.ts';
import type { Settings } from './settings.ts';
import type { Knowledge, Screened, Strategy } from './strategies/strategy.ts';

/** What one slot came to: a candidate, or why there is none. */
export type Slot =
  | Candidate
  | { readonly slot: number; readonly kind: 'none' | 'duplicate'; readonly operator: string };

/** Edits of a genome at the most, so that a generation's cost stays that of its size however long the run. */
const MOST_EDITS = 48;
/** Attempts of a slot to find a variant that was not judged before. */
const ATTEMPTS = 6;
/** Members of the best that strategies build upon. */
const BEST = 4;
/** The first generation may have so many times as many slots as the others: it tries what is promising alone. */
const FIRST = 4;
/** A strategy's share of the slots, however it fares. */
const LEAST_SHARE = 0.1;
const MOST_SHARE = 0.6;

/** The same for all generations of a run: they depend on the ancestor alone. */
const openings = new WeakMap<Settings, readonly Edit[]>();

/** Slots of the generation after this one. */
function countOf({ offspring }: Settings, { index }: Generation, opening: readonly Edit[]): number {
  return index === 0 ? Math.max(offspring, Math.min(opening.length, offspring * FIRST)) : offspring;
}

/** Which strategy has each slot: by its share at first, then by how it has fared against the others. */
function dealt(
  strategies: readonly Strategy[],
  knowledge: Knowledge,
  count: number,
  random: RandomStream,
): { strategy: Strategy; turn: number }[] {
  const { index, adaptive } = knowledge.generation;
  const left = strategies.map((strategy) => strategy.left(knowledge));
  const shares = sharesOf(strategies, adaptive);
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

/** Shares of the slots, which add up to 1: the prior times how the strategy has fared against the others. */
export function sharesOf(strategies: readonly Strategy[], { strategies: records }: Adaptive): number[] {
  const known = strategies.map(({ name }) => records[name] ?? { tried: 0, won: 0 });
  const tried = known.reduce((sum, record) => sum + record.tried, 0);
  const won = known.reduce((sum, record) => sum + record.won, 0);
  const average = (won + 1) / (tried + 20);
  const weights = strategies.map(({ prior }, k) => {
    const fared = (known[k]!.won + 20 * average) / (known[k]!.tried + 20) / average;
    return prior * Math.min(4, Math.max(0.25, fared));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const bounded = weights.map((weight) => Math.min(MOST_SHARE, Math.max(LEAST_SHARE, weight / sum)));
  const total = bounded.reduce((all, share) => all + share, 0);
  return bounded.map((share) => share / total);
}

/** The nursery of one generation: parents are ranked and looked at once. */
export class Nursery {
  /** Slots of the generation that comes: the first one tries every rule alone, wherever it matches. */
  readonly count: number;
  /** How many of them each strategy has. */
  readonly dealt: Readonly<Record<string, number>>;
  private readonly settings: Settings;
  private readonly generation: Generation;
  private readonly known: ReadonlySet<string>;
  private readonly views = new Map<string, View>();
  private readonly weights: readonly number[];
  private readonly names: readonly string[];
  private readonly slots: readonly { readonly strategy: Strategy; readonly turn: number }[];
  private readonly knowledge: Knowledge;

  /** @param known canonical forms judged in earlier generations. */
  constructor(settings: Settings, generation: Generation, known: ReadonlySet<string>) {
    this.settings = settings;
    this.generation = generation;
    this.known = known;
    this.names = Object.keys(settings.toolbox.operators);
    this.weights = operatorWeights(this.names, generation.adaptive);
    const alone = settings.parents === 'none';
    const pool = alone ? generation.population.filter(({ id }) => id === 'g0-0') : generation.population;
    const parents = pool.map((individual) => rated(individual, settings));
    const ranks = rank(parents);
    const opening = alone ? [] : this.openingEdits();
    const { screened } = generation.adaptive;
    this.knowledge = {
      ancestor: settings.ancestor,
      crossovers: settings.toolbox.crossovers,
      crossoverShare: settings.crossoverShare,
      generation,
      opening,
      screened: opening.flatMap((edit): Screened[] =>
        edit.id in screened ? [{ edit, worth: screened[edit.id]! }] : [],
      ),
      parents: pool,
      best: membersOf(generation)
        .map((individual) => rated(individual, settings))
        .filter(({ violation }) => violation === 0)
        .sort(bestFirst)
        .slice(0, BEST)
        .map(({ individual }) => individual),
      parent: (random) => tournament(parents, ranks, random).individual,
      view: (edits, within) => this.view(edits, within),
      mutation: (view, random) => this.mutation(view, random),
    };
    const random = stream(settings.seed, generation.index + 1, 'strategies');
    const { strategies } = settings.toolbox;
    this.slots = dealt(Object.values(strategies), this.knowledge, countOf(settings, generation, opening), random);
    this.count = this.slots.length;
    this.dealt = Object.fromEntries(
      Object.keys(strategies).map((name) => [name, this.slots.filter(({ strategy }) => strategy.name === name).length]),
    );
  }

  make(slot: number): Slot {
    const { seed, ancestor } = this.settings;
    const next = this.generation.index + 1;
    const { strategy, turn } = this.slots[slot]!;
    let last = 'none';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const random = stream(seed, next, slot, attempt);
      const made = strategy.make(this.knowledge, random, turn, attempt);
      if (!made || made.edits.length === 0 || made.edits.length > MOST_EDITS) continue;
      last = made.operator;
      const phenotype = express(ancestor, made.edits);
      // What does nothing goes at once: a genome holds only edits in force.
      const edits = made.edits.filter((_, i) => phenotype.applied[i]!.done);
      if (edits.length === 0 || edits.length < made.edits.length / 2) continue;
      const form = canonicalHash(phenotype);
      if (this.known.has(form)) continue;
      const text = splice(phenotype, 'run');
      if (text.length > this.settings.longest) continue;
      const { name } = strategy;
      return { slot, kind: 'offspring', id: `g${next}-${slot}`, strategy: name, ...made, edits, form, text };
    }
    return { slot, kind: last === 'none' ? 'none' : 'duplicate', operator: last };
  }

  private mutation(view: View, random: RandomStream): Edit | undefined {
    const name = this.names[pickWeighted(random, this.weights)]!;
    const edit = this.settings.toolbox.operators[name]!.propose(view, random);
    return edit && actsOnRunningCode(view, edit) ? edit : undefined;
  }

  /** Genomes of the generation are looked at often, others once. */
  private view(edits: readonly Edit[], within?: (locus: string) => boolean): View {
    const { ancestor, profile, blind, domains } = this.settings;
    const look = (): View => new View(ancestor, edits, profile, { blind, domains, ...(within ? { within } : {}) });
    if (within) return look();
    const key = edits.map(({ id }) => id).join();
    let view = this.views.get(key);
    if (!view) {
      view = look();
      this.views.set(key, view);
    }
    return view;
  }

  /** Every rule at each of its places, and every statement left out, alone: hottest places first. */
  private openingEdits(): readonly Edit[] {
    const known = openings.get(this.settings);
    if (known) return known;
    const { operators } = this.settings.toolbox;
    const view = this.view([]);
    const edits: Edit[] = [];
    for (const operator of Object.values(operators)) {
      if (operator.all) edits.push(...operator.all(view).filter((edit) => actsOnRunningCode(view, edit)));
    }
    const unique = [...new Map(edits.map((edit) => [edit.id, edit])).values()];
    openings.set(this.settings, unique);
    return unique;
  }
}

/** How often operators are chosen before anything is known of them. */
const PRIORS: Readonly<Record<string, number>> = {
  'apply-rule': 8,
  // All of them stand in the first generation.
  'apply-kernel': 0.2,
  'delete-statement': 3,
  'delete-member': 1.5,
  'force-condition': 1.5,
  'drop-operand': 1.5,
};

/** Prior times how an operator has fared against the others, within a factor of 4. */
export function operatorWeights(names: readonly string[], { operators }: Adaptive): number[] {
  const totals = Object.values(operators);
  const tried = totals.reduce((sum, record) => sum + record.tried, 0);
  const won = totals.reduce((sum, record) => sum + record.won, 0);
  const average = (won + 1) / (tried + 20);
  return names.map((name) => {
    const own = totalOf(name, operators);
    const share = (own.won + 20 * average) / (own.tried + 20);
    return (PRIORS[name] ?? 1) * Math.min(4, Math.max(0.25, share / average));
  });
}

/** An operator's record; `apply-rule` has those of its rules. */
function totalOf(name: string, operators: Adaptive['operators']): { tried: number; won: number } {
  let tried = 0;
  let won = 0;
  for (const [key, record] of Object.entries(operators)) {
    if (key !== name && !(name === 'apply-rule' && key.startsWith('rule:'))) continue;
    tried += record.tried;
    won += record.won;
  }
  return { tried, won };
}
