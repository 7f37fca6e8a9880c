/** `integron improve <module>`: the main job. */
import { Command } from 'commander';
import { resolveExperiment } from '../../experiment/experiment.ts';
import { improve } from '../../improvement/improve.ts';
import { carryOut } from '../carry-out.ts';
import { type CommonOptions, experimentFlags, withCommon, withExperiment, withOut } from '../options.ts';
import type { VerbContext } from '../verb.ts';

export const improveVerb = (context: VerbContext): Command =>
  withCommon(
    withOut(
      withExperiment(new Command('improve').description('search, prove, and hand back a patch').argument('<module>')),
    ),
  ).action(async (module: string, options: CommonOptions & Record<string, unknown>) => {
    const experiment = resolveExperiment({ ...experimentFlags(options), module }, process.cwd());
    await carryOut((around) => improve(experiment, around), options, context);
  });
