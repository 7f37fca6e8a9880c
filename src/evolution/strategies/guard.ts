/** What is faster and differs from the ancestor beside the inputs seen: kept for what they are like, behind a guard. */
import { guardEdit, guardedClasses } from '../../variation/guard.ts';
import type { Strategy } from './strategy.ts';

export const guard: Strategy = {
  name: 'guard',
  does: "sends the inputs for which a faster variant differs to the original's own code",
  prior: 0.1,
  left: ({ generation }) => generation.unstable.length,
  make({ ancestor, entries, generation }, _, turn, attempt) {
    const { id, edits, measures } = generation.unstable[turn]!;
    if (attempt > 0 || !measures.stress) return undefined;
    // A guard that does not suffice gives way to one for what is left, and for what it was for.
    const bare = edits.filter(({ operator }) => guardedClasses(operator) === undefined);
    const made = guardEdit(ancestor, bare, entries, measures.stress.failing);
    return made && { edits: [made, ...bare], parents: [id], operator: 'guard' };
  },
};
