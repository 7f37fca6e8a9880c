/** Where the continuous cycle is: kept after each step, so that a crash costs the step under way. */
import { join } from 'node:path';
import { AtomicJson } from '../population/adapters.ts';

export interface TargetState {
  readonly failures: number;
  /** The first cycle in which it is tried again. */
  readonly skipUntil: number;
  /** Logarithm of what each cycle gained beyond those before it, and its seconds. */
  readonly history: readonly { readonly gain: number; readonly seconds: number }[];
  /** Logarithm of the best beside the original so far. */
  readonly best: number;
}

export interface Kept {
  readonly cycle: number;
  readonly done: readonly string[];
  /** When the cycle began: a restart waits for what is left of its interval. */
  readonly began: string;
  /** What it is at, the process that it is, and when it last said so. */
  readonly doing: string | null;
  readonly pid: number;
  readonly beat: string;
  readonly over: boolean;
  /** Whether it was told to stop: then what it was at is no fault of that. */
  readonly stopped?: boolean;
  /** Times that the loop died at the target that it was at last. */
  readonly deaths?: number;
  /** Its own runs that are still there, oldest first. */
  readonly runs?: readonly string[];
  readonly targets: Readonly<Record<string, TargetState>>;
}

const FRESH: TargetState = { failures: 0, skipUntil: 0, history: [], best: 0 };
const MOST_HISTORY = 50;
/** Deaths of the loop at one target after which that is left out: one may have had another cause. */
const MOST_DEATHS = 2;

const fileIn = (populations: string): AtomicJson<Kept> => new AtomicJson(join(populations, 'registry-loop.json'));

/** What a loop says of itself; null where none ran in this folder, or the file is damaged. */
export async function loopIn(populations: string): Promise<Kept | null> {
  const kept = await fileIn(populations)
    .read()
    .catch(() => null);
  const whole = Number.isInteger(kept?.cycle) && Array.isArray(kept?.done) && typeof kept?.targets === 'object';
  return whole && kept!.targets !== null ? kept : null;
}

export class LoopState {
  private readonly file: AtomicJson<Kept>;
  private kept: Kept;

  static async open(populations: string): Promise<LoopState> {
    return new LoopState(fileIn(populations), await loopIn(populations));
  }

  private constructor(file: AtomicJson<Kept>, kept: Kept | null) {
    this.file = file;
    const beat = new Date(0).toISOString();
    const fresh = { cycle: 1, done: [], began: beat, doing: null, pid: process.pid, beat, over: true, targets: {} };
    this.kept = kept ?? fresh;
  }

  get cycle(): number {
    return this.kept.cycle;
  }

  get runs(): readonly string[] {
    return this.kept.runs ?? [];
  }

  ran(run: string): void {
    this.change({ runs: [...this.runs.filter((name) => name !== run), run] });
  }

  /** These are still there. */
  pruned(runs: readonly string[]): void {
    this.change({ runs });
  }

  /** Goes on where a loop was broken off; a loop that had come to its end begins anew, with what it knew. */
  begin(maxCycles: number | null): void {
    const { over, cycle, doing, stopped, deaths = 0 } = this.kept;
    const died = !over && !stopped && doing !== null;
    if (over || (maxCycles !== null && cycle > maxCycles)) {
      const left = (one: TargetState): TargetState => ({ ...one, skipUntil: Math.max(0, one.skipUntil - cycle) });
      const targets = Object.entries(this.kept.targets).map(([name, one]) => [name, left(one)] as const);
      this.change({ cycle: 1, done: [], targets: Object.fromEntries(targets) });
    }
    this.change({ over: false, pid: process.pid, stopped: false, deaths: died ? deaths + 1 : 0 });
  }

  /** The target at which the loop died again and again, if there is one. */
  get deadly(): string | null {
    return (this.kept.deaths ?? 0) >= MOST_DEATHS ? this.kept.doing : null;
  }

  of(name: string): TargetState {
    return Object.hasOwn(this.kept.targets, name) ? this.kept.targets[name]! : FRESH;
  }

  isDone(name: string): boolean {
    return this.kept.done.includes(name);
  }

  /** @param reached logarithm of the gain beside the original: what was reached before counts once. */
  learn(name: string, reached: number, seconds: number): void {
    const { history, best } = this.of(name);
    const one = { gain: Math.max(0, reached - best), seconds: Math.round(seconds * 10) / 10 };
    this.changeTarget(name, {
      history: [...history, one].slice(-MOST_HISTORY),
      best: Math.max(best, reached),
      failures: 0,
      skipUntil: 0,
    });
  }

  /** A new original: nothing was reached beside it. */
  forget(name: string): void {
    this.changeTarget(name, { best: 0 });
  }

  /** @returns cycles that it is left out for. */
  failed(name: string, most: number): number {
    const { failures } = this.of(name);
    const skipped = Math.min(most, 2 ** failures);
    this.changeTarget(name, { failures: failures + 1, skipUntil: this.cycle + skipped + 1 });
    return skipped;
  }

  /** Whether all of these are through in this cycle: the loop was broken off while it waited. */
  isThrough(names: readonly string[]): boolean {
    return this.kept.done.length > 0 && names.every((name) => this.isDone(name));
  }

  get began(): number {
    return Date.parse(this.kept.began);
  }

  started(): Promise<void> {
    return this.save({ began: this.kept.done.length === 0 ? new Date().toISOString() : this.kept.began });
  }

  doing(name: string): Promise<void> {
    return this.save({ doing: name });
  }

  done(name: string): Promise<void> {
    return this.save({ done: [...this.kept.done, name], doing: null, deaths: 0 });
  }

  /** It lives, and waits. */
  alive(): Promise<void> {
    return this.save({});
  }

  /** It ends because it was told to. */
  stopped(): Promise<void> {
    return this.save({ stopped: true });
  }

  finished(): Promise<void> {
    return this.save({ over: true });
  }

  next(): void {
    this.change({ cycle: this.cycle + 1, done: [] });
  }

  private changeTarget(name: string, change: Partial<TargetState>): void {
    this.change({ targets: { ...this.kept.targets, [name]: { ...this.of(name), ...change } } });
  }

  private change(change: Partial<Kept>): void {
    this.kept = { ...this.kept, ...change };
  }

  private async save(change: Partial<Kept>): Promise<void> {
    this.change({ ...change, beat: new Date().toISOString() });
    // A full disk costs what a crash would make of it, not the loop: the next step writes all of it again.
    await this.file.write(this.kept).catch((error: unknown) => process.emitWarning(error as Error));
  }
}
