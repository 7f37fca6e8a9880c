/** Supervision of the host process: starts it, feeds it, replaces it when it dies, and finds who killed it. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startOf } from '../experiment/runtime.ts';
import { killGroup } from './kill-group.ts';
import {
  type ExportedMember,
  type Extension,
  type FromHost,
  type HostOptions,
  type Phase,
  type Preflight,
  refused,
  type Task,
  type ToHost,
  type TrialItem,
  type TrialResult,
} from './protocol.ts';

export interface SupervisorOptions extends HostOptions {
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

interface Flight {
  readonly task: Task;
  readonly settle: (answer: FromHost) => void;
}

const START_LIMIT = 60_000;
/** The longest time that a batch may ever take. */
const LONGEST = 120_000;

export class Supervisor {
  private readonly options: SupervisorOptions;
  private waiters: (() => void)[] = [];
  private host: ChildProcess | null = null;
  private ready: Promise<void> | null = null;
  private readonly flights = new Map<number, Flight>();
  private readonly queue: Waiting[] = [];
  private nextId = 0;
  private underway = 0;
  private killers: readonly number[] = [];
  private restarts = 0;
  private blamed = 0;
  private busy = 0;
  private closed = false;
  private flushing = false;
  private alone: Promise<void> = Promise.resolve();
  private limit: number;

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.limit = options.timeLimit;
  }

  /** How long a task may take follows from how long the look and the ancestor's own trial took, here or in another pool. */
  knows({ lookMs, trialMs }: Pick<Preflight, 'lookMs' | 'trialMs'>): void {
    const wanted = 2000 + 2 * lookMs + 8 * trialMs * this.options.batch;
    this.limit = Math.max(this.options.timeLimit, Math.min(LONGEST, Math.round(wanted)));
  }

  /** What the module exports. @throws Error that says why it cannot be loaded. */
  async exported(): Promise<readonly ExportedMember[]> {
    const answer = await this.send({ kind: 'exports' }, START_LIMIT);
    if (answer.type === 'result' && 'exports' in answer.result) {
      if (answer.result.exports) return answer.result.exports;
      throw new Error(answer.result.refusal ?? '');
    }
    throw new Error(`the module ${answer.type === 'failed' ? FAULTS[answer.why] : 'fails'} when it is loaded`);
  }

  /** Starts the host and has the subject looked at: all of it, or no more than what its judge needs. */
  async preflight(whole = true): Promise<Preflight> {
    const answer = await this.send({ kind: 'preflight', whole }, START_LIMIT);
    if (answer.type === 'result' && 'preflight' in answer.result) {
      this.knows(answer.result.preflight);
      return answer.result.preflight;
    }
    const why = answer.type === 'failed' ? FAULTS[answer.why] : 'fails';
    return refused(`the module ${why} on its own inputs`);
  }

  /** Inputs beside the user's, and what broken copies of the ancestor do with them; null where that fails. */
  async extend(faults: readonly string[]): Promise<Extension | null> {
    const answer = await this.send({ kind: 'extend', faults }, START_LIMIT);
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
    return { restarts: this.restarts, blamed: this.blamed, busy: this.busy };
  }

  async close(): Promise<void> {
    this.closed = true;
    const host = this.host;
    this.host = null;
    if (!host) return;
    const gone = new Promise((resolve) => host.once('exit', resolve));
    killGroup(host);
    await gone;
  }

  private feed(): void {
    const { workers, batch } = this.options;
    while (this.queue.length > 0 && this.underway < workers * 2) {
      const phase = this.queue[0]!.phase;
      // Towards the end of a queue smaller batches keep all workers busy until it is empty.
      const fair = Math.ceil(this.queue.length / (workers * 2));
      const most = Math.max(1, Math.min(batch, fair));
      const waiting: Waiting[] = [];
      while (waiting.length < most && this.queue[0]?.phase === phase) waiting.push(this.queue.shift()!);
      void this.run(waiting, phase);
    }
  }

  private async run(waiting: Waiting[], phase: Phase): Promise<void> {
    this.underway++;
    try {
      const answer = await this.send(this.task(waiting, phase), this.limit);
      if (!this.settle(waiting, answer)) await this.oneByOne(waiting, phase);
    } catch (error) {
      for (const { reject } of waiting) reject(error as Error);
    } finally {
      this.underway--;
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

  /** After a death or a time-out: what was in flight is tried one at a time, nobody else running meanwhile. */
  private oneByOne(waiting: readonly Waiting[], phase: Phase): Promise<void> {
    this.alone = this.alone.then(async () => {
      for (const one of waiting) {
        let answer = await this.send(this.task([one], phase), this.limit);
        if (this.settle([one], answer)) continue;
        // Slow machine or hang? The ancestor in the same place tells. Another death may have been a neighbour's doing:
        // only a second one in a row is the variant's own.
        if (!timedOut(answer) || !(await this.ancestorEnds(one, phase))) {
          answer = await this.send(this.task([one], phase), this.limit * 2);
          if (this.settle([one], answer)) continue;
        }
        this.blamed++;
        const why = answer.type === 'failed' ? FAULTS[answer.why] : 'fails';
        one.resolve({ ...REJECTED, slot: one.item.slot, reason: why });
      }
    });
    return this.alone;
  }

  private async ancestorEnds({ item }: Waiting, phase: Phase): Promise<boolean> {
    const items = [{ ...item, text: this.options.payload.ancestor }];
    return !timedOut(await this.send({ kind: 'trials', items, killers: [], phase }, this.limit));
  }

  private async send(task: Task, limit: number): Promise<FromHost> {
    if (this.closed) throw new Error('the host is closed');
    await this.start();
    const id = this.nextId++;
    return new Promise((resolve) => {
      // The host aborts a late task itself; one that cannot even do that is killed.
      const timer = setTimeout(() => this.kill('time'), limit + 3000);
      this.flights.set(id, {
        task,
        settle: (answer) => {
          clearTimeout(timer);
          this.flights.delete(id);
          resolve(answer);
        },
      });
      this.host?.send({ type: 'task', id, task, limit } satisfies ToHost, () => undefined);
    });
  }

  private start(): Promise<void> {
    if (this.ready) return this.ready;
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const { execPath, execArgv } = startOf(this.options.payload.runtime);
    const host = fork(fileURLToPath(new URL(`./host.${ending}`, import.meta.url)), [], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Two busy workers on two cores starve V8's compiler threads: optimising in the worker itself, in one step and
      // from the first call's feedback, brought the ancestor against itself from 0.8 to 0.98 (medians of 200).
      execPath,
      execArgv: [
        ...execArgv,
        '--no-concurrent-recompilation',
        '--no-maglev',
        '--no-lazy-feedback-allocation',
        '--allow-natives-syntax',
        // A young generation that starts small is collected in the middle of memory blocks.
        '--min-semi-space-size=16',
      ],
      serialization: 'json',
    });
    this.host = host;
    let noise = '';
    host.stderr?.on('data', (chunk: Buffer) => {
      noise = (noise + String(chunk)).slice(-2000);
    });
    this.ready = new Promise((resolve, reject) => {
      host.on('message', (message: FromHost) => {
        if (message.type === 'ready') resolve();
        else this.flights.get(message.id)?.settle(message);
      });
      host.once('error', reject);
      host.once('exit', (code) => {
        if (this.host === host) {
          this.host = null;
          this.ready = null;
          this.restarts++;
        }
        const why = code === 77 ? 'memory' : 'crash';
        for (const [id, flight] of [...this.flights])
          flight.settle({ type: 'failed', id, why: this.killing ?? why, message: noise });
        this.killing = null;
        reject(new Error(`the host process ended before it was ready: ${noise.trim().split('\n').at(-1) ?? ''}`));
      });
      host.send({ type: 'start', options: this.options } satisfies ToHost, () => undefined);
    });
    // Whoever waits for the host sees the failure; nobody waiting must not end the engine.
    this.ready.catch(() => undefined);
    return this.ready;
  }

  private killing: 'time' | null = null;

  private kill(why: 'time'): void {
    if (!this.host) return;
    this.killing = why;
    killGroup(this.host);
  }
}

const timedOut = (answer: FromHost): boolean => answer.type === 'failed' && answer.why === 'time';

const FAULTS = {
  time: 'does not come to an end',
  memory: 'fills the memory',
  crash: 'kills its process',
} as const;

const REJECTED: TrialResult = {
  slot: 0,
  stage: 'host',
  reason: '',
  killer: null,
  ran: true,
  accuracy: null,
  cases: 0,
  work: null,
  logs: [],
  memory: null,
  stress: null,
  spent: {},
};
