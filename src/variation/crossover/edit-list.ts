/** Crossover on the edit list: what both parents have stays, the rest is drawn from either. */
import type { Crossover } from './crossover.ts';

export const editList: Crossover = {
  name: 'edit-list',
  cross(_ancestor, mother, father, random) {
    const hers = new Set(mother.map(({ id }) => id));
    const his = new Set(father.map(({ id }) => id));
    // Mostly all of both: gains of separate places add up. Else each lone edit with even chances.
    const share = random() < 0.5 ? 1 : 0.5;
    const child = mother.filter(({ id }) => his.has(id) || random() < share);
    return [...child, ...father.filter(({ id }) => !hers.has(id) && random() < share)];
  },
};
