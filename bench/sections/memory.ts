/** Bytes a call, where they are what is asked for: functions of a corpus that allocate. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { improve } from '../../src/improvement/improve.ts';
import { RunStore } from '../../src/population/store.ts';
import { median } from '../../src/statistics/summary.ts';
import { corpusCases } from '../corpus-cases.ts';
import { rounded, type Section, type Table } from '../table.ts';

/** Bytes a call below which a function does not count as one that allocates. */
const ALLOCATES = 64;

export const memory: Section = async (given) => {
  const { seconds = 60, seeds = 1 } = given;
  const rows: Table['rows'][number][] = [];
  const reached: number[] = [];
  for (const { name, human, options } of corpusCases(given)) {
    for (let seed = 1; seed <= seeds; seed++) {
      const populations = mkdtempSync(join(tmpdir(), 'integron-memory-'));
      try {
        const experiment = resolveExperiment(
          { ...options, objective: ['memory'], budget: seconds, seed },
          process.cwd(),
        );
        const { result, candidate } = await improve(experiment, { populations, version: 'bench' });
        const proved = candidate?.fitness?.memory;
        const { record } = await RunStore.open(populations, result.run);
        const before = proved?.bytesBefore ?? record.facts.bytesPerCall;
        // What cannot be claimed is worth nothing: the original stays.
        const ratio = result.best?.fitness.memory.ratio ?? 1;
        if (before >= ALLOCATES && human !== null) reached.push(ratio);
        const row = {
          case: name,
          seed,
          before: rounded(before),
          after: result.best && proved ? rounded(proved.bytesAfter) : null,
          ratio: rounded(ratio),
          speed: result.best ? rounded(result.best.fitness.speed.ratio) : null,
          edits: result.best?.edits.map(({ operator }) => operator).join(' ') ?? result.reason,
        };
        rows.push(row);
        process.stderr.write(`${JSON.stringify(row)}\n`);
      } finally {
        rmSync(populations, { recursive: true, force: true });
      }
    }
  }
  if (reached.length > 0)
    rows.push({ case: `median of ${reached.length} that allocate`, ratio: rounded(median(reached)) });
  return [{ name: 'memory', about: `Bytes a call with --objective memory, ${seconds} s of search each.`, rows }];
};
