/** What processes saw of the versions that they served: written now and then, read together by whoever decides. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import writeFileAtomic from 'write-file-atomic';
import { NO_SUMS, type Sums, together, withValue } from '../statistics/confidence-sequence.ts';
import { driftOf, NOT_SAMPLED, type Sampled, samplesTogether, withSample } from './drift.ts';

export interface VersionReading {
  readonly calls: number;
  readonly milliseconds: number;
  /** Calls that both sides made, and those that could not be because something in them cannot be copied. */
  readonly shadowed: number;
  readonly uncopied: number;
  /** Calls on trial that threw, of either side; none in older files. */
  readonly threw?: number;
  /** Logarithms of time in service / time of the version, a block each. */
  readonly speed: Sums;
  /** Of calls in service that the original made as well. */
  readonly sampled: Sampled;
  /** Nanoseconds of each call that was timed: an HDR histogram, compressed, which can be merged with others. */
  readonly latency: string | null;
}

export interface Reading {
  readonly versions: Readonly<Record<string, VersionReading>>;
  /** Copies of arguments taken, and milliseconds spent on them. */
  readonly copies: number;
  readonly copyMilliseconds: number;
}

const NOTHING: VersionReading = {
  calls: 0,
  milliseconds: 0,
  shadowed: 0,
  uncopied: 0,
  speed: NO_SUMS,
  sampled: NOT_SAMPLED,
  latency: null,
};
/** Two digits of each value; up to a minute. */
const HISTOGRAM = { bitBucketSize: 64, numberOfSignificantValueDigits: 2, highestTrackableValue: 60e9 } as const;
/** Milliseconds after which a process that wrote nothing more is taken to be gone. */
const SAMPLES_LAST = 3_600_000;
/** Milliseconds between two writings. */
const EVERY = 1000;

const folderIn = (populations: string): string => join(populations, 'service');

/** What is to be written before the process ends: one listener for all live functions. */
const unwritten = new Set<Readings>();
const writeAll = (): void => {
  for (const readings of [...unwritten]) readings.write();
};

/** One live function's own. */
export class Readings {
  private readonly folder: string;
  private readonly file: string;
  private readonly versions = new Map<string, VersionReading>();
  private readonly latencies = new Map<string, Histogram>();
  private copies = 0;
  private copyMilliseconds = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(populations: string, name: string) {
    this.folder = folderIn(populations);
    this.file = join(this.folder, `${encodeURIComponent(name)}.${process.pid}-${randomUUID()}.json`);
  }

  /** One call. */
  took(version: string, milliseconds: number): void {
    let latency = this.latencies.get(version);
    if (!latency) {
      latency = build(HISTOGRAM);
      this.latencies.set(version, latency);
    }
    latency.recordValue(Math.max(1, Math.min(HISTOGRAM.highestTrackableValue, Math.round(milliseconds * 1e6))));
  }

  /** A block of calls. */
  add(version: string, calls: number, milliseconds: number): void {
    const known = this.versions.get(version) ?? NOTHING;
    this.put(version, { ...known, calls: known.calls + calls, milliseconds: known.milliseconds + milliseconds });
  }

  compare(version: string, log: number): void {
    const known = this.versions.get(version) ?? NOTHING;
    this.put(version, { ...known, speed: withValue(known.speed, log) });
  }

  sampled(version: string, log: number): void {
    const known = this.versions.get(version) ?? NOTHING;
    this.put(version, { ...known, shadowed: known.shadowed + 1, sampled: withSample(known.sampled, log) });
  }

  shadowed(version: string): void {
    const known = this.versions.get(version) ?? NOTHING;
    this.put(version, { ...known, shadowed: known.shadowed + 1 });
  }

  copied(version: string, milliseconds: number, done: boolean): void {
    if (done) {
      this.copies++;
      this.copyMilliseconds += milliseconds;
      return;
    }
    const known = this.versions.get(version) ?? NOTHING;
    this.put(version, { ...known, uncopied: known.uncopied + 1 });
  }

  threw(version: string): void {
    const known = this.versions.get(version) ?? NOTHING;
    this.put(version, { ...known, threw: (known.threw ?? 0) + 1 });
  }

  /** All but these are over: nobody asks for figures of what served before. */
  only(versions: readonly string[]): void {
    for (const known of [this.versions, this.latencies])
      for (const version of known.keys()) if (!versions.includes(version)) known.delete(version);
  }

  private put(version: string, reading: VersionReading): void {
    this.versions.set(version, reading);
    this.timer ??= setTimeout(() => this.write(), EVERY).unref();
    if (unwritten.size === 0) process.once('exit', writeAll);
    unwritten.add(this);
  }

  write(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    unwritten.delete(this);
    if (unwritten.size === 0) process.off('exit', writeAll);
    const reading: Reading = {
      versions: Object.fromEntries(
        [...this.versions].map(([version, reading]) => {
          const latency = this.latencies.get(version);
          return [version, { ...reading, latency: latency ? encodeIntoCompressedBase64(latency) : null }];
        }),
      ),
      copies: this.copies,
      copyMilliseconds: this.copyMilliseconds,
    };
    try {
      mkdirSync(this.folder, { recursive: true });
      // A service is not to wait for its disk: what is lost with the machine was of the last second.
      writeFileAtomic.sync(this.file, `${JSON.stringify(reading)}\n`, { fsync: false });
    } catch {
      // A full disk costs the figures, not the service: without figures nothing is promoted.
    }
  }
}

/** The subject whose readings a file holds, encoded as in the file's name: others may have put theirs here. */
const subjectOf = (file: string): string => file.replace(/\.[^.]*\.json$/, '');

/**
 * Takes away what no process added to since a time, in milliseconds of the epoch.
 * @param kept names of subjects that something is on trial of: what was seen since the last step is a difference.
 */
export function forgetReadings(populations: string, before: number, kept: ReadonlySet<string>): void {
  const folder = folderIn(populations);
  const encoded = new Set([...kept].map(encodeURIComponent));
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (encoded.has(subjectOf(name))) continue;
    const file = join(folder, name);
    // Others may take it away at the same time.
    if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? before) < before) rmSync(file, { force: true });
  }
}

/** All processes' readings of one subject, put together. */
export function readingsIn(populations: string, name: string): Reading {
  const folder = folderIn(populations);
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => subjectOf(file) === encodeURIComponent(name))
    : [];
  return files
    .flatMap((file) => readingAt(join(folder, file)))
    .reduce(merged, { versions: {}, copies: 0, copyMilliseconds: 0 });
}

/** Nothing where a file is torn: it was being written. */
function readingAt(file: string): Reading[] {
  try {
    const reading = JSON.parse(readFileSync(file, 'utf8')) as Reading;
    const old = Date.now() - statSync(file).mtimeMs > SAMPLES_LAST;
    // Each process is held against itself: where one has only its first samples, they would be held against others'.
    const sampledOf = ({ sampled }: VersionReading): Sampled =>
      old || !sampled || driftOf(sampled) === null ? NOT_SAMPLED : sampled;
    const versions = Object.entries(reading.versions).map(([key, one]) => [key, { ...one, sampled: sampledOf(one) }]);
    return [{ ...reading, versions: Object.fromEntries(versions) }];
  } catch {
    return [];
  }
}

function merged(a: Reading, b: Reading): Reading {
  const names = [...new Set([...Object.keys(a.versions), ...Object.keys(b.versions)])];
  const of = ({ versions }: Reading, name: string): VersionReading => versions[name] ?? NOTHING;
  return {
    versions: Object.fromEntries(
      names.map((name) => {
        const [x, y] = [of(a, name), of(b, name)];
        return [
          name,
          {
            calls: x.calls + y.calls,
            milliseconds: x.milliseconds + y.milliseconds,
            shadowed: x.shadowed + y.shadowed,
            uncopied: x.uncopied + y.uncopied,
            threw: (x.threw ?? 0) + (y.threw ?? 0),
            speed: together(x.speed, y.speed),
            sampled: samplesTogether(x.sampled, y.sampled),
            latency: mergedLatency(x.latency, y.latency),
          },
        ];
      }),
    ),
    copies: a.copies + b.copies,
    copyMilliseconds: a.copyMilliseconds + b.copyMilliseconds,
  };
}

function mergedLatency(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  const both = decodeFromCompressedBase64(a);
  both.add(decodeFromCompressedBase64(b));
  return encodeIntoCompressedBase64(both);
}

/** Nanoseconds below which half, and 99 of 100, of the calls lie; null where none was timed. */
export function quantilesOf(latency: string | null): { readonly half: number; readonly most: number } | null {
  if (latency === null) return null;
  const known = decodeFromCompressedBase64(latency);
  return { half: known.getValueAtPercentile(50), most: known.getValueAtPercentile(99) };
}
