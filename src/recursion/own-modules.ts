/** Integron's own hot modules as subjects of the main job, with their unit tests as the user's. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BadInput } from '../experiment/bad-input.ts';
import { resolveExperiment } from '../experiment/experiment.ts';
import type { ImproveContext } from '../improvement/context.ts';
import { improve } from '../improvement/improve.ts';
import type { RunDetail } from '../verdict/run-result.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface OwnModule {
  readonly module: string;
  readonly export: string;
  readonly inputs: string;
  readonly test: string;
}

/** What a profile of a search shows on top, outside of V8 and of the variants themselves. */
export const ownModules: readonly OwnModule[] = [
  {
    module: 'src/statistics/summary.ts',
    export: 'medianEstimate',
    inputs: 'bench/own/summary.inputs.js',
    test: 'npx vitest run test/statistics/summary.test.ts',
  },
  {
    module: 'src/statistics/pareto.ts',
    export: 'crowding',
    inputs: 'bench/own/pareto.inputs.js',
    test: 'npx vitest run test/statistics/pareto.test.ts',
  },
  {
    module: 'src/genome/canonical.ts',
    export: 'canonicalHash',
    inputs: 'bench/own/canonical.inputs.js',
    test: 'npx vitest run test/genome/canonical.test.ts test/genome/dead-code.test.ts',
  },
  {
    module: 'src/genome/splice.ts',
    export: 'splice',
    inputs: 'bench/own/splice.inputs.js',
    test: 'npx vitest run test/genome/splice.test.ts test/genome/express.test.ts',
  },
];

export interface OwnOptions {
  /** Seconds of search for each. */
  readonly budget: number;
  readonly seed: number;
  readonly threshold: number;
}

/** What came of one of them: a run, or why it cannot be judged. */
export type OwnResult =
  | { readonly module: OwnModule; readonly detail: RunDetail }
  | { readonly module: OwnModule; readonly refusal: string };

/** Improves each of them; what is found is left as a patch. @throws BadInput where the sources are not at hand */
export async function* improveOwn(
  modules: readonly OwnModule[],
  options: OwnOptions,
  context: ImproveContext,
): AsyncGenerator<OwnResult> {
  const missing = modules.find(
    ({ module, inputs }) => !existsSync(`${root}${module}`) || !existsSync(`${root}${inputs}`),
  );
  if (missing)
    throw new BadInput(
      `${missing.module} is not here: an installed Integron has no sources; use a checkout of its repository`,
    );
  for (const module of modules) {
    if (context.signal?.aborted) return;
    const experiment = resolveExperiment({ ...module, ...options }, root);
    try {
      yield { module, detail: await improve(experiment, context) };
    } catch (error) {
      // One that cannot be judged is no reason to leave the others as they are.
      if (!(error instanceof BadInput)) throw error;
      yield { module, refusal: error.message };
    }
  }
}
