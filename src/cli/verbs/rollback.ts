/** `integron rollback`: the pointer goes back; nothing else is touched. */
import { Command } from 'commander';
import { rollback } from '../../deployment/deploy.ts';
import { populationsFolder } from '../../population/store.ts';
import { type CommonOptions, withCommon } from '../options.ts';

export const rollbackVerb = (): Command =>
  withCommon(
    new Command('rollback')
      .description('take the version on trial out, or put the one before back into service')
      .argument('<name>', 'as it was deployed'),
  ).action(async (name: string, options: CommonOptions) => {
    const done = await rollback(name, populationsFolder(options.populations));
    process.stdout.write(options.json ? `${JSON.stringify({ name, done })}\n` : `${done}\n`);
  });
