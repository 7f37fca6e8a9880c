/** Genomes that the run was given: what an earlier search or another method found. */
import type { Strategy } from './strategy.ts';

export const seed: Strategy = {
  name: 'seed',
  does: 'tries the genomes that the run was given, before all else',
  prior: 0.01,
  first: true,
  left: ({ generation, seeds }) => (generation.index === 0 ? seeds.length : 0),
  make({ seeds }, _, turn, attempt) {
    const edits = seeds[turn];
    const last = edits?.at(-1);
    return edits && last && attempt === 0 ? { edits, parents: ['g0-0'], operator: last.operator } : undefined;
  },
};
