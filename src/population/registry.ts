/** The registry of a folder of populations: versions of what is improved there, and which of them is in service. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { BadInput } from '../experiment/bad-input.ts';
import { AtomicJson } from './adapters.ts';
import { whileLocked } from './lock.ts';

interface Interval {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** What was proved of a version beside the first one, V0. */
export interface VersionFitness {
  readonly speed: Interval;
  readonly memory: Interval;
  readonly accuracy: { readonly score: number; readonly before: number };
  readonly stability: { readonly score: number };
}

export interface Version {
  /** `V0` is the original. */
  readonly version: string;
  readonly parent: string | null;
  readonly status: 'deployed' | 'retired' | 'rejected';
  readonly fitness: VersionFitness | null;
  /** What is different from the parent, in words. */
  readonly changes: readonly string[];
  /** Why it was rejected, or what was measured when it was put into service. */
  readonly reason: string;
  readonly date: string;
  readonly hash: string;
  readonly source: string;
  /** The run that found it. */
  readonly run: string | null;
}

export interface Versions {
  /** Name of the version in service. */
  readonly active: string;
  readonly versions: readonly Version[];
}

interface Registry {
  readonly format: 1;
  readonly subjects: Readonly<Record<string, Versions>>;
}

const file = (populations: string): AtomicJson<Registry> => new AtomicJson(join(populations, 'registry.json'));

async function read(populations: string): Promise<Registry> {
  try {
    return (await file(populations).read()) ?? { format: 1, subjects: {} };
  } catch (error) {
    throw new BadInput(`${(error as Error).message}; mend it or move it away`);
  }
}

/** Versions of a subject; undefined where there are none. @throws BadInput where the registry is damaged. */
export async function versionsOf(populations: string, name: string): Promise<Versions | undefined> {
  const { subjects } = await read(populations);
  return Object.hasOwn(subjects, name) ? subjects[name] : undefined;
}

/** Names of all subjects. @throws BadInput */
export const subjectNames = async (populations: string): Promise<string[]> =>
  Object.keys((await read(populations)).subjects).sort();

/** Source of the version in service; undefined where there is none. @throws BadInput */
export async function activeSource(populations: string, name: string): Promise<string | undefined> {
  const known = await versionsOf(populations, name);
  return known?.versions.find(({ version }) => version === known.active)?.source;
}

/**
 * Adds a version, numbered after the last; a deployed one takes the place of that in service, which is retired.
 * @param original the source that stands as V0 where the subject is new.
 * @throws BadInput where the registry is damaged.
 */
export async function addVersion(
  populations: string,
  name: string,
  original: string,
  made: Omit<Version, 'version' | 'parent' | 'hash'>,
): Promise<Version> {
  let added: Version | undefined;
  await whileLocked(populations, async () => {
    const registry = await read(populations);
    const known = Object.hasOwn(registry.subjects, name) ? registry.subjects[name]! : begun(original, made.date);
    added = {
      ...made,
      version: `V${known.versions.length}`,
      parent: known.active,
      hash: hashOf(made.source),
    };
    const deploys = made.status === 'deployed';
    const versions = known.versions.map((one) =>
      deploys && one.status === 'deployed' ? { ...one, status: 'retired' as const } : one,
    );
    const subject: Versions = {
      active: deploys ? added.version : known.active,
      versions: [...versions, added],
    };
    await file(populations).write({ format: 1, subjects: { ...registry.subjects, [name]: subject } });
  });
  if (!added) throw new BadInput(`the registry in ${populations} is held by another process`);
  return added;
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

const hashOf = (source: string): string => hash('sha256', source, 'hex').slice(0, 12);
