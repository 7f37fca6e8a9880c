/** Where the continuous cycle is: kept after each step, so that a crash costs the step under way. */
import { join } from 'node:path';
import { AtomicJson } from '../population/adapters.ts';

export interface TargetState {
  readonly failures: number;
  /** The first cycle in which it is tried again, if its files are then as they were when it failed. */
  readonly skipUntil: number;
  readonly failedWith?: string;
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
  /** The run under way, once it has begun, and the target that it is of. */
  readonly run?: { readonly name: string; readonly of: string } | null;
  readonly pid: number;
  readonly beat: string;
  readonly over: boolean;
  /** Whether it was told to stop: then what it was at is no fault of that. */
  readonly stopped?: boolean;
  /** Times that the loop died at the target that it was at last. */
  readonly deaths?: number;
  /** How its targets fared since it began, by outcome. */
  readonly outcomes?: Readonly<Record<string, number>>;
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

  /** The run that was under way when the loop was broken off at this target. */
  unfinished(name: string): string | null {
    return this.kept.run?.of === name ? this.kept.run.name : null;
  }

  get cycle(): number {
    return this.kept.cycle;
  }

  get runs(): readonly string[] {
    return this.kept.runs ?? [];
  }

  private ran(run: string): void {
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
      this.change({ cycle: 1, done: [], outcomes: {}, targets: Object.fromEntries(targets) });
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

  /** @param files what they held. @returns cycles that it is left out for. */
  failed(name: string, most: number, files: string): number {
    const { failures } = this.of(name);
    const skipped = Math.min(most, 2 ** failures);
    this.changeTarget(name, { failures: failures + 1, skipUntil: this.cycle + skipped + 1, failedWith: files });
    return skipped;
  }

  /** Whether it is left out in this cycle: one whose files were changed since it failed may have been mended. */
  isLeftOut(name: string, files: string): boolean {
    const { skipUntil, failedWith = files } = this.of(name);
    return skipUntil > this.cycle && failedWith === files;
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

  /** The run of the target that it is at has begun. */
  searching(run: string): Promise<void> {
    this.ran(run);
    return this.save({ run: { name: run, of: this.kept.doing ?? '' } });
  }

  done(name: string, outcome: string): Promise<void> {
    const { outcomes = {}, done } = this.kept;
    const counted = { ...outcomes, [outcome]: (outcomes[outcome] ?? 0) + 1 };
    return this.save({ done: [...done, name], doing: null, run: null, deaths: 0, outcomes: counted });
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
