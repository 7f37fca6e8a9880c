/** Every promising edit alone. */
import type { Knowledge, Strategy } from './strategy.ts';

const opened = ({ generation }: Knowledge): number => generation.adaptive.strategies.screen?.dealt ?? 0;

export const screen: Strategy = {
  name: 'screen',
  does: 'tries every rule, kernel and left-out statement alone, those at the hottest places first',
  prior: 0.25,
  first: true,
  left: (knowledge) => Math.max(0, knowledge.opening.length - opened(knowledge)),
  make(knowledge, _, turn, attempt) {
    const edit = knowledge.opening[opened(knowledge) + turn];
    return edit && attempt === 0 ? { edits: [edit], parents: ['g0-0'], operator: edit.operator } : undefined;
  },
};
