/** `integron verify <run>`: prove again; exit 1 when not confirmed. */
import { Command } from 'commander';
import { replay, verify } from '../../improvement/verify.ts';
import { populationsFolder } from '../../population/store.ts';
import { inFigures } from '../../statistics/summary.ts';
import { ExitWith } from '../exit.ts';
import { type CommonOptions, withCommon, withOut } from '../options.ts';
import { progressOn } from '../progress.ts';
import type { VerbContext } from '../verb.ts';

export const verifyVerb = ({ version }: VerbContext): Command =>
  withCommon(
    withOut(
      new Command('verify')
        .description('prove a run again')
        .argument('<run>')
        .option('--replay', 'make every individual again from the records'),
    ),
  ).action(async (name: string, options: CommonOptions & { replay?: boolean }) => {
    const populations = populationsFolder(options.populations);
    const progress = progressOn(process.stderr, options.quiet ?? false);
    const answer = options.replay
      ? await replay(name, { populations })
      : await verify(name, { populations, version, onEvent: progress.onEvent });
    progress.done();
    if (options.json) process.stdout.write(`${JSON.stringify(answer)}\n`);
    else {
      process.stdout.write(`${answer.confirmed ? 'confirmed' : 'not confirmed'}: ${answer.reason}\n`);
      if ('measured' in answer) {
        const { measured, claimed } = answer;
        process.stdout.write(`speed ${inFigures(measured)}; claimed ${inFigures(claimed)}\n`);
      }
    }
    if (!answer.confirmed) throw new ExitWith(1);
  });
