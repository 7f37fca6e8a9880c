/** `integron promote`: the next step for a version on trial; exit code 1 where what was seen does not allow it. */
import { Command } from 'commander';
import { promote } from '../../deployment/deploy.ts';
import { populationsFolder } from '../../population/store.ts';
import { ExitWith } from '../exit.ts';
import { type CommonOptions, withCommon } from '../options.ts';

export const promoteVerb = (): Command =>
  withCommon(
    new Command('promote')
      .description(
        'give the version on trial its next share of the calls (1, 5, 25, 100 %), where its record allows it',
      )
      .argument('<name>', 'as it was deployed'),
  ).action(async (name: string, options: CommonOptions) => {
    const promotion = await promote(name, populationsFolder(options.populations));
    const { promoted, reason } = promotion;
    process.stdout.write(
      options.json ? `${JSON.stringify(promotion)}\n` : `${promoted ? reason : `not promoted: ${reason}`}\n`,
    );
    if (!promoted) throw new ExitWith(1);
  });
