/** What the integrator has learnt from the runs of a folder of populations: it serves the next run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OutcomeRecord } from '../evolution/generation.ts';
import type { Integrator, Pattern, State } from '../integrator/integrator.ts';
import { AtomicJson } from './adapters.ts';
import { whileLocked } from './lock.ts';
import { hashOf, RESERVED, versionsOf } from './registry.ts';

interface Experience {
  /** Hash of the integrator's source: another one may not understand the state. */
  readonly integrator: string;
  readonly state: State;
  /** The latest outcomes in full: another integrator learns from them anew. */
  readonly patterns: readonly Pattern[];
  /** Hashes of the modules learnt from, the latest last. */
  readonly modules: readonly string[];
}

const MOST_MODULES = 1000;
const MOST_PATTERNS = 1000;

const fileIn = (populations: string): string => join(populations, 'registry-integrator.json');

/** What was learnt in a folder; by another integrator, what is learnt from the outcomes that it left. */
export async function experienceIn(populations: string, source: string, integrator: Integrator): Promise<State> {
  return stateOf(await read(populations), populations, source, integrator);
}

/** A version begins with the state that is kept with it. */
async function stateOf(
  known: Experience | undefined,
  populations: string,
  source: string,
  integrator: Integrator,
): Promise<State> {
  const hash = hashOf(source);
  if (known?.integrator === hash) return known.state;
  const versions = (await versionsOf(populations, RESERVED))?.versions ?? [];
  const start = versions.find((one) => one.hash === hash)?.learnt ?? integrator.fresh();
  return known ? integrator.begin(integrator.learn(start, known.patterns)) : start;
}

/** Nothing where the file is damaged: it can be learnt again. */
async function read(populations: string): Promise<Experience | undefined> {
  return (await new AtomicJson<Experience>(fileIn(populations)).read().catch(() => null)) ?? undefined;
}

/** Adds the outcomes of a run: on a module that is new, its models are judged by them first. */
export async function remember(
  populations: string,
  source: string,
  integrator: Integrator,
  module: string,
  outcomes: readonly OutcomeRecord[],
): Promise<void> {
  // As the run learnt from them: they were written in the order in which they were asked for.
  const patterns = outcomes
    .filter(({ kind }) => kind === 'offspring')
    .sort((a, b) => a.generation - b.generation || a.slot - b.slot)
    .map(patternOf);
  if (patterns.length === 0 || !existsSync(populations)) return;
  await whileLocked(populations, async () => {
    const known = await read(populations);
    const modules = known?.modules ?? [];
    let state = integrator.begin(await stateOf(known, populations, source, integrator));
    if (!modules.includes(module)) state = integrator.examined(state, patterns);
    state = integrator.begin(integrator.learn(state, patterns));
    await new AtomicJson<Experience>(fileIn(populations)).write({
      integrator: hashOf(source),
      state,
      patterns: [...(known?.patterns ?? []), ...patterns].slice(-MOST_PATTERNS),
      modules: [...modules.filter((name) => name !== module), module].slice(-MOST_MODULES),
    });
  });
}

const patternOf = ({ traits, strategy, score, stage, kept, gain, cost }: OutcomeRecord): Pattern => ({
  traits,
  strategy,
  score,
  passed: stage === 'done',
  kept,
  gain,
  cost,
});
