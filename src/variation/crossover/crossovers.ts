/** The registry of crossovers. A new one is one file and one line here. */
import type { Crossover } from './crossover.ts';
import { editList } from './edit-list.ts';
import { homologous } from './homologous.ts';

export const crossovers = { homologous, 'edit-list': editList } as const satisfies Record<string, Crossover>;

export type CrossoverName = keyof typeof crossovers;
