/** The experiment: what evolves and how it is judged, from a file and from flags; a flag wins over the file. */
import { availableParallelism } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { BadInput } from './bad-input.ts';
import { readText } from './subject.ts';

export const OBJECTIVES = ['speed', 'memory', 'accuracy', 'stability'] as const;
const STRATEGIES = ['screen', 'assemble', 'evolve', 'local', 'guard'] as const;

/** Seconds from `90`, `"90s"`, `"1.5m"`, `"500ms"` or `"1h"`. */
export function secondsOf(text: string | number): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(String(text).trim()) ?? [];
  if (amount === undefined) return undefined;
  const factors: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };
  return Number(amount) * factors[unit ?? 's']!;
}

/** Seconds, from a time as people write it. */
export const duration = z
  .union([z.string(), z.number()], 'must be a time such as 60s or 5m')
  .transform((value, context) => {
    const amount = secondsOf(value);
    if (amount !== undefined && amount > 0) return amount;
    context.addIssue({ code: 'custom', message: `must be a time such as 60s or 5m, not ${JSON.stringify(value)}` });
    return z.NEVER;
  });

const list = (value: unknown): unknown =>
  typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
const number = (value: unknown): unknown => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value);
const whole = (least: number, most: number) =>
  z.preprocess(
    number,
    z
      .number(`must be a whole number`)
      .int('must be a whole number')
      .min(least, `must be at least ${least}`)
      .max(most, `must be at most ${most}`),
  );
const share = z.preprocess(
  number,
  z.number('must be a number from 0 to 1').min(0, 'must be at least 0').max(1, 'must be at most 1'),
);

/** What an experiment file may say; the same names, with dashes, are flags. */
export const experimentSchema = z.strictObject({
  /** Module to improve, relative to the file. */
  module: z.string(),
  export: z.string().optional(),
  inputs: z.string().optional(),
  description: z.string().optional(),
  objective: z
    .preprocess(list, z.array(z.enum(OBJECTIVES, `must be some of ${OBJECTIVES.join(', ')}`)).min(1))
    .optional(),
  threshold: z
    .preprocess(number, z.number('must be a number').min(0, 'must be at least 0').max(100, 'must be at most 100'))
    .optional(),
  minAccuracy: share.optional(),
  minStability: share.optional(),
  tolerance: z
    .preprocess(number, z.number('must be a number').min(0, 'must be at least 0').max(1, 'must be at most 1'))
    .optional(),
  runtime: z.preprocess(list, z.array(z.string().min(1, 'must name a node')).min(1)).optional(),
  strategy: z
    .preprocess(list, z.array(z.enum(STRATEGIES, `must be some of ${STRATEGIES.join(', ')}`)).min(1))
    .optional(),
  maxGrowth: z.preprocess(number, z.number('must be a number').min(1, 'must be at least 1')).optional(),
  test: z.string('must be a command').trim().min(1, 'must be a command').optional(),
  budget: duration.optional(),
  evaluations: whole(1, 1e9).optional(),
  generations: whole(1, 1e9).optional(),
  stagnation: whole(1, 1e9).optional(),
  target: z.preprocess(number, z.number('must be a number').min(1, 'must be at least 1')).optional(),
  population: whole(4, 1000).optional(),
  seed: whole(0, 2 ** 32 - 1).optional(),
  workers: whole(1, 64).optional(),
  cost: z.enum(['time', 'work'], 'must be time or work').optional(),
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be letters, digits, dots, dashes and underscores')
    .refine((name) => !name.startsWith('registry'), 'must not begin with registry')
    .optional(),
});

export type ExperimentOptions = z.input<typeof experimentSchema>;

/** Resolved: every default filled in, paths absolute. JSON; a run keeps it. */
export interface Experiment {
  readonly module: string;
  readonly export: string | null;
  readonly inputs: string | null;
  readonly objective: readonly (typeof OBJECTIVES)[number][];
  readonly threshold: number;
  readonly minAccuracy: number | null;
  readonly minStability: number;
  readonly tolerance: number;
  /** The user's own tests: a shell command that runs in the folder of the module's package, or null. */
  readonly test: string | null;
  /** Nodes to run on and to prove the verdict on, by path or name; none is the one that runs the engine. */
  readonly runtime: readonly string[];
  /** What makes offspring. */
  readonly strategy: readonly (typeof STRATEGIES)[number][];
  /** How many times as long as the original's text a variant's may be; four thousand characters are free. */
  readonly maxGrowth: number;
  /** Seconds of search, or null where another rule stops it. */
  readonly budget: number | null;
  readonly evaluations: number | null;
  readonly generations: number | null;
  readonly stagnation: number | null;
  readonly target: number | null;
  readonly population: number;
  readonly seed: number;
  readonly workers: number;
  readonly cost: 'time' | 'work';
  readonly name: string | null;
  readonly parents: 'tournament' | 'none';
  readonly crossoverShare: number;
  /** Parts of the population that breed apart. */
  readonly islands: number;
  /** Generations without a better one after which the population is made anew; 0 is never. */
  readonly patience: number;
  /** Whether the integrator ranks candidates; without it they come in random order. */
  readonly ranking: boolean;
  /** Focus areas whose opportunities are the only ones that promise anything; none is all of them. */
  readonly focus: readonly string[];
  /** Names of operators, rules (`rule:<name>`), kernels (`kernel:<name>`) that the search does without. */
  readonly without: readonly string[];
}

/** Options with defaults in one place. @throws BadInput in one sentence for the first thing that is wrong. */
export function resolveExperiment(options: unknown, base: string, asFlags = true): Experiment {
  const parsed = experimentSchema.safeParse(options);
  if (!parsed.success) throw new BadInput(sentence(parsed.error.issues[0]!, asFlags));
  const given = parsed.data;
  const others = given.evaluations ?? given.generations ?? given.stagnation ?? given.target;
  return {
    module: resolve(base, given.module),
    export: given.export ?? null,
    inputs: given.inputs === undefined ? null : resolve(base, given.inputs),
    objective: [...new Set(given.objective ?? ['speed' as const])],
    threshold: given.threshold ?? 0.1,
    minAccuracy: given.minAccuracy ?? null,
    minStability: given.minStability ?? 0.95,
    tolerance: given.tolerance ?? 0,
    runtime: (given.runtime ?? []).map((node) => (/[/\\]/.test(node) ? resolve(base, node) : node)),
    strategy: [...new Set(given.strategy ?? STRATEGIES)],
    maxGrowth: given.maxGrowth ?? 3,
    test: given.test ?? null,
    budget: given.budget ?? (others === undefined ? 60 : null),
    evaluations: given.evaluations ?? null,
    generations: given.generations ?? null,
    stagnation: given.stagnation ?? null,
    target: given.target ?? null,
    population: given.population ?? 48,
    seed: given.seed ?? 1,
    workers: given.workers ?? Math.max(1, Math.min(8, availableParallelism())),
    cost: given.cost ?? 'time',
    name: given.name ?? null,
    parents: 'tournament',
    crossoverShare: 0.3,
    islands: 3,
    patience: 15,
    ranking: true,
    focus: [],
    without: [],
  };
}

function sentence(issue: z.core.$ZodIssue, asFlags: boolean): string {
  const key = String(issue.path[0] ?? '');
  const flag = asFlags ? `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` : `"${key}"`;
  if (issue.code === 'unrecognized_keys') return `unknown setting ${issue.keys.map((name) => `"${name}"`).join(', ')}`;
  if (key === 'module' && !asFlags) return 'the experiment names no "module"';
  return `${flag} ${issue.message.startsWith('must') ? issue.message : `is not right: ${issue.message}`}`;
}

/** What an experiment file says, unresolved, and the folder that its paths are relative to. @throws BadInput */
export async function readExperimentFile(file: string): Promise<{ options: Record<string, unknown>; base: string }> {
  const path = resolve(file);
  const text = readText(path, 'experiment file');
  let options: unknown;
  try {
    if (/\.json$/.test(path)) options = JSON.parse(text);
    else if (/\.ya?ml$/.test(path)) options = parseYaml(text);
    else if (/\.[cm]?[jt]s$/.test(extname(path)))
      options = ((await import(pathToFileURL(path).href)) as { default: unknown }).default;
    else throw new BadInput(`${basename(path)}: an experiment file ends in .json, .yaml, .js or .ts`);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput(`${basename(path)} cannot be read as an experiment: ${(error as Error).message.split('\n')[0]}`);
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new BadInput(`${basename(path)} holds no experiment (an object with "module" and more)`);
  }
  return { options: options as Record<string, unknown>, base: dirname(path) };
}

/** The file of a bundled experiment. */
export const bundledExperiment = (genomes: string, name: string): string => join(genomes, name, 'experiment.json');
