/** Stop rules: values that stand outside the engine. The first that holds ends the run, and the report names it. */
import type { Generation } from './generation.ts';

export interface StopState {
  readonly generation: Generation;
  /** Seconds of search so far. */
  readonly seconds: number;
}

export interface StopRule {
  readonly name: string;
  /** The reason to stop, in words, or undefined. Once it holds for a run, it holds for what follows. */
  readonly check: (state: StopState) => string | undefined;
}

export const stopRules = {
  budget: (seconds: number): StopRule => ({
    name: 'budget',
    check: (state) => (state.seconds >= seconds ? `the budget of ${seconds} s is spent` : undefined),
  }),
  evaluations: (count: number): StopRule => ({
    name: 'evaluations',
    check: ({ generation }) => (generation.evaluations >= count ? `${count} evaluations are made` : undefined),
  }),
  generations: (count: number): StopRule => ({
    name: 'generations',
    check: ({ generation }) => (generation.index >= count ? `${count} generations are made` : undefined),
  }),
  stagnation: (count: number): StopRule => ({
    name: 'stagnation',
    check: ({ generation }) => (generation.stagnant >= count ? `nothing better in ${count} generations` : undefined),
  }),
  target: (value: number): StopRule => ({
    name: 'target',
    check: ({ generation }) => (generation.best >= value ? `the target of ${value} is reached` : undefined),
  }),
  exhausted: (): StopRule => ({
    name: 'exhausted',
    check: ({ generation }) =>
      generation.index > 0 && generation.forms.length === 0 && generation.stagnant >= 3
        ? 'no new variant is found any more'
        : undefined,
  }),
} as const satisfies Record<string, (...args: never[]) => StopRule>;

/** The first rule that holds. */
export function stopped(rules: readonly StopRule[], state: StopState): { name: string; reason: string } | undefined {
  for (const rule of rules) {
    const reason = rule.check(state);
    if (reason !== undefined) return { name: rule.name, reason };
  }
  return undefined;
}
