/** What the integrator has learnt from the runs of a folder of populations: it serves the next run. */
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { OutcomeRecord } from '../evolution/generation.ts';
import type { Integrator, Pattern, State } from '../integrator/integrator.ts';
import { AtomicJson } from './adapters.ts';
import { takeLock } from './lock.ts';

interface Experience {
  /** Hash of the integrator's source: another one may not understand the state. */
  readonly integrator: string;
  readonly state: State;
  /** Hashes of the modules learnt from, the latest last. */
  readonly modules: readonly string[];
}

const MOST_MODULES = 1000;
/** Attempts, a tenth of a second apart, to get hold of the file while another run writes to it. */
const ATTEMPTS = 20;

const fileIn = (populations: string): string => join(populations, 'registry-integrator.json');
const hashOf = (source: string): string => hash('sha256', source, 'hex').slice(0, 12);

/** What was learnt, or nothing where nothing was, by another integrator, or where the file is damaged: it can be learnt again. */
export async function experienceIn(populations: string, source: string): Promise<State | undefined> {
  return (await read(populations, source))?.state;
}

async function read(populations: string, source: string): Promise<Experience | undefined> {
  const known = await new AtomicJson<Experience>(fileIn(populations)).read().catch(() => null);
  return known?.integrator === hashOf(source) ? known : undefined;
}

/** Adds the outcomes of a run: on a module that is new, its models are judged by them first. */
export async function remember(
  populations: string,
  source: string,
  integrator: Integrator,
  start: State,
  module: string,
  outcomes: readonly OutcomeRecord[],
): Promise<void> {
  const patterns = outcomes.filter(({ kind }) => kind === 'offspring').map(patternOf);
  if (patterns.length === 0 || !existsSync(populations)) return;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const lock = takeLock(join(populations, 'registry.lock'));
    if (!lock) {
      await wait(100);
      continue;
    }
    try {
      const known = await read(populations, source);
      const modules = known?.modules ?? [];
      let state = integrator.begin(known?.state ?? start);
      if (!modules.includes(module)) state = integrator.examined(state, patterns);
      state = integrator.begin(integrator.learn(state, patterns));
      const kept = [...modules.filter((name) => name !== module), module].slice(-MOST_MODULES);
      await new AtomicJson<Experience>(fileIn(populations)).write({
        integrator: hashOf(source),
        state,
        modules: kept,
      });
    } finally {
      lock.release();
    }
    return;
  }
}

const patternOf = ({ traits, strategy, stage, kept, gain, cost }: OutcomeRecord): Pattern => ({
  traits,
  strategy,
  passed: stage === 'done',
  kept,
  gain,
  cost,
});
