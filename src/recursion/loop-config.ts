/** The configuration of the continuous cycle: a YAML file, every mistake in one sentence. */
import { basename, dirname, extname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { BadInput } from '../experiment/bad-input.ts';
import { duration, OBJECTIVES } from '../experiment/experiment.ts';
import { readText } from '../experiment/subject.ts';
import { FOCUS_AREAS } from '../integrator/integrator.ts';
import { RESERVED } from '../population/registry.ts';

const yes = z.boolean('must be true or false');
const whole = (least: number) =>
  z.number('must be a whole number').int('must be a whole number').min(least, `must be at least ${least}`);
const share = z.number('must be a number').min(0, 'must be at least 0').max(100, 'must be at most 100');
const text = z.string('must be a text').regex(/\S/, 'must not be empty');

const target = z.strictObject({
  module: text,
  inputs: text.optional(),
  export: text.optional(),
  as: text.optional(),
  focus: z
    .array(
      z.enum([...OBJECTIVES, ...FOCUS_AREAS], `must be some of ${[...OBJECTIVES, ...FOCUS_AREAS].join(', ')}`),
      'must be a list, as in [speed, memory]',
    )
    .min(1, 'must name something')
    .optional(),
  budget: duration.optional(),
  test: text.optional(),
  threshold: share.optional(),
  seed: whole(0)
    .max(2 ** 32 - 1, `must be at most ${2 ** 32 - 1}`)
    .optional(),
  min_stability: z.number('must be a number').min(0, 'must be at least 0').max(1, 'must be at most 1').optional(),
});

const schema = z.strictObject({
  recursive_optimization: z
    .strictObject({
      enabled: yes.optional(),
      max_cycles: whole(1).optional(),
      cycle_interval: z.number('must be a number of seconds').min(0, 'must be at least 0').optional(),
      auto_deploy: yes.optional(),
      ml_optimization: yes.optional(),
      parallel_processing: yes.optional(),
      performance_threshold: share.optional(),
    })
    .optional(),
  targets: z
    .array(z.union([z.literal('integrator'), target]), 'must be a list of modules')
    .min(1, 'must name a module, or integrator'),
});

export interface LoopTarget {
  /** Name in the registry: as given, or of the module's file, without its ending; with the export's where others have that name. */
  readonly name: string;
  readonly module: string;
  readonly inputs: string | null;
  readonly export: string | null;
  readonly objective: readonly (typeof OBJECTIVES)[number][];
  /** Focus areas of `analyze` that are looked at first. */
  readonly areas: readonly string[];
  /** Seconds of search in a cycle. */
  readonly budget: number;
  readonly test: string | null;
  readonly threshold: number;
  readonly seed: number;
  readonly minStability: number;
}

export interface LoopConfig {
  readonly enabled: boolean;
  /** Endless where it is null. */
  readonly maxCycles: number | null;
  /** Seconds from the start of a cycle to that of the next. */
  readonly cycleInterval: number;
  readonly autoDeploy: boolean;
  /** Whether the integrator ranks; else candidates are tried in random order. */
  readonly ranking: boolean;
  readonly parallel: boolean;
  readonly threshold: number;
  readonly targets: readonly (LoopTarget | 'integrator')[];
}

/** @throws BadInput in one sentence */
export function readLoopConfig(file: string): LoopConfig {
  const path = resolve(file);
  const written = readText(path, 'configuration');
  let given: unknown;
  try {
    given = parse(written);
  } catch (error) {
    throw new BadInput(`${basename(path)} is no YAML: ${(error as Error).message.split('\n')[0]!.replace(/:$/, '')}`);
  }
  return loopConfig(given, dirname(path), basename(path));
}

/** @param base folder that paths are relative to. @param source what is named in messages. @throws BadInput */
export function loopConfig(given: unknown, base: string, source = 'the configuration'): LoopConfig {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new BadInput(`${source} must hold recursive_optimization and targets`);
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new BadInput(`${source}: ${sentence(parsed.error.issues[0]!)}`);
  const { recursive_optimization: how = {}, targets } = parsed.data;
  const threshold = how.performance_threshold ?? 0.1;
  const fileOf = (one: (typeof targets)[number]): string =>
    one === 'integrator' ? one : basename(one.module, extname(one.module));
  const isShared = (name: string): boolean => targets.filter((one) => fileOf(one) === name).length > 1;
  const resolved = targets.map((one): LoopTarget | 'integrator' => {
    if (one === 'integrator') return one;
    const focus = one.focus ?? ['speed'];
    const objective = OBJECTIVES.filter((name) => focus.includes(name));
    const name = fileOf(one);
    return {
      name: one.as ?? (one.export !== undefined && isShared(name) ? `${name}.${one.export}` : name),
      module: resolve(base, one.module),
      inputs: one.inputs === undefined ? null : resolve(base, one.inputs),
      export: one.export ?? null,
      objective: objective.length > 0 ? objective : ['speed'],
      areas: FOCUS_AREAS.filter((area) => focus.includes(area)),
      budget: one.budget ?? 60,
      test: one.test ?? null,
      threshold: one.threshold ?? threshold,
      seed: one.seed ?? 1,
      minStability: one.min_stability ?? 0.95,
    };
  });
  const reserved = resolved.find((one) => one !== 'integrator' && one.name === RESERVED);
  if (reserved !== undefined)
    throw new BadInput(
      `${source}: a module named ${RESERVED} has the search policy's own name; give it another one by as`,
    );
  const names = resolved.map((one) => (one === 'integrator' ? one : one.name));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new BadInput(`${source}: targets names ${twice} twice; give one of them another name by as`);
  return {
    enabled: how.enabled ?? true,
    maxCycles: how.max_cycles ?? null,
    cycleInterval: how.cycle_interval ?? 3600,
    autoDeploy: how.auto_deploy ?? false,
    ranking: how.ml_optimization ?? true,
    parallel: how.parallel_processing ?? true,
    threshold,
    targets: resolved,
  };
}

/** What is wrong, and where: `targets[0].budget must be a time`. */
function sentence(issue: z.core.$ZodIssue): string {
  // A target that is neither: what is wrong with it as a module says more.
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find(({ path, code }) => path.length > 0 || code === 'unrecognized_keys');
    if (inner) return sentence({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue);
    if (issue.path.length === 2) return `${placeOf(issue.path)} must be integrator, or an object with module and more`;
  }
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => placeOf([...issue.path, key])).join(', ');
    return `unknown setting ${keys}`;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined && !issue.message.startsWith('must'))
    return `${placeOf(issue.path)} is missing`;
  return `${placeOf(issue.path)} ${issue.message.startsWith('must') ? issue.message : `is not right: ${issue.message}`}`;
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '') || 'it';
