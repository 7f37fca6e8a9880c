/** What goes into service, in which steps, and out again. All of it is a pointer in the registry. */
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, extname } from 'node:path';
import { BadInput } from '../experiment/bad-input.ts';
import { bundleImports } from '../experiment/subject.ts';
import { type Ancestor, parseAncestor } from '../genome/ancestor.ts';
import { bodyOf } from '../genome/run-form.ts';
import { freeNames } from '../genome/scope.ts';
import type { SyntaxNode } from '../genome/syntax.ts';
import {
  type Canary,
  type Code,
  changed,
  follows,
  hashOf,
  inService,
  offTrial,
  onTrial,
  RESERVED,
  servedElsewhere,
  takenBack,
  type Version,
  type Versions,
  versionsOf,
  withVersion,
} from '../population/registry.ts';
import type { RunRecord } from '../population/run-record.ts';
import { RunStore } from '../population/store.ts';
import { NO_SUMS, type Sums, sequenceEstimate } from '../statistics/confidence-sequence.ts';
import { inPercent } from '../statistics/summary.ts';
import { versionFitness } from '../verdict/claim.ts';
import type { RunDetail } from '../verdict/run-result.ts';
import { isComparable } from './code.ts';
import { readingsIn, type VersionReading } from './readings.ts';
import { keyOf } from './service.ts';
import { sharedState } from './shared-state.ts';

/** Shares of the calls that a version gets one after the other. */
export const STEPS = [0.01, 0.05, 0.25, 1] as const;
/** A version is promoted where it is surely no slower than this, beside the one in service. */
const NOT_SLOWER = 0.97;
/** Chance of one wrong step of the three that lead to all calls. */
const ALPHA = 0.05 / (STEPS.length - 1);

export interface DeployOptions {
  readonly populations: string;
  /** Name of the subject; that of the module's file where it is left out. */
  readonly as?: string;
  /** Of the calls: below 1 it is on trial. */
  readonly share?: number;
  readonly export?: string;
  /** Why it is not to be done after all, asked while nobody else changes the registry. */
  readonly unless?: (subject: Versions | undefined) => string | undefined;
}

/**
 * Puts what a run proved into service, or on trial with a share of the calls below 1. Where the original is another one
 * than before, all versions of the old one leave service first.
 * @throws BadInput where the run has proved nothing, has several exports and none is named, the name is another
 * function's, the module is another one today than the one that was improved, or other functions of it change what the
 * served one reads.
 */
export async function deploy(
  run: string,
  { populations, as, share = 1, export: wanted, unless }: DeployOptions,
): Promise<{ readonly name: string; readonly version: Version }> {
  const { record } = await RunStore.open<RunDetail>(populations, run);
  const { result } = record;
  if (result?.result.verdict !== 'improved' || !result.candidate?.fitness)
    throw new BadInput(`run ${run} has nothing to deploy: ${result?.result.reason ?? `it is ${record.status}`}`);
  const served = wanted ?? (record.exports.length === 1 ? record.exports[0] : undefined);
  if (served === undefined || !record.exports.includes(served))
    throw new BadInput(`run ${run} improved ${record.exports.join(', ')}; name one of them with --export`);
  const { candidate } = result;
  const { file, text: original } = record.ancestor;
  const name = as ?? basename(file, extname(file));
  if (name === '') throw new BadInput('--as must not be empty');
  if (existsSync(file) && hashOf(readFileSync(file, 'utf8')) !== hashOf(original))
    throw new BadInput(`${file} changed since run ${run} improved it; improve it again`);
  if (name === RESERVED) throw new BadInput(`${RESERVED} is the search policy's own name; take another one with --as`);
  const shared = sharedState(parseAncestor(original, file), served);
  if (shared.length > 0)
    throw new BadInput(
      `${served} of ${file} reads ${shared.join(', ')}, which other functions of the module change: a version has the module's variables to itself and would not see it; apply the patch of run ${run} instead`,
    );
  const code = await codeOf(parseAncestor(candidate.text, file), served, record);
  let grown: Versions | undefined;
  await changed(populations, name, (subject) => {
    const other = servedElsewhere(subject, file, served);
    if (other) throw new BadInput(`${name} is ${other.export} of ${other.file}; take another name with --as`);
    const refused = unless?.(subject);
    if (refused !== undefined) throw new BadInput(refused);
    const made = {
      status: share < 1 ? ('canary' as const) : ('deployed' as const),
      fitness: versionFitness(candidate.fitness!),
      changes: candidate.explained.map(({ line, operator, why }) => `line ${line}: ${operator} (${why})`),
      reason: result.result.reason,
      date: new Date().toISOString(),
      source: candidate.text,
      run,
      code,
    };
    grown = withVersion(subject && follows(subject, original), original, made, share);
    return grown;
  });
  return { name, version: grown!.versions.at(-1)! };
}

async function codeOf(ancestor: Ancestor, served: string, { facts, experiment }: RunRecord<RunDetail>): Promise<Code> {
  const { kind, imports } = ancestor.form;
  const { nodes } = ancestor;
  const bundle = await bundleImports(ancestor);
  const effects = [...effectsOf(ancestor), ...(bundle === null ? [] : effectsOfBundle(bundle))];
  return {
    file: ancestor.file,
    export: served,
    kind,
    text: bodyOf(ancestor.form, ancestor.source.run),
    imports: kind === 'cjs' || bundle === null ? null : { names: imports, bundle },
    tolerance: experiment.tolerance,
    traits: {
      asynchronous: nodes.some(({ async, type }) => async === true || type === 'AwaitExpression'),
      usesThis: nodes.some(({ type }) => type === 'ThisExpression'),
      effects: [...new Set(effects)],
      changesArguments: facts.changesArguments,
      graded: facts.graded || experiment.minAccuracy !== null,
    },
  };
}

const OUTSIDE = new Set(
  `console fetch setTimeout setInterval setImmediate queueMicrotask postMessage WebSocket EventSource
  BroadcastChannel MessageChannel Worker globalThis global`.split(/\s+/),
);
/** Modules of Node of which nothing is seen from outside. */
const INSIDE = new Set('assert buffer crypto path punycode querystring string_decoder url util'.split(' '));

/** What a module names by which its calls could be seen from outside. */
export function effectsOf({ program, nodes, form }: Ancestor): string[] {
  const free = freeNames(program);
  const asks = ({ type, name, parent }: SyntaxNode): boolean =>
    type === 'Identifier' &&
    name === 'process' &&
    !(parent?.type === 'MemberExpression' && (parent.object.name !== 'process' || parent.property.name === 'env'));
  return [
    ...free.filter((name) => OUTSIDE.has(name)),
    ...(free.includes('process') && nodes.some(asks) ? ['process'] : []),
    ...form.imports
      .map((name) => name.replace(/^node:/, ''))
      .filter((name) => isBuiltin(name) && !INSIDE.has(name.split('/')[0]!)),
  ];
}

/** Libraries ask the global object for what there is, which is no effect. */
export const effectsOfBundle = (bundle: string): string[] =>
  effectsOf(parseAncestor(bundle, 'imports.cjs')).filter((name) => !/^global(This)?$/.test(name));

/** What is said of an attempt to promote. */
export interface Promotion {
  readonly promoted: boolean;
  readonly share: number;
  readonly reason: string;
}

/**
 * The next step for the version on trial, where what was seen of it since the last one says so. Too little, or nothing,
 * never promotes.
 * @throws BadInput where nothing is on trial.
 */
export async function promote(name: string, populations: string): Promise<Promotion> {
  const { active, canary, versions } = await subjectOf(name, populations);
  if (!canary)
    throw new BadInput(`no version of ${name} is on trial; integron deploy <run> --canary 5% puts one there`);
  const version = versions.find((one) => one.version === canary.version)!;
  const serving = versions.find((one) => one.version === active)!;
  const { versions: seen } = readingsIn(populations, name);
  const reading = seen[keyOf(version)];
  const stays = (reason: string): Promotion => ({ promoted: false, share: canary.share, reason });
  const why = against(reading, canary.before ?? NO_SUMS, version, seen[active === 'V0' ? active : keyOf(serving)]);
  if (why !== undefined) return stays(why);
  const share = STEPS.find((step) => step > canary.share) ?? 1;
  let promoted = false;
  await changed(populations, name, (subject) => {
    if (subject?.canary?.version !== canary.version || subject.canary.share !== canary.share) return undefined;
    promoted = true;
    if (share >= 1) return inService(subject, canary.version);
    const next = onTrial(subject, canary.version, share);
    return {
      ...next,
      canary: { version: canary.version, share, before: { ...reading!.speed, shadowed: reading!.shadowed } },
    };
  });
  if (!promoted) return stays('meanwhile it went out, or got another share');
  return {
    promoted,
    share,
    reason: `${canary.version} has ${share >= 1 ? 'all' : `${inPercent(share)} of the`} calls`,
  };
}

/** Why a version is not promoted, or undefined. */
function against(
  reading: VersionReading | undefined,
  before: NonNullable<Canary['before']>,
  { code }: Version,
  beside: VersionReading | undefined,
): string | undefined {
  if (!reading) return 'no call of it was seen since it is on trial';
  const { threw, calls, expected } = throwsOf(reading, beside);
  if (threw > expected + 2 * Math.sqrt(expected))
    return `${threw} of ${calls} calls threw; as many of what is in service would be ${expected.toFixed(1)}`;
  const since: Sums = {
    count: reading.speed.count - before.count,
    sum: reading.speed.sum - before.sum,
    squares: reading.speed.squares - before.squares,
  };
  const { low, high } = sequenceEstimate(since, ALPHA);
  if (low === 0) return `${since.count} blocks of calls since the last step are too few to tell`;
  if (low < NOT_SLOWER)
    return `it may be down to ${low.toFixed(2)} times as fast as what is in service (up to ${high.toFixed(2)})`;
  if (!code || !isComparable(code.traits) || reading.shadowed > (before.shadowed ?? 0)) return undefined;
  return reading.uncopied > 0
    ? 'no call since the last step could be copied and made by both sides; integron deploy <run> gives it all calls unseen'
    : 'no call was made by both sides since the last step';
}

/** Calls of a version that threw, and how many would if it threw as often as what is in service: no fallback stands by everywhere. */
function throwsOf(
  { threw = 0, calls: made }: VersionReading,
  beside: VersionReading | undefined,
): { readonly threw: number; readonly calls: number; readonly expected: number } {
  const calls = made + threw;
  const others = (beside?.threw ?? 0) + (beside?.calls ?? 0);
  return { threw, calls, expected: others === 0 ? 0 : ((beside?.threw ?? 0) / others) * calls };
}

/** Takes the version on trial out, or puts the parent of the one in service back. Nothing else is touched. @throws BadInput */
export async function rollback(name: string, populations: string): Promise<string> {
  await subjectOf(name, populations);
  let done = '';
  await changed(populations, name, (subject) => {
    if (!subject) return undefined;
    const { canary, active, versions } = subject;
    if (canary) {
      done = `${canary.version} is off trial; ${active} is in service`;
      return takenBack(offTrial(subject), canary.version);
    }
    if (active === 'V0') throw new BadInput(`the original of ${name} is in service; there is nothing to roll back`);
    const back = parentInService(versions, active);
    done = `${back} is in service`;
    return takenBack(inService(subject, back), active);
  });
  return done;
}

/** The nearest ancestor that may serve. */
function parentInService(versions: readonly Version[], active: string): string {
  const of = (name: string): Version | undefined => versions.find(({ version }) => version === name);
  for (let at = of(active)?.parent; at && at !== 'V0'; at = of(at)?.parent)
    if (of(at)?.status === 'retired' && of(at)?.source !== '') return at;
  return 'V0';
}

async function subjectOf(name: string, populations: string): Promise<Versions> {
  const known = await versionsOf(populations, name);
  if (!known) throw new BadInput(`nothing of ${name} was deployed from ${populations}; integron deploy <run> does it`);
  return known;
}
