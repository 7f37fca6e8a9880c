/** The registry of strategies, in the order in which slots are dealt out. */
import { assemble } from './assemble.ts';
import { evolve } from './evolve.ts';
import { guard } from './guard.ts';
import { local } from './local.ts';
import { screen } from './screen.ts';
import { seed } from './seed.ts';
import type { Strategy } from './strategy.ts';

export const strategies = { seed, screen, assemble, evolve, local, guard } as const satisfies Record<string, Strategy>;
export type StrategyName = keyof typeof strategies;
