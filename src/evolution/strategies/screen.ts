/** Every promising edit alone. */
import type { Strategy } from './strategy.ts';

export const screen: Strategy = {
  name: 'screen',
  does: 'tries every rule, kernel and left-out statement alone, the most promising by what is learnt so far first',
  prior: 0.25,
  first: true,
  left: ({ opening }) => opening.length,
  make({ opening }, _, turn, attempt) {
    const edit = opening[turn];
    return edit && attempt === 0 ? { edits: [edit], parents: ['g0-0'], operator: edit.operator } : undefined;
  },
};
