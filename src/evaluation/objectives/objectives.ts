/** The registry of objectives. A new one is one file and one line here. */
import { accuracy } from './accuracy.ts';
import { memory } from './memory.ts';
import type { Objective } from './objective.ts';
import { speed } from './speed.ts';
import { stability } from './stability.ts';

export const objectives = { speed, memory, accuracy, stability } as const satisfies Record<string, Objective>;

export type ObjectiveName = keyof typeof objectives;
export const objectiveNames = Object.keys(objectives) as ObjectiveName[];
