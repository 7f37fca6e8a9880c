/** `integron resume <run>`: go on with a run that was interrupted. */
import { Command } from 'commander';
import { resume } from '../../improvement/improve.ts';
import { carryOut } from '../carry-out.ts';
import { type CommonOptions, withCommon, withOut } from '../options.ts';
import type { VerbContext } from '../verb.ts';

export const resumeVerb = (context: VerbContext): Command =>
  withCommon(withOut(new Command('resume').description('go on with a run').argument('<run>'))).action(
    async (name: string, options: CommonOptions) => {
      await carryOut((around) => resume(name, around), options, context);
    },
  );
