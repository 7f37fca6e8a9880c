/** `integron runs`: what runs there are. */
import { Command } from 'commander';
import { populationsFolder, RunStore, runNames } from '../../population/store.ts';
import type { RunDetail } from '../../verdict/run-result.ts';
import { type CommonOptions, withCommon } from '../options.ts';

export const runsVerb = (): Command =>
  withCommon(new Command('runs').description('list the runs')).action(async (options: CommonOptions) => {
    const populations = populationsFolder(options.populations);
    const rows = [];
    for (const name of runNames(populations)) {
      const { record } = await RunStore.open<RunDetail>(populations, name);
      const result = record.result?.result;
      const speed = record.result?.candidate?.fitness?.speed.ratio ?? null;
      rows.push({
        run: name,
        status: record.status,
        verdict: result?.verdict ?? null,
        speed,
        module: record.experiment.module,
        started: record.started,
      });
    }
    if (options.json) {
      process.stdout.write(`${JSON.stringify(rows)}\n`);
      return;
    }
    if (rows.length === 0) process.stdout.write(`no runs in ${populations}\n`);
    for (const { run, status, verdict, speed, module } of rows) {
      const shown = verdict ?? status;
      process.stdout.write(
        `${run.padEnd(28)} ${shown.padEnd(14)} ${(speed === null ? '' : `${speed.toFixed(2)}x`).padEnd(8)} ${module}\n`,
      );
    }
  });
