/** `integron run <experiment>`: the main job from an experiment file or a bundled name. */
import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { BadInput } from '../../experiment/bad-input.ts';
import { bundledExperiment, readExperimentFile, resolveExperiment } from '../../experiment/experiment.ts';
import { improve } from '../../improvement/improve.ts';
import { carryOut } from '../carry-out.ts';
import { type CommonOptions, experimentFlags, withCommon, withExperiment, withOut } from '../options.ts';
import type { VerbContext } from '../verb.ts';

const genomes = fileURLToPath(new URL('../../../genomes', import.meta.url));

export const runVerb = (context: VerbContext): Command =>
  withCommon(
    withOut(
      withExperiment(
        new Command('run').description('the same from an experiment file or a bundled name').argument('<experiment>'),
      ),
    ),
  ).action(async (name: string, options: CommonOptions & Record<string, unknown>) => {
    const file = fileOf(name);
    const { options: said, base } = await readExperimentFile(file);
    // Paths in the file are relative to it, those of flags to where the user stands.
    const flags = experimentFlags(options);
    if (typeof flags.inputs === 'string') flags.inputs = resolve(flags.inputs);
    const own = Object.fromEntries(
      Object.entries(said).map(([key, value]) => [key, isPath(key, value) ? resolve(base, String(value)) : value]),
    );
    resolveExperiment(own, base, false);
    const experiment = resolveExperiment({ ...own, ...flags }, base);
    await carryOut((around) => improve(experiment, around), options, context);
  });

const isPath = (key: string, value: unknown): boolean =>
  (key === 'module' || key === 'inputs') && typeof value === 'string' && !isAbsolute(value);

function fileOf(name: string): string {
  if (existsSync(name) && /\.\w+$/.test(name)) return name;
  const bundled = bundledExperiment(genomes, name);
  if (/^[\w-]+$/.test(name) && existsSync(bundled)) return bundled;
  const names = readdirSync(genomes).filter((entry) => existsSync(join(genomes, entry, 'experiment.json')));
  throw new BadInput(`no experiment ${name}: give a file, or one of ${names.join(', ')}`);
}
