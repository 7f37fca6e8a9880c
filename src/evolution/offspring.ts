/** Offspring: slot by slot from random streams of their own, so that each can be made again alone. */

import { canonicalHash } from '../genome/canonical.ts';
import type { Edit } from '../genome/edit.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import { rank, tournament } from '../selection/nsga2.ts';
import { pick, pickWeighted, type RandomStream, stream } from '../statistics/random.ts';
import { actsOnRunningCode, View } from '../variation/view.ts';
import { type Adaptive, type Candidate, type Generation, type Individual, membersOf } from './generation.ts';
import { type RatedIndividual, rated } from './rating.ts';
import type { Settings } from './settings.ts';

/** What one slot came to: a candidate, or why there is none. */
export type Slot =
  | Candidate
  | { readonly slot: number; readonly kind: 'none' | 'duplicate'; readonly operator: string };

/** Edits of a genome at the most, so that a generation's cost stays that of its size however long the run. */
const MOST_EDITS = 48;
/** Attempts of a slot to find a variant that was not judged before. */
const ATTEMPTS = 6;

/** How likely the best, the second best and so on are built upon. */
const BASES = [4, 2, 1, 1];
/** Weight of an edit that is wrong alone, beside 1 for one that is worth nothing. */
const WRONG_ALONE = 0.25;
/** Of so many slots some assemble. */
const SLOTS = 12;

/** The same for all generations of a run: they depend on the ancestor alone. */
const openings = new WeakMap<Settings, readonly Edit[]>();

/** A third of the slots at first, then more or fewer as assembling has fared against all other means. */
function assemblingShare({ operators }: Adaptive): number {
  const own = operators.assemble ?? { tried: 0, won: 0 };
  let [tried, won] = [0, 0];
  for (const record of Object.values(operators)) {
    tried += record.tried;
    won += record.won;
  }
  const average = (won + 1) / (tried + 20);
  const share = (own.won + 20 * average) / (own.tried + 20);
  return Math.min(0.6, Math.max(0.15, (share / average) * 0.33));
}

/** The nursery of one generation: parents are ranked and looked at once. */
export class Nursery {
  private readonly settings: Settings;
  private readonly generation: Generation;
  private readonly known: ReadonlySet<string>;
  private readonly parents: readonly RatedIndividual[];
  private readonly ranks: ReturnType<typeof rank<RatedIndividual>>;
  private readonly views = new Map<string, View>();
  private readonly weights: readonly number[];
  private readonly names: readonly string[];
  private readonly opening: readonly Edit[];
  /** Edits of the first generation that are worth a try with the best, and how much each is worth alone. */
  private readonly screened: readonly { readonly edit: Edit; readonly worth: number | null }[];
  private readonly best: readonly RatedIndividual[];

  /** @param known canonical forms judged in earlier generations. */
  constructor(settings: Settings, generation: Generation, known: ReadonlySet<string>) {
    this.settings = settings;
    this.generation = generation;
    this.known = known;
    const pool =
      settings.parents === 'none'
        ? generation.population.filter(({ operator }) => operator === 'ancestor')
        : generation.population;
    this.parents = pool.map((individual) => rated(individual, settings));
    this.ranks = rank(this.parents);
    this.names = Object.keys(settings.toolbox.operators);
    this.weights = operatorWeights(this.names, generation.adaptive);
    const first = generation.index === 0;
    const singles = settings.parents !== 'none' && (first || settings.assembles) ? this.openingEdits() : [];
    this.opening = first ? singles : [];
    const { screened } = generation.adaptive;
    this.screened = first
      ? []
      : singles.flatMap((edit) => (edit.id in screened ? [{ edit, worth: screened[edit.id]! }] : []));
    this.best = membersOf(generation)
      .map((individual) => rated(individual, settings))
      .filter(({ violation }) => violation === 0)
      .sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1))
      .slice(0, BASES.length);
  }

  /** Slots of the generation that comes: the first one tries every rule alone, wherever it matches. */
  get count(): number {
    return Math.max(this.settings.offspring, Math.min(this.opening.length, this.settings.offspring * 4));
  }

  make(slot: number): Slot {
    const { seed, ancestor } = this.settings;
    const next = this.generation.index + 1;
    const opening = this.opening[slot];
    let last = 'none';
    const assembling = SLOTS * assemblingShare(this.generation.adaptive);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const random = stream(seed, next, slot, attempt);
      const made =
        opening && attempt === 0
          ? { edits: [opening], parents: [this.parents[0]!.individual.id], operator: opening.operator }
          : this.screened.length > 0 && slot % SLOTS < assembling
            ? this.assemble(random)
            : this.vary(random);
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
      return { slot, kind: 'offspring', id: `g${next}-${slot}`, ...made, edits, form, text };
    }
    return { slot, kind: last === 'none' ? 'none' : 'duplicate', operator: last };
  }

  /** One of the best, with one or two edits that were tried alone. */
  private assemble(random: RandomStream): { edits: Edit[]; parents: string[]; operator: string } | undefined {
    const base = this.best[Math.min(this.best.length - 1, pickWeighted(random, BASES))]?.individual;
    if (!base) return undefined;
    const edits = [...base.edits];
    for (let more = true; more; ) {
      const held = new Set(edits.map(({ id }) => id));
      const left = this.screened.filter(({ edit }) => !held.has(edit.id));
      if (left.length === 0) break;
      const weights = left.map(({ worth }) => (worth === null ? WRONG_ALONE : Math.exp(4 * worth)));
      const { edit, worth } = left[pickWeighted(random, weights)]!;
      edits.push(edit);
      // What is wrong alone is nothing without company.
      more = random() < (worth === null && edits.length < 2 ? 1 : 0.35);
    }
    return { edits, parents: [base.id], operator: 'assemble' };
  }

  private vary(random: RandomStream): { edits: Edit[]; parents: string[]; operator: string } | undefined {
    const { crossovers } = this.settings.toolbox;
    const mother = tournament(this.parents, this.ranks, random).individual;
    if (this.parents.length > 1 && random() < this.settings.crossoverShare) {
      const father = tournament(this.parents, this.ranks, random).individual;
      const name = pick(random, Object.keys(crossovers));
      const edits = crossovers[name]!.cross(this.settings.ancestor, mother.edits, father.edits, random);
      // A third of the children of two parents are mutated as well.
      const mutated = random() < 0.33 ? this.mutate(edits, random) : undefined;
      return { edits: mutated?.edits ?? edits, parents: [mother.id, father.id], operator: mutated?.operator ?? name };
    }
    let made = this.mutate(mother.edits, random, mother);
    // Most gains are of single edits, some only of two together.
    for (let more = random(); made && more < 0.35; more = random()) {
      const further = this.mutate(made.edits, random);
      if (!further) break;
      made = { edits: further.edits, operator: further.operator };
    }
    return made && { edits: made.edits, parents: [mother.id], operator: made.operator };
  }

  private mutate(
    edits: readonly Edit[],
    random: RandomStream,
    parent?: Individual,
  ): { edits: Edit[]; operator: string } | undefined {
    if (edits.length > 1 && random() < 0.08) {
      const gone = pick(random, edits);
      return { edits: edits.filter((edit) => edit !== gone), operator: 'drop-edit' };
    }
    const view = parent ? this.view(parent) : this.viewOf(edits);
    const name = this.names[pickWeighted(random, this.weights)]!;
    const edit = this.settings.toolbox.operators[name]!.propose(view, random);
    if (!edit || !actsOnRunningCode(view, edit)) return undefined;
    return { edits: [...edits, edit], operator: edit.operator };
  }

  private viewOf(edits: readonly Edit[]): View {
    const { ancestor, profile, blind, domains } = this.settings;
    return new View(ancestor, edits, profile, { blind, domains });
  }

  private view(individual: Individual): View {
    let view = this.views.get(individual.id);
    if (!view) {
      view = this.viewOf(individual.edits);
      this.views.set(individual.id, view);
    }
    return view;
  }

  /** Every rule at each of its places, and every statement left out, alone: hottest places first. */
  private openingEdits(): readonly Edit[] {
    const known = openings.get(this.settings);
    if (known) return known;
    const { operators } = this.settings.toolbox;
    const ancestor = this.generation.population.find(({ operator }) => operator === 'ancestor')!;
    const view = this.view(ancestor);
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
