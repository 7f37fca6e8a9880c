/**
 * `integron/live`: a plain function that runs the version in service, and can be swapped while it serves. It only ever
 * watches and aborts: what goes into service is decided elsewhere.
 */
import { Equality, type Outcome } from '../experiment/equality.ts';
import type { Abort, Code } from '../population/registry.ts';
import { populationsFolder } from '../population/store.ts';
import { NO_SUMS, type Sums, sequenceEstimate, withValue } from '../statistics/confidence-sequence.ts';
import { copyOf, isUsedOnce, putBack, type Snapshot, snapshotOf } from './arguments.ts';
import { type AnyFunction, hasChanged, isComparable, isRepeatable, load } from './code.ts';
import { LeakWatch } from './heap.ts';
import { Readings } from './readings.ts';
import { type ServedVersion, type Service, ServiceFile } from './service.ts';

export interface LiveOptions {
  /** The folder of populations whose registry says what is in service (default: ./populations if it exists, else ./.integron). */
  readonly populations?: string;
  /** Share of the canary's calls that both sides make, on copies; 0.1 where left out. */
  readonly shadow?: number;
  /** A stream of numbers in [0, 1) and a clock in milliseconds, of the caller's own in tests. */
  readonly random?: () => number;
  readonly now?: () => number;
  /** Called when a version goes out of service because of what it did here. */
  readonly onAbort?: (abort: Abort) => void;
}

/** Calls of one block: a side is drawn for each. */
const BLOCK = 32;
/** Chance of an abort for slowness that is none, over all looks at one version. */
const ALPHA = 0.01;
/**
 * Calls, or milliseconds of its own, before a version's times count: code that was just loaded is slow until V8 has
 * optimised it. Nine of 150 good versions of a function of 50 ns went out for that.
 */
const WARM_CALLS = 4096;
const WARM_MS = 100;
interface Made {
  readonly calls: number;
  readonly spent: number;
}
const NOT_MADE: Made = { calls: 0, spent: 0 };
const isWarm = ({ calls, spent }: Made): boolean => calls >= WARM_CALLS || spent >= WARM_MS;
/** A version whose speed is surely below this, beside the one in service, is out. */
const SLOWEST = 0.95;
const SHADOW = 0.1;
/** Of a trial, calls by both sides, with the copies for them, may take this share of the time, and so many milliseconds at once. */
const SHADOW_COST = 0.25;
const SHADOW_MS = 50;
/** Of what is in service, one call in about so many is made by the original as well; fewer where that, copies and comparison and all, takes more than this share of the time. */
const SAMPLE_EVERY = 2048;
const SAMPLE_COST = 0.01;
/** More often at first, until so many were timed: nobody knows yet how it does here. */
const FIRST_EVERY = 256;
const FIRST_SAMPLES = 128;
/** Samples after which the comparison with the original begins anew: a long good time hides no bad one. */
const SAMPLES = 1024;
/** Calls for which it is noted what their arguments were, after one that could not be made again for want of that. */
const WARY_CALLS = 1024;

interface Side {
  readonly version: string;
  /** Version, hash and date: numbers begin again where a registry was moved away. */
  readonly key: string;
  readonly call: AnyFunction;
  /** Null for the original. */
  readonly code: Code | null;
}

/**
 * @param name of the subject in the registry.
 * @param original what runs until something else is in service, and whenever that fails.
 */
export function live<F extends (...args: never[]) => unknown>(name: string, original: F, options: LiveOptions = {}): F {
  const served = new Served(name, original as unknown as AnyFunction, options);
  function serve(this: unknown, ...args: unknown[]): unknown {
    return served.run(this, args);
  }
  Object.defineProperty(serve, 'name', { value: original.name });
  Object.defineProperty(serve, 'length', { value: original.length });
  return serve as unknown as F;
}

class Served {
  /** What a call does now. */
  run: (self: unknown, args: unknown[]) => unknown;
  private readonly original: Side;
  private active: Side;
  private canary: Side | null = null;
  private share = 0;
  private readonly name: string;
  private readonly options: Required<Pick<LiveOptions, 'shadow' | 'random' | 'now'>> & LiveOptions;
  private readonly file: ServiceFile;
  private readonly readings: Readings;
  /** Versions that this process has seen fail, by key. */
  private readonly aborted = new Set<string>();
  /** The block under way: whose it is, calls left and made, time spent. */
  private block: { side: Side; left: number; calls: number; spent: number } | null = null;
  /** Milliseconds a call of the last block of what is in service; each is compared once. */
  private reference: number | null = null;
  private speed: Sums = NO_SUMS;
  /** Of the version on trial, here. */
  private made = NOT_MADE;
  /** Milliseconds of calls while something is on trial, and of what both sides made. */
  private spent = 0;
  private shadowing = 0;
  /** Of what is on trial, or else in service. */
  private leak: LeakWatch | null = null;
  /** Calls of the original while what is in service is suspected to leak. */
  private apart = 0;
  private wary = 0;
  /** Calls of what is in service until one is made by both sides, and how many these were at first. */
  private untilSample = FIRST_EVERY;
  private sampleAfter = FIRST_EVERY;
  /** Of these, those that the watch for leaks knows of. */
  private counted = 0;
  /** Of the original, in these: it is loaded, and slow at first, like any version. */
  private asked = NOT_MADE;
  /** Calls of what is in service, since it is. */
  private served = 0;
  /** Logarithms of time of the original / time of what is in service, and how often this began. */
  private beside: Sums = NO_SUMS;
  private begun = 1;

  constructor(name: string, original: AnyFunction, options: LiveOptions) {
    this.name = name;
    this.options = { shadow: SHADOW, random: Math.random, now: () => performance.now(), ...options };
    this.original = { version: 'V0', key: 'V0', call: original, code: null };
    this.active = this.original;
    this.run = this.direct;
    const populations = populationsFolder(options.populations);
    this.readings = new Readings(populations, name);
    this.file = ServiceFile.in(populations);
    this.file.watch(name, (service) => this.update(service));
  }

  private update({ active, canary }: Service): void {
    const tried = canary && this.sideOf(canary.version);
    const serving = this.sideOf(active) ?? this.original;
    if (serving.key !== this.active.key) this.beginService();
    this.active = serving;
    if (tried?.key !== this.canary?.key) this.begin();
    this.canary = tried ?? null;
    this.share = canary?.share ?? 0;
    this.run = this.canary ? this.tried : this.direct;
    if (this.canary) this.leak ??= new LeakWatch();
    else if (serving.code) this.leak ??= new LeakWatch(undefined, undefined, () => this.uncounted());
    this.readings.only([this.original, serving, this.canary ?? serving].map(({ key }) => key));
  }

  /** Nothing is known of what is on trial. */
  private begin(): void {
    this.speed = NO_SUMS;
    this.made = NOT_MADE;
    this.block = null;
    this.reference = null;
    this.spent = 0;
    this.shadowing = 0;
    this.endLeakWatch();
  }

  private endLeakWatch(): void {
    this.leak?.close();
    this.leak = null;
  }

  /** Nothing is known of what is in service. */
  private beginService(): void {
    this.untilSample = this.sampleAfter = FIRST_EVERY;
    this.counted = 0;
    this.served = 0;
    this.beside = NO_SUMS;
    this.begun = 1;
    this.endLeakWatch();
  }

  private sideOf(version: ServedVersion | null): Side | null {
    if (!version || this.aborted.has(version.key)) return null;
    for (const known of [this.active, this.canary]) if (known?.key === version.key) return known;
    // Mended since: the original is better than what was made of the one before.
    if (hasChanged(version.code.file, version.original)) return null;
    try {
      return { ...version, call: load(version.code) };
    } catch (error) {
      this.abort(version, `does not load: ${(error as Error).message}`);
      return null;
    }
  }

  /** Nothing is under way. */
  private direct(self: unknown, args: unknown[]): unknown {
    const { active } = this;
    if (active.code === null) return Reflect.apply(active.call, self, args);
    if (--this.untilSample < 0) return this.sampled(active, self, args);
    try {
      return Reflect.apply(active.call, self, args);
    } catch (error) {
      return this.afterThrow(active, self, args, null, error);
    }
  }

  /** It is noted what the arguments were, so that the original can be asked where this throws. */
  private warily(self: unknown, args: unknown[]): unknown {
    const { active } = this;
    if (--this.wary < 0) {
      this.run = this.direct;
      return this.direct(self, args);
    }
    const before = this.copied(active, args, snapshotOf);
    try {
      return Reflect.apply(active.call, self, args);
    } catch (error) {
      return this.afterThrow(active, self, args, before, error);
    }
  }

  /** The original makes all calls: whether storage grows all the same is what is asked. */
  private withoutIt(self: unknown, args: unknown[]): unknown {
    if (++this.apart % BLOCK === 0) {
      this.leak?.made(0, BLOCK);
      if (!this.leak?.paused) this.run = this.direct;
    }
    return Reflect.apply(this.original.call, self, args);
  }

  /** Calls of what is in service that the watch for leaks has not been told of. */
  private uncounted(): number {
    const calls = this.sampleAfter - Math.max(0, this.untilSample) - this.counted;
    this.counted += calls;
    return calls;
  }

  /** Whether what is in service is to get no more calls, for now or for good. */
  private leaks(side: Side): boolean {
    if (this.canary) return false;
    const calls = this.uncounted();
    const reason = this.leak?.made(calls, calls);
    if (reason) this.abort(side, reason);
    else if (this.leak?.paused) this.run = this.withoutIt;
    return this.run !== this.direct || this.active !== side;
  }

  /** What is in service may get slower, or wrong, as what it is called with changes. */
  private sampled(side: Side, self: unknown, args: unknown[]): unknown {
    const { now, random } = this.options;
    const begun = now();
    const next = (every: number): void => {
      this.untilSample = this.sampleAfter = Math.ceil(every * (0.5 + random()));
      this.counted = 0;
    };
    this.served += this.sampleAfter;
    const isOver = this.leaks(side);
    const every = this.begun === 1 && this.beside.count < FIRST_SAMPLES ? FIRST_EVERY : SAMPLE_EVERY;
    next(every);
    if (isOver) return this.run(self, args);
    const timed = (call: AnyFunction, given: unknown[]): [Outcome, number] => {
      const start = now();
      const outcome = outcomeOf(call, self, given);
      return [outcome, now() - start];
    };
    /** Looked at again when calls have taken so much time that this was little. */
    const spared = (own: number): void => {
      if (own > 0) next(Math.max(every, (now() - begun - own) / own / SAMPLE_COST));
    };
    const copies = isComparable(side.code!.traits) ? this.copied(side, args, copyOf) : null;
    if (!copies) {
      const start = now();
      try {
        return this.direct(self, args);
      } finally {
        spared(now() - start);
      }
    }
    // Who comes second finds things in place: by turns, that is neither's gain.
    const first = random() < 0.5 ? timed(side.call, copies) : null;
    const [right, others] = timed(this.original.call, args);
    const [mine, own] = first ?? timed(side.call, copies);
    const { asked } = this;
    this.asked = { calls: asked.calls + 1, spent: asked.spent + others };
    if (isWarm(asked) && this.served >= WARM_CALLS && own > 0 && others > 0)
      this.compared(side, Math.log(others / own));
    else this.readings.shadowed(side.key);
    try {
      return this.agreed(side, right, mine);
    } finally {
      spared(own);
    }
  }

  /** What is surely slower than the original serves nobody. */
  private compared(side: Side, log: number): void {
    this.readings.sampled(side.key, log);
    this.beside = withValue(this.beside, log);
    // All that ever begin together have one chance of a false alarm.
    const { high } = sequenceEstimate(this.beside, (ALPHA * 6) / (Math.PI * this.begun) ** 2);
    if (high < SLOWEST) this.abort(side, `is slower than the original: at most ${high.toFixed(2)} times as fast`);
    else if (this.beside.count >= SAMPLES) {
      this.beside = NO_SUMS;
      this.begun++;
    }
  }

  /** A canary has a share of the calls. */
  private tried(self: unknown, args: unknown[]): unknown {
    const block = this.nextCall();
    if (!block) return this.direct(self, args);
    const { side } = block;
    const { code } = side;
    // What serves is watched while another one is on trial as well.
    if (code !== null && side !== this.canary && --this.untilSample < 0) return this.sampled(side, self, args);
    const { now } = this.options;
    if (side === this.canary && isComparable(code!.traits) && this.isShadowed()) {
      const start = now();
      const copies = this.copied(side, args, copyOf);
      try {
        if (copies) return this.shadow(side, self, args, copies);
      } finally {
        this.shadowing += now() - start;
      }
    }
    // Taken before the call: after it nobody knows what the arguments were.
    const changes = code !== null && isRepeatable(code.traits) && code.traits.changesArguments;
    const before = changes ? this.copied(side, args, snapshotOf) : null;
    const start = now();
    let value: unknown;
    try {
      value = Reflect.apply(side.call, self, args);
    } catch (error) {
      this.readings.threw(side.key);
      if (code === null) throw error;
      return this.afterThrow(side, self, args, before, error);
    }
    const took = now() - start;
    block.spent += took;
    block.calls++;
    this.readings.took(side.key, took);
    return value;
  }

  /** Both sides make a call in ten, and fewer where copies are dear. */
  private isShadowed(): boolean {
    const { random, shadow } = this.options;
    return random() < shadow && this.shadowing <= SHADOW_MS + SHADOW_COST * this.spent;
  }

  /** The block that a call is of; null where nothing is on trial any more. */
  private nextCall(): NonNullable<Served['block']> | null {
    if (this.block && this.block.left <= 0) {
      const { block } = this;
      this.block = null;
      this.ended(block);
    }
    const { canary } = this;
    if (!canary) return null;
    if (!this.block) {
      const drawn = this.options.random() < this.share && !this.leak?.paused;
      const side = drawn ? canary : this.active;
      this.block = { side, left: BLOCK, calls: 0, spent: 0 };
    }
    this.block.left--;
    return this.block;
  }

  /** Each block of the canary is held against the last one of the other side that was not compared yet. */
  private ended({ side, calls, spent }: NonNullable<Served['block']>): void {
    const leaks = this.leak?.made(side === this.canary ? BLOCK : 0, BLOCK);
    if (leaks && this.canary) {
      this.abort(this.canary, leaks);
      return;
    }
    if (calls === 0 || !(spent > 0)) return;
    const mean = spent / calls;
    this.spent += spent;
    this.readings.add(side.key, calls, spent);
    if (side !== this.canary) {
      this.reference = mean;
      return;
    }
    const { made } = this;
    this.made = { calls: made.calls + calls, spent: made.spent + spent };
    if (this.reference === null || !isWarm(made)) return;
    const log = Math.log(this.reference / mean);
    this.reference = null;
    this.speed = withValue(this.speed, log);
    this.readings.compare(side.key, log);
    const { high } = sequenceEstimate(this.speed, ALPHA);
    if (high < SLOWEST) this.abort(side, `is slower: at most ${high.toFixed(2)} times as fast`);
  }

  /** Both sides make the call; the original's answer is given. */
  private shadow(canary: Side, self: unknown, args: unknown[], copies: unknown[]): unknown {
    const mine = outcomeOf(canary.call, self, copies);
    const right = outcomeOf(this.original.call, self, args);
    this.readings.shadowed(canary.key);
    return this.agreed(canary, right, mine);
  }

  /** The original's answer; a version with another one is out. */
  private agreed(side: Side, right: Outcome, mine: Outcome): unknown {
    const difference = differenceOf(right, mine, side.code!.tolerance);
    if (difference !== undefined) this.abort(side, `${difference} in shadow`);
    if (right.threw) throw right.error;
    return right.value;
  }

  /** A version threw: where the original does not, its answer is given and the version is out. */
  private afterThrow(side: Side, self: unknown, args: unknown[], before: Snapshot | null, error: unknown): unknown {
    const { traits } = side.code!;
    // Where the original cannot be asked as if nothing had happened, the error is the answer.
    if (!isRepeatable(traits) || isUsedOnce(args) || (traits.changesArguments && !before)) {
      // Whether the original throws as well, the next call that both make will tell.
      this.untilSample = 0;
      if (isRepeatable(traits) && traits.changesArguments && side === this.active && !this.canary) {
        this.wary = WARY_CALLS;
        this.run = this.warily;
      }
      throw error;
    }
    if (before) putBack(before);
    const value = Reflect.apply(this.original.call, self, args);
    this.abort(side, `throws ${(error as Error)?.name ?? typeof error} where the original does not`);
    return value;
  }

  private copied<T>(side: Side, args: unknown[], copy: (args: readonly unknown[]) => T | null): T | null {
    const { now } = this.options;
    const start = now();
    const copies = copy(args);
    this.readings.copied(side.key, now() - start, copies !== null);
    return copies;
  }

  /** Out of service here at once, and everywhere as soon as the registry says so. */
  private abort({ version, key }: { readonly version: string; readonly key: string }, reason: string): void {
    if (this.aborted.has(key)) return;
    this.aborted.add(key);
    if (this.canary?.key === key) this.canary = null;
    if (this.active.key === key) {
      this.active = this.original;
      // The registry ends the trial as well: what was on trial was held against what went out.
      this.canary = null;
      this.beginService();
    }
    this.begin();
    this.run = this.canary ? this.tried : this.direct;
    const abort: Abort = { version, reason, date: new Date().toISOString() };
    this.file.abort(this.name, key, abort);
    try {
      this.options.onAbort?.(abort);
    } catch (error) {
      // It is not the caller's of this call.
      process.emitWarning(error as Error);
    }
  }
}

function outcomeOf(call: AnyFunction, self: unknown, args: unknown[]): Outcome {
  try {
    return { threw: false, value: Reflect.apply(call, self, args), args };
  } catch (error) {
    return { threw: true, error, args };
  }
}

/** What cannot be compared is no difference. */
function differenceOf(right: Outcome, mine: Outcome, tolerance: number): string | undefined {
  try {
    return new Equality({ tolerance, messages: [], prototypes: new Map() }).difference(right, mine);
  } catch {
    return undefined;
  }
}
