/** `integron deploy`: what a run proved goes into service, or on trial with a share of the calls. */
import { Command } from 'commander';
import { deploy } from '../../deployment/deploy.ts';
import { BadInput } from '../../experiment/bad-input.ts';
import { populationsFolder } from '../../population/store.ts';
import { inPercent } from '../../statistics/summary.ts';
import { type CommonOptions, withCommon } from '../options.ts';

interface Options extends CommonOptions {
  readonly as?: string;
  readonly canary?: string;
  readonly export?: string;
  readonly ab?: boolean;
}

export const deployVerb = (): Command =>
  withCommon(
    new Command('deploy')
      .description('put what a run proved into service, for functions made by live() of integron/live')
      .argument('<run>', 'name of a finished run')
      .option('--as <name>', "the name that live() is given (default: the module's)")
      .option('--canary <share>', 'on trial only, with this share of the calls, as in 5%')
      .option('--ab', 'on trial with half of the calls: status tells which is faster on real traffic')
      .option('--export <name>', 'which of several exports'),
  ).action(async (run: string, options: Options) => {
    const populations = populationsFolder(options.populations);
    if (options.ab && options.canary !== undefined) throw new BadInput('--ab is --canary 50%: name one of them');
    const share = options.ab ? 0.5 : options.canary === undefined ? 1 : shareOf(options.canary);
    const { name, version } = await deploy(run, {
      populations,
      share,
      ...(options.as === undefined ? {} : { as: options.as }),
      ...(options.export === undefined ? {} : { export: options.export }),
    });
    const { version: number, status } = version;
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ name, version: number, status, share })}\n`
        : `${number} of ${name} ${share < 1 ? `is on trial with ${inPercent(share)} of the calls` : 'is in service'}\n`,
    );
  });

/** `5%`, or a number between 0 and 1. */
function shareOf(text: string): number {
  const share = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (!(share > 0 && share < 1)) throw new BadInput(`--canary must be a share of the calls such as 5%, not "${text}"`);
  return share;
}
