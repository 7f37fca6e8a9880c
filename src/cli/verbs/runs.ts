/** `integron runs`: what runs there are. */
import { Command } from 'commander';
import { BadInput } from '../../experiment/bad-input.ts';
import type { RunRecord } from '../../population/run-record.ts';
import { populationsFolder, RunStore, runNames } from '../../population/store.ts';
import type { RunDetail } from '../../verdict/run-result.ts';
import { type CommonOptions, withCommon } from '../options.ts';

interface Row {
  readonly run: string;
  readonly status: string;
  readonly verdict: string | null;
  readonly speed: number | null;
  readonly module: string;
  readonly started: string | null;
}

const UNREADABLE = { status: 'unreadable', verdict: null, speed: null, started: null };

export const runsVerb = (): Command =>
  withCommon(new Command('runs').description('list the runs')).action(async (options: CommonOptions) => {
    const populations = populationsFolder(options.populations);
    const rows: Row[] = [];
    for (const name of runNames(populations)) {
      let record: RunRecord<RunDetail>;
      try {
        ({ record } = await RunStore.open<RunDetail>(populations, name));
      } catch (error) {
        // One that cannot be read does not hide the others.
        if (!(error instanceof BadInput)) throw error;
        rows.push({ ...UNREADABLE, run: name, module: error.message });
        continue;
      }
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
