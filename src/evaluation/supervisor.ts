/**
 * Supervision of the workers: starts them, feeds them, replaces those that die, and finds who killed them. Each has a host
 * process of its own, since V8's settings are a process's: what one worker needs while it races would slow the cases of
 * its neighbour, whose code is compiled for a few dozen calls, three times.
 */
import { HostLink } from './host-link.ts';
import {
  type ExportedMember,
  type Extension,
  endedAt,
  type FromHost,
  type HostOptions,
  type Phase,
  type Preflight,
  refused,
  type Task,
  type TrialItem,
  type TrialResult,
} from './protocol.ts';

export interface SupervisorOptions extends Omit<HostOptions, 'worker'> {
  readonly workers: number;
  /** Milliseconds that one batch may take at the least, a worker's start included; more where the subject is slow. */
  readonly timeLimit: number;
  /** Variants in one batch. */
  readonly batch: number;
}

/** What the supervisor saw, for reports and the bench. */
export interface Supervision {
  readonly restarts: number;
  readonly blamed: number;
  /** Milliseconds workers spent on tasks, and had nothing to do while the engine asked for work. */
  readonly busy: number;
}

interface Waiting {
  readonly item: TrialItem;
  readonly phase: Phase;
  readonly resolve: (result: TrialResult) => void;
  readonly reject: (error: Error) => void;
}

const START_LIMIT = 60_000;
/** The longest time that a batch may ever take. */
const LONGEST = 120_000;

export class Supervisor {
  private readonly options: SupervisorOptions;
  private waiters: (() => void)[] = [];
  private readonly hosts: readonly HostLink[];
  private readonly queue: Waiting[] = [];
  private killers: readonly number[] = [];
  private blamed = 0;
  private busy = 0;
  private closed = false;
  private flushing = false;
  private alone: Promise<void> = Promise.resolve();
  private limit: number;

  constructor(options: SupervisorOptions) {
    this.options = options;
    const { payload, workers, memoryLimit } = options;
    this.hosts = Array.from({ length: workers }, (_, worker) => new HostLink({ payload, worker, memoryLimit }));
    this.limit = options.timeLimit;
  }

  /** How long a task may take follows from how long the look and the ancestor's own trial took, here or in another pool. */
  knows({ lookMs, trialMs }: Pick<Preflight, 'lookMs' | 'trialMs'>): void {
    const wanted = 2000 + 2 * lookMs + 8 * trialMs * this.options.batch;
    this.limit = Math.max(this.options.timeLimit, Math.min(LONGEST, Math.round(wanted)));
  }

  /** What the module exports. @throws Error that says why it cannot be loaded. */
  async exported(): Promise<readonly ExportedMember[]> {
    const answer = await this.send(this.hosts[0]!, { kind: 'exports' }, START_LIMIT);
    if (answer.type === 'result' && 'exports' in answer.result) {
      if (answer.result.exports) return answer.result.exports;
      throw new Error(answer.result.refusal ?? '');
    }
    throw new Error(`the module ${answer.type === 'failed' ? FAULTS[answer.why] : 'fails'} when it is loaded`);
  }

  /** Starts the host and has the subject looked at: all of it, or no more than what its judge needs. */
  async preflight(whole = true): Promise<Preflight> {
    const answer = await this.send(this.hosts[0]!, { kind: 'preflight', whole }, START_LIMIT);
    if (answer.type === 'result' && 'preflight' in answer.result) {
      this.knows(answer.result.preflight);
      return answer.result.preflight;
    }
    const why = answer.type === 'failed' ? FAULTS[answer.why] : 'fails';
    return refused(`the module ${why} on its own inputs`);
  }

  /** Inputs beside the user's, and what broken copies of the ancestor do with them; null where that fails. */
  async extend(faults: readonly string[]): Promise<Extension | null> {
    const answer = await this.send(this.hosts[0]!, { kind: 'extend', faults }, START_LIMIT);
    return answer.type === 'result' && 'extension' in answer.result ? answer.result.extension : null;
  }

  /** Order of the cases from now on: a change between generations only. */
  orderCases(killers: readonly number[]): void {
    this.killers = killers;
  }

  /** Judges one variant; batches form by themselves. */
  trial(item: TrialItem, phase: Phase = 'search'): Promise<TrialResult> {
    return new Promise((resolve, reject) => {
      this.queue.push({ item, phase, resolve, reject });
      if (this.flushing) return;
      this.flushing = true;
      // All that is asked for in one turn may share batches.
      setImmediate(() => {
        this.flushing = false;
        this.feed();
      });
    });
  }

  /** Resolves as soon as fewer than two batches a worker wait in the queue. */
  hungry(): Promise<void> {
    return new Promise((resolve) => {
      this.waiters.push(resolve);
      // In a turn of its own, so that answers are read while candidates are made.
      setImmediate(() => this.wake());
    });
  }

  private wake(): void {
    if (this.queue.length > this.options.workers * this.options.batch * 2) return;
    const waiters = this.waiters;
    this.waiters = [];
    for (const resolve of waiters) resolve();
  }

  get supervision(): Supervision {
    return { restarts: this.hosts.reduce((sum, { deaths }) => sum + deaths, 0), blamed: this.blamed, busy: this.busy };
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.hosts.map((host) => host.close()));
  }

  private feed(): void {
    const { workers, batch } = this.options;
    for (;;) {
      // The next batch waits at the worker itself: a way through the engine's busy thread cost 5 % of its time.
      const host = this.idlest();
      if (this.queue.length === 0 || host.underway >= 2) return;
      const phase = this.queue[0]!.phase;
      // Towards the end of a queue smaller batches keep all workers busy until it is empty.
      const fair = Math.ceil(this.queue.length / (workers * 2));
      const most = Math.max(1, Math.min(batch, fair));
      const waiting: Waiting[] = [];
      while (waiting.length < most && this.queue[0]?.phase === phase) waiting.push(this.queue.shift()!);
      void this.run(host, waiting, phase);
    }
  }

  private idlest(): HostLink {
    return this.hosts.reduce((best, host) => (host.underway < best.underway ? host : best));
  }

  private async run(host: HostLink, waiting: Waiting[], phase: Phase): Promise<void> {
    host.underway++;
    try {
      const answer = await this.send(host, this.task(waiting, phase), this.limit);
      if (!this.settle(waiting, answer)) await this.oneByOne(host, waiting, phase);
    } catch (error) {
      for (const { reject } of waiting) reject(error as Error);
    } finally {
      host.underway--;
      this.feed();
      this.wake();
    }
  }

  private task(waiting: readonly Waiting[], phase: Phase): Task {
    return { kind: 'trials', items: waiting.map(({ item }) => item), killers: this.killers, phase };
  }

  private settle(waiting: readonly Waiting[], answer: FromHost): boolean {
    if (answer.type !== 'result' || !('results' in answer.result)) return false;
    this.busy += answer.result.busy;
    for (const [i, { resolve }] of waiting.entries()) resolve(answer.result.results[i]!);
    return true;
  }

  /** After a death or a time-out: what was in flight is tried one at a time, by one worker. */
  private oneByOne(host: HostLink, waiting: readonly Waiting[], phase: Phase): Promise<void> {
    this.alone = this.alone.then(async () => {
      for (const one of waiting) {
        let answer = await this.send(host, this.task([one], phase), this.limit);
        if (this.settle([one], answer)) continue;
        // Slow machine or hang? The ancestor in the same place tells. Another death may have been of the batch that
        // waited at the same worker: only a second one in a row is the variant's own.
        if (!timedOut(answer) || !(await this.ancestorEnds(host, one, phase))) {
          answer = await this.send(host, this.task([one], phase), this.limit * 2);
          if (this.settle([one], answer)) continue;
        }
        this.blamed++;
        const why = answer.type === 'failed' ? FAULTS[answer.why] : 'fails';
        one.resolve(endedAt(one.item.slot, 'host', why));
      }
    });
    return this.alone;
  }

  private async ancestorEnds(host: HostLink, { item }: Waiting, phase: Phase): Promise<boolean> {
    const items = [{ ...item, text: this.options.payload.ancestor }];
    return !timedOut(await this.send(host, { kind: 'trials', items, killers: [], phase }, this.limit));
  }

  private async send(host: HostLink, task: Task, limit: number): Promise<FromHost> {
    if (this.closed) throw new Error('the host is closed');
    return host.send(task, limit);
  }
}

const timedOut = (answer: FromHost): boolean => answer.type === 'failed' && answer.why === 'time';

const FAULTS = {
  time: 'does not come to an end',
  memory: 'fills the memory',
  crash: 'kills its process',
} as const;
