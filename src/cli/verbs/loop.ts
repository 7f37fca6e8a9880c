/** `integron loop`: the continuous cycle, by a YAML file. */
import { availableParallelism, constants, loadavg, setPriority } from 'node:os';
import { Command } from 'commander';
import { BadInput } from '../../experiment/bad-input.ts';
import { populationsFolder } from '../../population/store.ts';
import { type LoopEvent, RecursiveOptimizer } from '../../recursion/loop.ts';
import { readLoopConfig } from '../../recursion/loop-config.ts';
import { ExitWith } from '../exit.ts';
import { type CommonOptions, withCommon } from '../options.ts';
import { stoppable } from '../stoppable.ts';
import type { VerbContext } from '../verb.ts';

interface Options extends CommonOptions {
  readonly config: string;
  readonly when?: string;
}

export const loopVerb = ({ version }: VerbContext): Command =>
  withCommon(
    new Command('loop')
      .description('analyse, improve, prove, deploy, learn and wait, again and again')
      .requiredOption('--config <file>', 'a YAML file with recursive_optimization and targets')
      .option('--when <state>', 'idle: a cycle begins only where the machine has little to do'),
  ).action(async (options: Options) => {
    const config = readLoopConfig(options.config);
    if (options.when !== undefined && options.when !== 'idle')
      throw new BadInput(`--when must be idle, not "${options.when}"`);
    // Whatever else runs here comes first; all processes of a cycle inherit it.
    setPriority(constants.priority.PRIORITY_LOW);
    let cycles = 0;
    const counts: Record<string, number> = {};
    const stopped = await stoppable(async (signal) => {
      const optimizer = new RecursiveOptimizer(config, {
        populations: populationsFolder(options.populations),
        version,
        signal,
        ...(options.when === 'idle' ? { load: () => loadavg()[0]! / availableParallelism() } : {}),
        onEvent: (event) => {
          if (event.type === 'target') counts[event.result.outcome] = (counts[event.result.outcome] ?? 0) + 1;
          if (options.json) process.stderr.write(`${JSON.stringify(event)}\n`);
          else if (!options.quiet) process.stdout.write(`${shown(event)}\n`);
        },
      });
      for await (const _ of optimizer) cycles++;
      return signal.aborted;
    });
    const outcomes = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
    const said = `${cycles} ${cycles === 1 ? 'cycle' : 'cycles'}${outcomes.length > 0 ? `: ${outcomes.join(', ')}` : ''}`;
    process.stdout.write(options.json ? `${JSON.stringify({ cycles, outcomes: counts })}\n` : `${said}\n`);
    if (stopped) throw new ExitWith(130);
  });

function shown(event: LoopEvent): string {
  switch (event.type) {
    case 'cycle': {
      const shares = event.budgets.map(({ name, seconds, why }) => `${name} ${seconds} s (${why})`);
      return `cycle ${event.cycle}${event.of === null ? '' : ` of ${event.of}`}: ${shares.join(', ') || 'nothing to do'}`;
    }
    case 'target':
      return `  ${event.result.name} ${event.result.outcome}: ${event.result.text}`;
    case 'waiting':
      return event.why === 'busy' ? '  the machine is busy: waiting' : `  next cycle in ${event.seconds} s`;
    case 'early':
      return `  next cycle at once: ${event.why}`;
  }
}
