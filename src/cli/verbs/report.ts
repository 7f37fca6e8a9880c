/** `integron report <run>`: a run in one of the report formats. */
import { Command } from 'commander';
import { BadInput } from '../../experiment/bad-input.ts';
import { populationsFolder, RunStore } from '../../population/store.ts';
import { formats } from '../../report/formats.ts';
import type { RunDetail } from '../../verdict/run-result.ts';
import { type CommonOptions, withCommon } from '../options.ts';

export const reportVerb = (): Command =>
  withCommon(
    new Command('report')
      .description('export a run')
      .argument('<run>')
      .option('--format <name>', Object.keys(formats).join(', '), 'md'),
  ).action(async (name: string, options: CommonOptions & { format: string }) => {
    const format = options.json ? 'json' : options.format;
    if (format === 'html') throw new BadInput('report format html is not built yet');
    if (!Object.hasOwn(formats, format))
      throw new BadInput(`no report format ${format}; there are ${Object.keys(formats).join(', ')}`);
    const store = await RunStore.open<RunDetail>(populationsFolder(options.populations), name);
    const { record } = store;
    if (format === 'patch' && !record.result?.result.best)
      throw new BadInput(`run ${name} has no patch: its verdict is ${record.result?.result.verdict ?? record.status}`);
    const run = { record, generations: store.generations(), outcomes: store.outcomes() };
    process.stdout.write(formats[format as keyof typeof formats].render(run));
  });
