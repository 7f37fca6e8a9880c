/** The registry of a folder of populations: versions of what is improved there, and which of them is in service. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { BadInput } from '../experiment/bad-input.ts';
import type { State } from '../integrator/integrator.ts';
import type { Sums } from '../statistics/confidence-sequence.ts';
import { AtomicJson } from './adapters.ts';

interface Interval {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** What was proved of a version beside the first one, V0. */
export interface VersionFitness {
  readonly speed: Interval;
  readonly memory: Interval;
  /** With an interval where it was measured apart: of the integrator, on recorded pools. */
  readonly accuracy: {
    readonly score: number;
    readonly before: number;
    readonly low?: number | undefined;
    readonly high?: number | undefined;
  };
  readonly stability: { readonly score: number };
  /** Beside its parent in whole searches: what they found, and what they needed to find as much. */
  readonly online?: { readonly result: Interval; readonly needed: Interval; readonly pairs: number };
}

export interface Version {
  /** `V0` is the original. */
  readonly version: string;
  readonly parent: string | null;
  readonly status: 'deployed' | 'canary' | 'retired' | 'rejected' | 'aborted';
  readonly fitness: VersionFitness | null;
  /** What is different from the parent, in words. */
  readonly changes: readonly string[];
  /** Why it was rejected, or what was measured when it was put into service. */
  readonly reason: string;
  readonly date: string;
  readonly hash: string;
  /** Empty where the version has been out of service for long; its hash is kept. */
  readonly source: string;
  /** The run that found it. */
  readonly run: string | null;
  /** It is in service or on trial, or was. */
  readonly served?: true;
  /** Of the integrator: what it knows of other modules before it is used in a folder. */
  readonly learnt?: State;
  /** What a process needs to serve it; the integrator's versions are loaded by the engine itself. */
  readonly code?: Code;
}

/** A version made ready to run in a user's process. */
export interface Code {
  /** The module's own place: what it requires is looked for from there. */
  readonly file: string;
  /** Path of the export that is served. */
  readonly export: string;
  readonly kind: 'cjs' | 'esm';
  /** Body of a function of `exports`, `require`, `module`, `__filename`, `__dirname` and `$imports`. */
  readonly text: string;
  /** What an ES module imports, in order, and a bundle of it for where it cannot be loaded; null where it imports nothing. */
  readonly imports: { readonly names: readonly string[]; readonly bundle: string } | null;
  /** Finite numbers this close count as equal. */
  readonly tolerance: number;
  readonly traits: CodeTraits;
}

export interface CodeTraits {
  /** Its calls end later than they return. */
  readonly asynchronous: boolean;
  /** What a call does depends on what it is called on. */
  readonly usesThis: boolean;
  /** What its module names by which a call could be seen from outside, such as `console`; none in older registries. */
  readonly effects?: readonly string[];
  /** Whether it was seen to change its arguments: then a second call needs copies that were taken before the first. */
  readonly changesArguments: boolean;
  /** Whether answers were graded: another answer than the original's may be as good. */
  readonly graded: boolean;
}

/** A version that is tried on a share of the calls. */
export interface Canary {
  readonly version: string;
  readonly share: number;
  /** What had been compared when it got this share, blocks and calls of both sides: a step is decided by what came after. */
  readonly before?: Sums & { readonly shadowed?: number };
}

/** Why a version went out of service. */
export interface Abort {
  readonly version: string;
  readonly reason: string;
  readonly date: string;
}

export interface Versions {
  /** Name of the version in service. */
  readonly active: string;
  readonly versions: readonly Version[];
  readonly canary?: Canary | null;
  readonly aborts?: readonly Abort[];
  /** Versions that somebody took back: none of them is put into service again by itself. */
  readonly takenBack?: readonly string[];
}

interface Registry {
  readonly format: 1;
  readonly subjects: Readonly<Record<string, Versions>>;
}

/** The engine's own subject: its versions are made by `integron self` alone. */
export const RESERVED = 'integrator';

const file = (populations: string): AtomicJson<Registry> => new AtomicJson(join(populations, 'registry.json'));

async function read(populations: string): Promise<Registry> {
  let known: Registry | null;
  try {
    known = await file(populations).read();
  } catch (error) {
    throw new BadInput(`${(error as Error).message}; mend it or move it away`);
  }
  if (known !== null && (typeof known.subjects !== 'object' || known.subjects === null))
    throw new BadInput(`${join(populations, 'registry.json')} is damaged: it has no subjects; mend it or move it away`);
  return known ?? { format: 1, subjects: {} };
}

/** Versions of a subject; undefined where there are none. @throws BadInput where the registry is damaged. */
export async function versionsOf(populations: string, name: string): Promise<Versions | undefined> {
  const { subjects } = await read(populations);
  return Object.hasOwn(subjects, name) ? subjects[name] : undefined;
}

/** Names of all subjects. @throws BadInput */
export const subjectNames = async (populations: string): Promise<string[]> =>
  Object.keys((await read(populations)).subjects).sort();

/** Source of the version in service; undefined where that is the original, or nothing. @throws BadInput */
export async function activeSource(populations: string, name: string): Promise<string | undefined> {
  const known = await versionsOf(populations, name);
  // The original is what its author's file says today, not what it said when the first version was made.
  if (known?.active === 'V0') return undefined;
  return known?.versions.find(({ version }) => version === known.active)?.source;
}

/**
 * Adds a version, numbered after the last; a deployed one takes the place of that in service, which is retired.
 * @param original the source that stands as V0 where the subject is new.
 * @param share of the calls that a version with status `canary` gets.
 * @throws BadInput where the registry is damaged.
 */
export async function addVersion(
  populations: string,
  name: string,
  original: string,
  made: Omit<Version, 'version' | 'parent' | 'hash'>,
  share = 1,
): Promise<Version> {
  let grown: Versions | undefined;
  await changed(populations, name, (subject) => {
    grown = withVersion(subject, original, made, share);
    return grown;
  });
  return grown!.versions.at(-1)!;
}

/** What `addVersion` makes of a subject: the version added stands last. */
export function withVersion(
  subject: Versions | undefined,
  original: string,
  made: Omit<Version, 'version' | 'parent' | 'hash'>,
  share = 1,
): Versions {
  const known = subject ?? begun(original, made.date);
  const added = { ...made, version: `V${known.versions.length}`, parent: known.active, hash: hashOf(made.source) };
  const grown = { ...known, versions: [...known.versions, added] };
  if (made.status === 'deployed') return inService(grown, added.version);
  return made.status === 'canary' ? onTrial(grown, added.version, share) : grown;
}

/** A version that somebody took back. */
export const takenBack = (subject: Versions, version: string): Versions => ({
  ...subject,
  takenBack: [...new Set([...(subject.takenBack ?? []), version])],
});

/** A version takes over all calls; what was in service, or on trial, is retired. */
export function inService(subject: Versions, version: string): Versions {
  const versions = subject.versions.map((one): Version => {
    if (one.version === version) return { ...one, status: 'deployed', served: true };
    return one.status === 'deployed' || one.status === 'canary' ? { ...one, status: 'retired' } : one;
  });
  return { ...subject, active: version, canary: null, versions };
}

/** A version gets a share of the calls; one that was on trial before is retired. */
export function onTrial(subject: Versions, version: string, share: number): Versions {
  const left = offTrial(subject);
  const versions = left.versions.map(
    (one): Version => (one.version === version ? { ...one, status: 'canary', served: true } : one),
  );
  return { ...left, canary: { version, share }, versions };
}

/** Nothing is on trial any more. */
export function offTrial(subject: Versions): Versions {
  const versions = subject.versions.map(
    (one): Version => (one.status === 'canary' ? { ...one, status: 'retired' } : one),
  );
  return { ...subject, canary: null, versions };
}

/**
 * A version goes out because of what it did; the original serves where it was in service, and what was on trial beside
 * it is off trial: all that was seen of that was held against it.
 */
export function aborted(subject: Versions, abort: Abort): Versions {
  const known = subject.versions.find(({ version }) => version === abort.version);
  if (!known || known.version === 'V0' || known.status === 'aborted') return subject;
  const { active, canary } = subject;
  const reason = `off trial: ${abort.version}, beside which it was tried, went out of service`;
  const told = subject.versions.map((one) => (one.version === canary?.version ? { ...one, reason } : one));
  const left = active === abort.version ? inService({ ...subject, versions: told }, 'V0') : subject;
  return {
    ...left,
    canary: left.canary?.version === abort.version ? null : (left.canary ?? null),
    versions: left.versions.map((one) => (one.version === abort.version ? { ...one, status: 'aborted' } : one)),
    aborts: [...(subject.aborts ?? []), abort],
  };
}

/** The subject as it is where this is its original; else the original is another one now, and no version of the old one may serve. */
export function follows(subject: Versions, original: string): Versions {
  if (subject.versions[0]!.hash === hashOf(original)) return subject;
  const versions = inService(subject, 'V0').versions.map((one) =>
    one.version === 'V0' ? { ...one, source: original, hash: hashOf(original) } : one,
  );
  return { ...subject, active: 'V0', canary: null, versions };
}

/** Versions out of service whose texts are kept, the last ones: each process that serves reads all of it. */
const KEPT_TEXTS = 12;

/** The subject without texts that nobody will ask for any more. */
function withoutOldTexts(subject: Versions): Versions {
  const { active, canary, versions } = subject;
  const parents = new Map(versions.map(({ version, parent }) => [version, parent]));
  const kept = new Set(['V0', canary?.version]);
  // Where it is taken back, what served before it serves again.
  for (let at: string | null | undefined = active; at && kept.size < KEPT_TEXTS; at = parents.get(at)) kept.add(at);
  const old = versions.filter(({ version, source }) => !kept.has(version) && source !== '').slice(0, -KEPT_TEXTS);
  if (old.length === 0) return subject;
  return {
    ...subject,
    versions: versions.map((one) => {
      if (!old.includes(one)) return one;
      const { code: _, learnt: __, ...rest } = one;
      return { ...rest, source: '' };
    }),
  };
}

/**
 * What serves a subject, or is on trial, and is not this function; `path` is null where any export of the file will do.
 * What is out of service may be of a folder that the project has left.
 */
export const servedElsewhere = (subject: Versions | undefined, file: string, path: string | null): Code | undefined =>
  subject?.versions.find(
    ({ code, status }) =>
      code &&
      (status === 'deployed' || status === 'canary') &&
      (code.file !== file || (path !== null && code.export !== path)),
  )?.code;

/** Takes a version out of service. @throws BadInput */
export const takeOut = (populations: string, name: string, abort: Abort): Promise<void> =>
  changed(populations, name, (subject) => subject && aborted(subject, abort));

/**
 * Changes what is known of a subject while no other process does.
 * @param change gives undefined, or what it was given, where there is nothing to change.
 * @throws BadInput where the registry is damaged or held, and what `change` throws.
 */
export async function changed(
  populations: string,
  name: string,
  change: (subject: Versions | undefined) => Versions | undefined,
): Promise<void> {
  let done = false;
  // Processes that serve read the registry all the time and change it hardly ever: the lock's own needs come then.
  const { whileLocked } = await import('./lock.ts');
  await whileLocked(populations, async () => {
    const registry = await read(populations);
    const known = Object.hasOwn(registry.subjects, name) ? registry.subjects[name] : undefined;
    const subject = change(known);
    if (subject && subject !== known)
      await file(populations).write({
        format: 1,
        subjects: { ...registry.subjects, [name]: withoutOldTexts(subject) },
      });
    done = true;
  });
  if (!done) throw new BadInput(`the registry in ${populations} is held by another process`);
}

/** A subject of which nothing but the original is known. */
function begun(source: string, date: string): Versions {
  const original: Version = {
    version: 'V0',
    parent: null,
    status: 'deployed',
    fitness: null,
    changes: [],
    reason: 'the original',
    date,
    hash: hashOf(source),
    source,
    run: null,
  };
  return { active: 'V0', versions: [original] };
}

export const hashOf = (source: string): string => hash('sha256', source, 'hex').slice(0, 12);
