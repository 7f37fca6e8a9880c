/** Combination by expected joint gain. */
import { pickWeighted } from '../../statistics/random.ts';
import type { Strategy } from './strategy.ts';

/** How likely the best, the second best and so on are built upon. */
const BASES = [4, 2, 1, 1];
/** Weight of an edit that is wrong alone, beside 1 for one that is worth nothing. */
const WRONG_ALONE = 0.25;

export const assemble: Strategy = {
  name: 'assemble',
  does: 'puts edits that were tried alone together with one of the best',
  prior: 0.33,
  left: ({ screened, best }) => (screened.length > 0 && best.length > 0 ? Number.POSITIVE_INFINITY : 0),
  make({ screened, best }, random) {
    const base = best[pickWeighted(random, BASES.slice(0, best.length))]!;
    const edits = [...base.edits];
    for (let more = true; more; ) {
      const held = new Set(edits.map(({ id }) => id));
      const left = screened.filter(({ edit }) => !held.has(edit.id));
      if (left.length === 0) break;
      const weights = left.map(({ worth }) => (worth === null ? WRONG_ALONE : Math.exp(4 * worth)));
      const { edit, worth } = left[pickWeighted(random, weights)]!;
      edits.push(edit);
      // What is wrong alone is nothing without company.
      more = random() < (worth === null && edits.length < 2 ? 1 : 0.35);
    }
    return { edits, parents: [base.id], operator: 'assemble' };
  },
};
