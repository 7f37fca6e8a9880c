/** `integron self`: the integrator is improved by Integron itself, and what is proved serves the next runs. */
import { Command } from 'commander';
import { BadInput } from '../../experiment/bad-input.ts';
import { secondsOf } from '../../experiment/experiment.ts';
import type { ImproveContext } from '../../improvement/context.ts';
import { versionsOf } from '../../population/registry.ts';
import { populationsFolder } from '../../population/store.ts';
import { improveOwn, type OwnOptions, ownModules } from '../../recursion/own-modules.ts';
import { selfCycle } from '../../recursion/self.ts';
import type { RunResult } from '../../verdict/run-result.ts';
import { type CommonOptions, wholeNumber, withCommon } from '../options.ts';
import { progressOn } from '../progress.ts';
import { stoppable } from '../stoppable.ts';
import type { VerbContext } from '../verb.ts';
import { shownAsJson, summaryOf } from './versions.ts';

interface Options extends CommonOptions {
  readonly budget?: string;
  readonly evaluations?: string;
  readonly cycles: string;
  readonly seed: string;
  readonly cost: string;
  readonly threshold: string;
  readonly pairs: string;
  readonly onlineEvaluations: string;
  readonly tune: string;
  readonly choices: string;
  readonly modules?: boolean;
}

export const selfVerb = ({ version }: VerbContext): Command =>
  withCommon(
    new Command('self')
      .description('improve the integrator, the search policy, by the same means as any module')
      .option('--cycles <count>', 'cycles one after the other, each on the version in service', '1')
      .option('--budget <time>', 'time for the search of a cycle (default: 60s)')
      .option('--evaluations <count>', 'or so many evaluations')
      .option('--seed <number>', 'seed of all chance', '1')
      .option('--cost <kind>', 'time or work', 'time')
      .option('--threshold <share>', 'least improvement, of the low end of the interval', '0.1')
      .option(
        '--pairs <count>',
        'whole searches of the old and the new one that are held against each other; fewer than 20 put nothing into service',
        '20',
      )
      .option('--online-evaluations <count>', 'evaluations of each of them', '300')
      .option('--modules', "improve Integron's own hot modules instead; what is found is left as patches")
      .option('--tune <count>', 'sets of constants looked at for better choices', '300')
      .option('--choices <count>', 'variants of structure and constants together looked at for better choices', '300'),
  ).action(async (options: Options) => {
    const populations = populationsFolder(options.populations);
    const { cost } = options;
    if (cost !== 'time' && cost !== 'work') throw new BadInput('--cost must be time or work');
    const budget = options.budget === undefined ? null : secondsOf(options.budget);
    if (budget === undefined) throw new BadInput(`--budget must be a time such as 60s or 5m, not "${options.budget}"`);
    const evaluations = options.evaluations === undefined ? null : wholeNumber('--evaluations', options.evaluations);
    const threshold = Number(options.threshold);
    if (!(threshold >= 0)) throw new BadInput('--threshold must be a number of at least 0');
    const cycles = wholeNumber('--cycles', options.cycles);
    if (options.modules && cost === 'work') throw new BadInput('--modules is measured by time; leave out --cost work');
    const seed = wholeNumber('--seed', options.seed);
    await stoppable(async (signal) => {
      if (options.modules) {
        const given = { budget: budget ?? 60, seed, threshold };
        await improveModules(given, options, { populations, version, signal });
        signal.throwIfAborted();
        return;
      }
      for (let cycle = 0; cycle < cycles; cycle++) {
        const progress = progressOn(process.stderr, options.quiet ?? false);
        const made = await selfCycle(
          {
            budget: budget ?? (evaluations === null ? 60 : null),
            evaluations,
            seed: seed + cycle,
            cost,
            threshold,
            pairs: wholeNumber('--pairs', options.pairs),
            onlineEvaluations: wholeNumber('--online-evaluations', options.onlineEvaluations),
            tune: wholeNumber('--tune', options.tune, 0),
            choices: wholeNumber('--choices', options.choices, 0),
            onOnline: (done, of) => {
              if (!options.quiet) process.stderr.write(`whole searches: ${done} of ${of}\n`);
            },
          },
          { populations, version, signal, onEvent: progress.onEvent },
        ).catch((error: unknown) => {
          // A proof that is cut off fails in its own words.
          signal.throwIfAborted();
          throw error;
        });
        progress.done();
        if (!options.json) process.stdout.write(`${made.version} ${made.status}: ${made.reason}\n`);
        signal.throwIfAborted();
      }
    });
    if (options.modules) return;
    const known = await versionsOf(populations, 'integrator');
    if (!known) return;
    process.stdout.write(
      options.json ? `${shownAsJson(known.versions)}\n` : `${summaryOf(known.versions, known.active)}\n`,
    );
  });

/** A line, or a JSON object in a list, for each module. */
async function improveModules(given: OwnOptions, options: Options, context: ImproveContext): Promise<void> {
  const progress = progressOn(process.stderr, options.quiet ?? false);
  const results: (RunResult | { readonly module: string; readonly refusal: string })[] = [];
  for await (const one of improveOwn(ownModules, given, { ...context, onEvent: progress.onEvent })) {
    progress.done();
    const { module } = one.module;
    if ('refusal' in one) {
      results.push({ module, refusal: one.refusal });
      if (!options.json) process.stdout.write(`${module} was left out: ${one.refusal}\n`);
      continue;
    }
    const { result } = one.detail;
    results.push(result);
    if (options.json) continue;
    const patch = result.best ? `; git apply ${result.best.patch}` : '';
    process.stdout.write(`${module} ${result.verdict}: ${result.reason}${patch}\n`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(results)}\n`);
}
