/** Modules analysed side by side in a pool of threads. */
import { readdirSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { Piscina } from 'piscina';
import { BadInput } from '../experiment/bad-input.ts';
import type { ExperimentOptions } from '../experiment/experiment.ts';
import { freshPolicy } from '../integrator/load.ts';
import { activeSource } from '../population/registry.ts';
import type { Analysis, AnalysisTask } from './analyze-module.ts';

/** What could not be analysed, and why. */
export interface Skipped {
  readonly module: string;
  readonly why: string;
}

/**
 * @param modules files, absolute. @param onDone called after each.
 * @throws BadInput where the only module cannot be read; of several, those that cannot are left out and named.
 */
export async function analyzeModules(
  modules: readonly string[],
  options: Omit<ExperimentOptions, 'module'>,
  workers: number,
  populations: string,
  onDone: (done: number, of: number) => void = () => undefined,
): Promise<{ analyses: Analysis[]; skipped: Skipped[] }> {
  const { source } = await freshPolicy(await activeSource(populations, 'integrator'));
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new Piscina({
    filename: new URL(`./analyze-module.${ending}`, import.meta.url).href,
    maxThreads: Math.max(1, Math.min(workers, modules.length)),
    execArgv: ['--no-warnings'],
  });
  const analyses: Analysis[] = [];
  const skipped: Skipped[] = [];
  let done = 0;
  try {
    await Promise.all(
      modules.map(async (module) => {
        const task: AnalysisTask = { options: { ...options, module }, integrator: source };
        try {
          analyses.push((await pool.run(task)) as Analysis);
        } catch (error) {
          const { message } = error as Error;
          if (modules.length === 1) throw new BadInput(message);
          skipped.push({ module, why: message });
        }
        onDone(++done, modules.length);
      }),
    );
  } finally {
    await pool.destroy();
  }
  const order = (a: { module: string }, b: { module: string }): number =>
    modules.indexOf(a.module) - modules.indexOf(b.module);
  return { analyses: analyses.sort(order), skipped: skipped.sort(order) };
}

/** Files as they are, folders as the modules below them; tests, types and installed packages left out. @throws BadInput */
export function modulesOf(given: readonly string[], folder = process.cwd()): string[] {
  const found = given.flatMap((name) => {
    const path = resolve(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new BadInput(`no such module: ${name}`);
    if (!stat.isDirectory()) return [path];
    const below = readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((file) => /^\.[cm]?[jt]s$/.test(extname(file)) && !LEFT_OUT.test(file))
      .sort();
    if (below.length === 0) throw new BadInput(`there is no JavaScript or TypeScript module in ${name}`);
    return below.map((file) => join(path, file));
  });
  return [...new Set(found)];
}

const LEFT_OUT = /(^|[/\\])(node_modules|tests?|__tests__)[/\\]|\.(test|spec|inputs|d|config)\.[cm]?[jt]s$/;
