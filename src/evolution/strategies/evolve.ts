/** The population: parents by tournament, crossed and mutated. */
import type { Edit } from '../../genome/edit.ts';
import { pick, type RandomStream } from '../../statistics/random.ts';
import type { View } from '../../variation/view.ts';
import type { Knowledge, Strategy } from './strategy.ts';

/** Share of the children of two parents that are mutated as well. */
const CROSSED_AND_MUTATED = 0.33;
/** Most gains are of single edits, some only of two together. */
const ANOTHER = 0.35;
const DROPPED = 0.08;

export const evolve: Strategy = {
  name: 'evolve',
  does: 'varies parents of the population by operators and crossovers',
  prior: 0.45,
  left: () => Number.POSITIVE_INFINITY,
  make(knowledge, random) {
    const { ancestor, crossovers, crossoverShare, parents } = knowledge;
    const mother = knowledge.parent(random);
    if (parents.length > 1 && random() < crossoverShare) {
      const father = knowledge.parent(random);
      const name = pick(random, Object.keys(crossovers));
      const edits = crossovers[name]!.cross(ancestor, mother.edits, father.edits, random);
      const mutated = random() < CROSSED_AND_MUTATED ? mutate(knowledge, edits, random) : undefined;
      return { edits: mutated?.edits ?? edits, parents: [mother.id, father.id], operator: mutated?.operator ?? name };
    }
    let made = mutate(knowledge, mother.edits, random);
    for (let more = random(); made && more < ANOTHER; more = random()) {
      const further = mutate(knowledge, made.edits, random);
      if (!further) break;
      made = further;
    }
    return made && { ...made, parents: [mother.id] };
  },
};

function mutate(
  knowledge: Knowledge,
  edits: readonly Edit[],
  random: RandomStream,
): { edits: readonly Edit[]; operator: string } | undefined {
  if (edits.length > 1 && random() < DROPPED) {
    const gone = pick(random, edits);
    return { edits: edits.filter((edit) => edit !== gone), operator: 'drop-edit' };
  }
  const view: View = knowledge.view(edits);
  const edit = knowledge.mutation(view, random);
  return edit && { edits: [...edits, edit], operator: edit.operator };
}
