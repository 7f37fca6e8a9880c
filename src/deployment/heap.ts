/** What a version on trial leaves behind: live storage of the process, read after full collections. */
import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';

/** Full collections in a row, each with more left than the one before, that make a version suspect. */
const COLLECTIONS = 4;
/** Bytes that have to be left in all of these together, and for each call of the version. */
const LEAST_BYTES = 4_000_000;
const LEAST_EACH = 32;
/** Growth without the version, as a share of that with it, below which it is the version that grows. */
const WITHOUT = 1 / 3;

/** Bytes held outside of the young generation; what is dead and not yet collected is among them. */
export function heldBytes(): number {
  let bytes = process.memoryUsage().arrayBuffers;
  for (const { space_name: name, space_used_size: used } of getHeapSpaceStatistics())
    if (name === 'old_space' || name === 'large_object_space') bytes += used;
  return bytes;
}

/** Node's types do not know what collections tell. */
type GcEntry = PerformanceEntry & { readonly detail: { readonly kind: number } };

const listeners = new Set<() => void>();
let observer: PerformanceObserver | null = null;

/** Calls back after each full collection. @returns what ends that. */
function afterCollections(listener: () => void): () => void {
  listeners.add(listener);
  observer ??= new PerformanceObserver((list) => {
    const full = list
      .getEntries()
      .some((entry) => (entry as GcEntry).detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (full) for (const one of listeners) one();
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = null;
  };
}

interface Point {
  /** Calls of the version, and of both sides, until then. */
  readonly own: number;
  readonly all: number;
  readonly bytes: number;
}

/**
 * Watches whether storage grows with the calls of a version on trial. A process may grow for reasons of its own, and stop:
 * a version is guilty where growth stops while it gets no calls, and begins again when it does.
 */
export class LeakWatch {
  private readonly held: () => number;
  private readonly end: () => void;
  private own = 0;
  private all = 0;
  private least = LEAST_BYTES;
  private points: Point[] = [];
  private pause: { readonly from: Point; readonly until: number; readonly each: number; least: number } | null = null;
  /** Whether growth stopped without the version, the last time. */
  private suspected = false;
  private reason: string | null = null;

  /** @param counted calls that nobody has told of yet, of the version and of both sides, when a collection asks. */
  constructor(
    held: () => number = heldBytes,
    subscribe: (listener: () => void) => () => void = afterCollections,
    counted: () => number = () => 0,
  ) {
    this.held = held;
    this.end = subscribe(() => {
      const calls = counted();
      this.own += calls;
      this.all += calls;
      this.collected();
    });
  }

  /** Whether the version is to get no calls for now. */
  get paused(): boolean {
    return this.pause !== null;
  }

  /** After calls of either side. @returns why the version is to go, or null. */
  made(own: number, all: number): string | null {
    this.own += own;
    this.all += all;
    const { pause } = this;
    if (pause && this.all >= pause.until) {
      this.pause = null;
      this.points = [];
      const grown = Math.min(pause.least, this.held()) - pause.from.bytes;
      this.suspected = grown < WITHOUT * pause.each * (this.all - pause.from.all);
      // Others grow: that much again may be theirs as well.
      if (!this.suspected) this.least *= 2;
    }
    return this.reason;
  }

  close(): void {
    this.end();
  }

  private collected(): void {
    const bytes = this.held();
    if (this.pause) {
      this.pause.least = Math.min(this.pause.least, bytes);
      return;
    }
    const point: Point = { own: this.own, all: this.all, bytes };
    const last = this.points.at(-1);
    if (last && (point.bytes <= last.bytes || point.own === last.own)) {
      this.points = [];
      this.suspected = false;
    }
    this.points.push(point);
    const first = this.points[0]!;
    const grown = point.bytes - first.bytes;
    const each = grown / Math.max(1, point.own - first.own);
    if (this.points.length < COLLECTIONS || grown < this.least || each < LEAST_EACH) return;
    if (this.suspected) {
      this.reason = `keeps about ${Math.round(each)} bytes a call`;
      return;
    }
    const span = point.all - first.all;
    this.pause = {
      from: point,
      until: this.all + Math.ceil(span / 2),
      each: grown / span,
      least: Number.POSITIVE_INFINITY,
    };
  }
}
