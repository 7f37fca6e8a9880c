/** Combination by expected joint gain. */
import type { Edit } from '../../genome/edit.ts';
import { pickWeighted, type RandomStream } from '../../statistics/random.ts';
import { dataNames, inConflict } from '../data-names.ts';
import { drawn } from '../worth.ts';
import type { Knowledge, Made, Screened, Strategy } from './strategy.ts';

/** How likely the best, the second best and so on are built upon. */
const BASES = [4, 2, 1, 1];
/** Weight of an edit that is wrong alone, beside 1 for one that is worth nothing. */
const WRONG_ALONE = 0.25;
/** Times as likely where the genome touches the same data: there one edit may make room for another, or mend it. */
const SAME_DATA = 4;

/** How much likelier an edit is the more it is worth: e-fold for each so much of its logarithm. */
const SHARPNESS = 0.12;
/** Share of the slots in which all that may pay is put together, as far down as a size drawn tells. */
const TOTALS = 0.4;
/** Logarithm of what an edit has to be worth, as drawn, to be among these. */
const PAYS = 0.015;

export const assemble: Strategy = {
  name: 'assemble',
  does: 'puts edits that were tried alone together with one of the best, or the most promising of them with each other',
  prior: 0.33,
  left: ({ screened, best }) => (screened.length > 0 && best.length > 0 ? Number.POSITIVE_INFINITY : 0),
  make(knowledge, random) {
    const { screened, best } = knowledge;
    const all = random() < TOTALS ? total(knowledge, random) : undefined;
    if (all) return all;
    const base = best[pickWeighted(random, BASES.slice(0, best.length))]!;
    const edits = [...base.edits];
    for (let more = true; more; ) {
      const left = screened.filter(({ edit }) => isFree(edit, edits));
      if (left.length === 0) break;
      const weights = left.map((one) => weightOf(one, edits, knowledge, random));
      const { edit, worth } = left[pickWeighted(random, weights)]!;
      edits.push(edit);
      // What is wrong alone is nothing without company.
      more = random() < (worth === null && edits.length < 2 ? 1 : 0.35);
    }
    return { edits, parents: [base.id], operator: 'assemble' };
  },
};

/** Whether an edit is none of those held, nor in the way of one. */
const isFree = (edit: Edit, held: readonly Edit[]): boolean =>
  !held.some((one) => one.id === edit.id || inConflict(one, edit));

/**
 * The edits that may be worth most and do not stand in each other's way, on top of the best or of the original: each by a
 * draw of what it may be worth (Thompson sampling), so that little known ones have their turn, and known ones that pay
 * nothing have none.
 */
function total({ screened, best }: Knowledge, random: RandomStream): Made | undefined {
  const paid = screened
    .flatMap(({ edit, worth }) => (worth ? [{ edit, worth: drawn(worth, random) }] : []))
    .filter(({ worth }) => worth > PAYS)
    .sort((a, b) => b.worth - a.worth);
  if (paid.length < 2) return undefined;
  const count = Math.ceil(2 * (paid.length / 2) ** random());
  const base = random() < 0.5 ? best[0]! : undefined;
  const edits = [...(base?.edits ?? [])];
  for (const { edit } of paid.slice(0, count)) if (isFree(edit, edits)) edits.push(edit);
  return { edits, parents: [base?.id ?? 'g0-0'], operator: 'assemble' };
}

/** How promising an edit is beside those that a genome holds. */
function weightOf(
  { edit, worth }: Screened,
  held: readonly Edit[],
  { ancestor }: Knowledge,
  random: RandomStream,
): number {
  const alone = worth === null ? WRONG_ALONE : Math.exp(drawn(worth, random) / SHARPNESS);
  const own = dataNames(ancestor, edit);
  const shares = held.some((other) => [...dataNames(ancestor, other)].some((name) => own.has(name)));
  return shares ? SAME_DATA * alone : alone;
}
