/** What is in service, as processes that serve see it: the registry is read at once and watched from then on. */
import { existsSync, type FSWatcher, readFileSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { type Abort, type Code, takeOut, type Version, type Versions } from '../population/registry.ts';

export interface ServedVersion {
  readonly version: string;
  /** Version, hash and date: numbers begin again where a registry was moved away. */
  readonly key: string;
  readonly code: Code;
  /** Hash of the original that it was made of. */
  readonly original: string;
}

export interface Service {
  /** Null is the original. */
  readonly active: ServedVersion | null;
  readonly canary: { readonly version: ServedVersion; readonly share: number } | null;
}

/** Milliseconds between two looks, where the system does not tell of changes. */
const EVERY = 500;

const files = new Map<string, ServiceFile>();

/** One folder's registry: all live functions of a process share it. */
export class ServiceFile {
  private readonly populations: string;
  private readonly file: string;
  private readonly watchers = new Map<string, Set<(service: Service) => void>>();
  private seen = '';
  /** Aborts that the registry does not know yet. */
  private readonly aborts = new Map<string, { readonly name: string; readonly abort: Abort }>();
  private warned = false;
  private watcher: FSWatcher | null = null;

  static in(populations: string): ServiceFile {
    let known = files.get(populations);
    if (!known) {
      known = new ServiceFile(populations);
      files.set(populations, known);
    }
    return known;
  }

  private constructor(populations: string) {
    this.populations = populations;
    this.file = join(populations, 'registry.json');
    this.seen = this.stamp();
    setInterval(() => {
      this.look();
      this.send();
    }, EVERY).unref();
  }

  /** Tells what is in service now, before it returns, and whenever that changes. */
  watch(name: string, changed: (service: Service) => void): void {
    const known = this.watchers.get(name);
    if (known) known.add(changed);
    else this.watchers.set(name, new Set([changed]));
    this.follow();
    const services = this.read();
    // One that could not be read is read again.
    if (!services) this.seen = '';
    const service = services?.get(name);
    if (service) changed(service);
  }

  /** Takes a version out of service everywhere; it is out of this process already. */
  abort(name: string, key: string, abort: Abort): void {
    this.aborts.set(`${name} ${key}`, { name, abort });
    this.send();
  }

  /** Again and again until the registry knows: it may be held, or the disk full. */
  private send(): void {
    for (const [key, one] of this.aborts) {
      this.aborts.delete(key);
      takeOut(this.populations, one.name, one.abort).catch((error: unknown) => {
        this.aborts.set(key, one);
        if (this.warned) return;
        this.warned = true;
        process.emitWarning(`${one.abort.version} of ${one.name} is out of service here, but not in the registry`, {
          detail: (error as Error).message,
        });
      });
    }
  }

  /** The folder may come into being later than the process. */
  private follow(): void {
    if (this.watcher || !existsSync(this.populations)) return;
    try {
      this.watcher = watch(this.populations, (_, file) => {
        if (file === null || String(file).startsWith('registry.json')) this.look();
      });
      this.watcher.unref();
      this.watcher.on('error', () => {
        this.watcher = null;
      });
    } catch {
      // The timer looks as well.
    }
  }

  private look(): void {
    this.follow();
    const stamp = this.stamp();
    if (stamp === this.seen) return;
    const services = this.read();
    // A registry that cannot be read changes nothing: what serves goes on serving.
    if (!services) return;
    this.seen = stamp;
    for (const [name, watchers] of this.watchers) {
      const service = services.get(name) ?? { active: null, canary: null };
      for (const changed of watchers) changed(service);
    }
  }

  private stamp(): string {
    try {
      const { mtimeMs, size, ino } = statSync(this.file);
      return `${mtimeMs} ${size} ${ino}`;
    } catch {
      return '';
    }
  }

  private read(): Map<string, Service> | undefined {
    try {
      const { subjects } = JSON.parse(readFileSync(this.file, 'utf8')) as { subjects: Record<string, Versions> };
      return new Map(Object.entries(subjects).map(([name, versions]) => [name, serviceOf(versions)]));
    } catch {
      return undefined;
    }
  }
}

function serviceOf({ active, canary, versions }: Versions): Service {
  const served = (version: string | undefined): ServedVersion | null => {
    const found = versions.find((one) => one.version === version);
    return found?.code
      ? { version: found.version, key: keyOf(found), code: found.code, original: versions[0]!.hash }
      : null;
  };
  const tried = served(canary?.version);
  return { active: served(active), canary: canary && tried ? { version: tried, share: canary.share } : null };
}

/** What readings of a version go by: where a registry was moved away, the same number and text are another trial. */
export const keyOf = ({ version, hash, date }: Pick<Version, 'version' | 'hash' | 'date'>): string =>
  `${version}-${hash}-${Date.parse(date).toString(36)}`;
