/** Combination by expected joint gain. */
import type { Edit } from '../../genome/edit.ts';
import { pickWeighted } from '../../statistics/random.ts';
import { dataNames, inConflict } from '../data-names.ts';
import type { Knowledge, Screened, Strategy } from './strategy.ts';

/** How likely the best, the second best and so on are built upon. */
const BASES = [4, 2, 1, 1];
/** Weight of an edit that is wrong alone, beside 1 for one that is worth nothing. */
const WRONG_ALONE = 0.25;
/** Times as likely where the genome touches the same data: there one edit may make room for another, or mend it. */
const SAME_DATA = 4;

export const assemble: Strategy = {
  name: 'assemble',
  does: 'puts edits that were tried alone together with one of the best',
  prior: 0.33,
  left: ({ screened, best }) => (screened.length > 0 && best.length > 0 ? Number.POSITIVE_INFINITY : 0),
  make(knowledge, random) {
    const { screened, best } = knowledge;
    const base = best[pickWeighted(random, BASES.slice(0, best.length))]!;
    const edits = [...base.edits];
    for (let more = true; more; ) {
      const left = screened.filter(({ edit }) => !edits.some((held) => held.id === edit.id || inConflict(held, edit)));
      if (left.length === 0) break;
      const weights = left.map((one) => weightOf(one, edits, knowledge));
      const { edit, worth } = left[pickWeighted(random, weights)]!;
      edits.push(edit);
      // What is wrong alone is nothing without company.
      more = random() < (worth === null && edits.length < 2 ? 1 : 0.35);
    }
    return { edits, parents: [base.id], operator: 'assemble' };
  },
};

/** How promising an edit is beside those that a genome holds. */
function weightOf({ edit, worth }: Screened, held: readonly Edit[], { ancestor }: Knowledge): number {
  const alone = worth === null ? WRONG_ALONE : Math.exp(4 * worth);
  const own = dataNames(ancestor, edit);
  const shares = held.some((other) => [...dataNames(ancestor, other)].some((name) => own.has(name)));
  return shares ? SAME_DATA * alone : alone;
}
