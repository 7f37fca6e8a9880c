/** `integron loop`: the continuous cycle, by a YAML file. */
import { availableParallelism, constants, loadavg, setPriority } from 'node:os';
import { Command } from 'commander';
import { type Status, statusOf } from '../../deployment/status.ts';
import { BadInput } from '../../experiment/bad-input.ts';
import { populationsFolder } from '../../population/store.ts';
import { type LoopEvent, RecursiveOptimizer } from '../../recursion/loop.ts';
import { readLoopConfig } from '../../recursion/loop-config.ts';
import { type Kept, loopIn } from '../../recursion/loop-state.ts';
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
    const populations = populationsFolder(options.populations);
    const stopped = await stoppable(async (signal) => {
      const optimizer = new RecursiveOptimizer(config, {
        populations,
        version,
        signal,
        ...(options.when === 'idle' ? { load: () => loadavg()[0]! / availableParallelism() } : {}),
        onEvent: (event) => {
          if (options.json) process.stderr.write(`${JSON.stringify(event)}\n`);
          else if (!options.quiet) process.stdout.write(`${shown(event)}\n`);
        },
      });
      await optimizer.start();
      return signal.aborted;
    });
    const known = config.enabled ? await loopIn(populations) : null;
    const names = config.targets.map((target) => (target === 'integrator' ? target : target.name));
    const serving = (await statusOf(populations)).filter(({ name }) => names.includes(name));
    const summary = summaryOf(known, names, serving);
    process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : `${inWords(summary)}\n`);
    if (stopped) throw new ExitWith(130);
  });

interface Summary {
  /** Of this loop, those before it was started again as well. */
  readonly cycles: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly serving: readonly { readonly name: string; readonly active: string; readonly canary: string | null }[];
}

function summaryOf(known: Kept | null, names: readonly string[], serving: readonly Status[]): Summary {
  const isThrough = known !== null && (known.over || names.every((name) => known.done.includes(name)));
  return {
    cycles: known ? known.cycle - (isThrough ? 0 : 1) : 0,
    outcomes: known?.outcomes ?? {},
    serving: serving.map(({ name, active, canary }) => ({ name, active, canary: canary?.version ?? null })),
  };
}

function inWords({ cycles, outcomes, serving }: Summary): string {
  const counted = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  const lines = serving.map(
    ({ name, active, canary }) =>
      `  ${name}: ${active === 'V0' ? 'the original' : active} in service${canary ? `, ${canary} on trial` : ''}`,
  );
  const head = `${cycles} ${cycles === 1 ? 'cycle' : 'cycles'}${counted.length > 0 ? `: ${counted.join(', ')}` : ''}`;
  return [head, ...lines].join('\n');
}

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
