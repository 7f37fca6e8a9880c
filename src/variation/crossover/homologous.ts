/** Homologous crossover: one stretch of the ancestor from the father, the rest from the mother, by locus. */
import { type Edit, locusAt } from '../../genome/edit.ts';
import { below } from '../../statistics/random.ts';
import type { Crossover } from './crossover.ts';

export const homologous: Crossover = {
  name: 'homologous',
  cross(ancestor, mother, father, random) {
    const count = ancestor.nodes.length;
    const ends = [below(random, count + 1), below(random, count + 1)].sort((a, b) => a - b) as [number, number];
    const positions = positionsOf([...mother, ...father]);
    const isInside = ({ id }: Edit): boolean => {
      const at = positions.get(id)!;
      return at >= ends[0] && at < ends[1];
    };
    const shared = new Set(mother.map(({ id }) => id));
    const his = new Set(father.map(({ id }) => id));
    const child = mother.filter((edit) => his.has(edit.id) || !isInside(edit));
    return [...child, ...father.filter((edit) => !shared.has(edit.id) && isInside(edit))];
  },
};

/** The locus of the ancestor where an edit acts; one that acts on what another edit brought in lies where that one does. */
function positionsOf(edits: readonly Edit[]): Map<string, number> {
  const positions = new Map<string, number>();
  for (const edit of edits) {
    const at = locusAt(edit.places.at(-1)!.at);
    const [maker] = at.split('.');
    positions.set(edit.id, at.includes('.') ? (positions.get(maker!) ?? 0) : Number(at));
  }
  return positions;
}
