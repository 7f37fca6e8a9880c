/** Processes in which policies play recorded pools. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ModuleForm } from '../genome/run-form.ts';
import type { Asked, Played } from './game.ts';
import type { Answer, Order } from './games-process.ts';

/** Milliseconds for loading the pools, for learning from other modules, and for a game. */
const LOADING = 20_000;
const LIVING = 20_000;
const GAME = 50;

export interface PolicyText {
  readonly form: Pick<ModuleForm, 'head' | 'tail'>;
  /** Run text. */
  readonly run: string;
}

/** What came of all pools that were asked for. */
export interface AllPlayed extends Played {
  readonly scores: readonly number[];
}

interface Flight {
  readonly order: Order;
  readonly settle: (played: Played | null) => void;
}

/** Plays of one cycle's pools, several at a time; close it when done. */
export class Games {
  private readonly cycle: number;
  private readonly idle: Table[];
  private readonly tables: Table[];
  private readonly waiting: Flight[] = [];
  private readonly hungers: (() => void)[] = [];
  private ids = 0;

  constructor(cycle: number, processes: number) {
    this.cycle = cycle;
    this.tables = Array.from({ length: Math.max(1, processes) }, () => new Table());
    this.idle = [...this.tables];
  }

  /**
   * What a policy captures of each of so many pools; the same pools for the same seed.
   * @returns null where it did not come to an end.
   */
  async play(policy: PolicyText, asked: Asked): Promise<AllPlayed | null> {
    const [some, others] = await Promise.all([this.order(policy, asked, 0), this.order(policy, asked, 1)]);
    if (!some || !others) return null;
    return {
      scores: some.scores.map((score, i) => score ?? others.scores[i] ?? 0),
      outside: some.outside + others.outside,
      unsound: some.unsound + others.unsound,
    };
  }

  private order(
    { form: { head, tail }, run }: PolicyText,
    { part, count, seed }: Asked,
    half: 0 | 1,
  ): Promise<Played | null> {
    const order = { id: this.ids++, form: { head, tail }, run, cycle: this.cycle, part, count, seed, half };
    return new Promise((settle) => {
      this.waiting.push({ order, settle });
      this.deal();
    });
  }

  /** Resolves as soon as a process has nothing to do, or soon will have. */
  hungry(): Promise<void> {
    return new Promise((resolve) => {
      this.hungers.push(resolve);
      // In a turn of its own, so that answers are read while policies are made.
      setImmediate(() => this.feed());
    });
  }

  close(): void {
    for (const { settle } of this.waiting.splice(0)) settle(null);
    for (const table of this.tables) table.close();
  }

  private feed(): void {
    if (this.waiting.length > this.tables.length) return;
    for (const resolve of this.hungers.splice(0)) resolve();
  }

  private deal(): void {
    while (this.idle.length > 0 && this.waiting.length > 0) {
      const table = this.idle.pop()!;
      const { order, settle } = this.waiting.shift()!;
      table.play(order).then((played) => {
        this.idle.push(table);
        settle(played);
        this.deal();
      });
    }
    this.feed();
  }
}

/** One process; it is started anew after a game that did not end. */
class Table {
  private child: ChildProcess | null = null;

  play(order: Order): Promise<Played | null> {
    const fresh = this.child === null;
    const child = this.child ?? this.start();
    return new Promise((resolve) => {
      const limit = (fresh ? LOADING : 0) + LIVING + GAME * order.count;
      const done = (played: Played | null): void => {
        clearTimeout(timer);
        child.off('message', heard);
        child.off('exit', gone);
        if (!played) this.close();
        resolve(played);
      };
      const heard = ({ id, ...played }: Answer): void => {
        if (id === order.id) done(played);
      };
      const gone = (): void => done(null);
      const timer = setTimeout(gone, limit);
      child.on('message', heard);
      child.once('exit', gone);
      child.send(order, () => undefined);
    });
  }

  close(): void {
    this.child?.kill('SIGKILL');
    this.child = null;
  }

  private start(): ChildProcess {
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const script = fileURLToPath(new URL(`./games-process.${ending}`, import.meta.url));
    const child = fork(script, [], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--no-warnings'],
      serialization: 'json',
    });
    // A process that cannot be started has ended.
    child.once('error', () => child.emit('exit', null));
    this.child = child;
    return child;
  }
}
