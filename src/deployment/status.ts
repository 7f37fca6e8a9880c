/** What is in service of each subject, what it was seen to do, and what watches it. */
import type { Abort, Version } from '../population/registry.ts';
import { subjectNames, versionsOf } from '../population/registry.ts';
import { NO_SUMS, sequenceEstimate } from '../statistics/confidence-sequence.ts';
import type { Estimate } from '../statistics/summary.ts';
import { hasChanged } from './code.ts';
import { driftOf, NOT_SAMPLED } from './drift.ts';
import { quantilesOf, type Reading, readingsIn, type VersionReading } from './readings.ts';
import { keyOf } from './service.ts';

export interface Status {
  readonly name: string;
  readonly active: string;
  readonly canary: { readonly version: string; readonly share: number } | null;
  /** Of the version on trial, or else of the one in service. */
  readonly watched: string;
  readonly calls: number;
  readonly shadowed: number;
  /** Calls that only one side made because something in them cannot be copied. */
  readonly uncopied: number;
  /** Time of what is in service / time of the version on trial, at any look 95 %; null where nothing was compared. */
  readonly speed: Estimate | null;
  /** What that says; null where nothing is on trial. */
  readonly verdict: 'faster' | 'slower' | 'no telling yet' | null;
  /** The same of the version in service, from when it was on trial itself. */
  readonly onTrial: Estimate | null;
  /** Whether the module is another one than what is in service was made of: then the original runs. */
  readonly outdated: boolean;
  /** Speed of what is in service beside the original's, as a ratio to what it was at first; null where too little was seen. */
  readonly drift: Estimate | null;
  /** Nanoseconds a call of what was timed: below these lie half and 99 of 100. */
  readonly latency: Readonly<Record<string, { readonly half: number; readonly most: number }>>;
  /** What stands by when it throws or answers wrongly. */
  readonly protection: string;
  /** Microseconds that a copy of the arguments takes; null where none was taken. */
  readonly copyMicros: number | null;
  readonly aborts: readonly Abort[];
}

export async function statusOf(populations: string): Promise<Status[]> {
  const out: Status[] = [];
  for (const name of await subjectNames(populations)) {
    const known = (await versionsOf(populations, name))!;
    const watched = known.canary?.version ?? known.active;
    const reading = readingsIn(populations, name);
    const version = known.versions.find((one) => one.version === watched);
    const { calls, shadowed, uncopied, speed } = seenOf(reading, version);
    const active = known.versions.find((one) => one.version === known.active);
    const serving = seenOf(reading, active);
    const tried = known.canary && speed.count > 0 ? sequenceEstimate(speed, 0.05) : null;
    out.push({
      name,
      active: known.active,
      canary: known.canary ? { version: known.canary.version, share: known.canary.share } : null,
      watched,
      calls,
      shadowed,
      uncopied,
      // Of what is in service there is nothing beside it.
      speed: tried,
      verdict: known.canary ? verdictOf(tried) : null,
      onTrial: serving.speed.count > 0 ? sequenceEstimate(serving.speed, 0.05) : null,
      outdated: [version, active].some((one) => one?.code && hasChanged(one.code.file, known.versions[0]!.hash)),
      drift: driftOf(serving.sampled),
      latency: Object.fromEntries(
        known.versions.flatMap((one) => {
          const quantiles = quantilesOf(reading.versions[one.version === 'V0' ? 'V0' : keyOf(one)]?.latency ?? null);
          return quantiles ? [[one.version, quantiles]] : [];
        }),
      ),
      protection: protectionOf(version),
      copyMicros: reading.copies > 0 ? (reading.copyMilliseconds * 1000) / reading.copies : null,
      aborts: known.aborts ?? [],
    });
  }
  return out;
}

function verdictOf(speed: Estimate | null): 'faster' | 'slower' | 'no telling yet' {
  if (speed !== null && speed.low > 1) return 'faster';
  return speed !== null && speed.high < 1 ? 'slower' : 'no telling yet';
}

type Seen = Pick<VersionReading, 'calls' | 'shadowed' | 'uncopied' | 'speed' | 'sampled'>;
const NOTHING: Seen = { calls: 0, shadowed: 0, uncopied: 0, speed: NO_SUMS, sampled: NOT_SAMPLED };
const seenOf = ({ versions }: Reading, version: Version | undefined): Seen =>
  (version && versions[keyOf(version)]) || NOTHING;

function protectionOf(version: Version | undefined): string {
  if (!version?.code) return version?.version === 'V0' ? 'the original' : 'loaded by Integron itself';
  const { traits } = version.code;
  if (traits.asynchronous) return 'the pointer alone: its calls end later than they return';
  if (traits.usesThis) return 'the pointer alone: it uses `this`';
  if (traits.effects && traits.effects.length > 0)
    return `the pointer alone: its module uses ${traits.effects.join(', ')}, and a second call may be seen from outside`;
  if (traits.graded)
    return 'fallback to the original where it throws; its answers are graded, so another one is no fault';
  if (traits.changesArguments)
    return 'on trial shadow and fallback, on copies of the arguments; in service a call now and then beside the original: it changes its arguments, so there is no fallback';
  return 'shadow on trial, and now and then in service; fallback to the original where it throws';
}
