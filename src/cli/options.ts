/** Options that several verbs share. */
import type { Command } from 'commander';
import { BadInput } from '../experiment/bad-input.ts';

export interface CommonOptions {
  readonly populations?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly out?: string;
}

export const withCommon = (command: Command): Command =>
  command
    .option('--populations <dir>', 'where runs are kept (default: ./populations if it exists, else ./.integron)')
    .option('--json', 'print one JSON object on standard output')
    .option('--quiet', 'print no progress');

export const withOut = (command: Command): Command =>
  command.option('--out <dir>', "where best.*, change.patch and report.md go (default: the run's folder)");

/** Options that make an experiment; each may also stand in an experiment file. */
export const withExperiment = (command: Command): Command =>
  command
    .option('--export <name>', 'function to improve, dotted for members (default: what the module exports)')
    .option('--inputs <file>', 'file that exports inputs(random, count) (default: <module>.inputs.* beside the module)')
    .option('--objective <names>', 'speed, memory, accuracy, stability, separated by commas (default: speed)')
    .option('--threshold <share>', 'least improvement, of the low end of the interval (default: 0.1)')
    .option('--min-accuracy <share>', "least accuracy (default: the original's)")
    .option('--min-stability <share>', 'least stability (default: 0.95)')
    .option('--tolerance <number>', 'finite numbers this close count as equal (default: 0)')
    .option('--test <command>', 'your own tests, which must pass with the patch on a copy of the project')
    .option('--runtime <nodes>', 'Node that you deploy on, or several, separated by commas: the verdict holds on each')
    .option('--strategy <names>', 'screen, assemble, evolve, local, guard, separated by commas (default: all of them)')
    .option('--max-growth <ratio>', 'how much longer the text may get; 4,000 characters are free (default: 3)')
    .option('--budget <time>', 'time for the search, as 60s or 5m (default: 60s where no other rule stops it)')
    .option('--evaluations <count>', 'stop after so many evaluations')
    .option('--generations <count>', 'stop after so many generations')
    .option('--stagnation <count>', 'stop after so many generations without a better one')
    .option('--target <ratio>', 'stop when this ratio is reached in the search')
    .option('--population <count>', 'members of the population (default: 48)')
    .option('--seed <number>', 'seed of all chance (default: 1)')
    .option('--workers <count>', 'worker threads (default: one for each core, 8 at most)')
    .option('--cost <kind>', 'time, or work: counted instead of timed, the same on every machine (default: time)')
    .option('--name <run>', 'name of the run');

/** Only what belongs to the experiment. */
export function experimentFlags(options: Record<string, unknown>): Record<string, unknown> {
  const { populations: _p, json: _j, quiet: _q, out: _o, ...rest } = options;
  return rest;
}

/** @throws BadInput where an option's text is no whole number of at least 1. */
export function wholeNumber(option: string, text: string, least = 1): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new BadInput(`${option} must be a whole number of at least ${least}`);
  return value;
}
