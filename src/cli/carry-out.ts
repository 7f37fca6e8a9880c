/** Runs a job with progress, Ctrl-C and printing: what `improve`, `run` and `resume` share. */
import { resolve } from 'node:path';
import type { ImproveContext } from '../improvement/context.ts';
import { populationsFolder } from '../population/store.ts';
import type { RunDetail } from '../verdict/run-result.ts';
import { ExitWith } from './exit.ts';
import type { CommonOptions } from './options.ts';
import { progressOn } from './progress.ts';
import { showResult } from './show.ts';
import { stoppable } from './stoppable.ts';
import type { VerbContext } from './verb.ts';

export async function carryOut(
  job: (context: ImproveContext) => Promise<RunDetail>,
  options: CommonOptions,
  { version }: VerbContext,
): Promise<void> {
  const progress = progressOn(process.stderr, options.quiet ?? false);
  const populations = populationsFolder(options.populations);
  let folder = '';
  try {
    const detail = await stoppable((signal) =>
      job({
        populations,
        version,
        signal,
        ...(options.out === undefined ? {} : { out: resolve(options.out) }),
        onEvent(event) {
          if (event.type === 'begin') folder = event.folder;
          progress.onEvent(event);
        },
      }),
    );
    progress.done();
    const { result } = detail;
    if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else showResult(detail, options.out === undefined ? folder : resolve(options.out), process.stdout);
    if (result.verdict === 'interrupted') throw new ExitWith(130);
    if (result.verdict === 'failed') throw new ExitWith(1);
  } finally {
    progress.done();
  }
}
