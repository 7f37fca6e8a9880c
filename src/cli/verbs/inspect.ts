/** `integron inspect [run]`: generations, front, lineage of the best, what each operator was tried and won. */
import { Command } from 'commander';
import { BadInput } from '../../experiment/bad-input.ts';
import { inspection } from '../../inspector/inspection.ts';
import { populationsFolder, RunStore, runNames } from '../../population/store.ts';
import type { RunDetail } from '../../verdict/run-result.ts';
import { type CommonOptions, withCommon } from '../options.ts';

export const inspectVerb = (): Command =>
  withCommon(
    new Command('inspect').description('look into a run').argument('[run]', 'the newest one where left out'),
  ).action(async (given: string | undefined, options: CommonOptions) => {
    const populations = populationsFolder(options.populations);
    const name = given ?? runNames(populations).at(-1);
    if (name === undefined) throw new BadInput(`no runs in ${populations}`);
    const store = await RunStore.open<RunDetail>(populations, name);
    const seen = inspection({ record: store.record, generations: store.generations(), outcomes: store.outcomes() });
    process.stdout.write(options.json ? `${JSON.stringify(seen.data)}\n` : seen.text);
  });
