/** A host process as the engine sees it: started when first needed, watched, and started anew after a death. */
import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOf } from '../experiment/runtime.ts';
import { killGroup } from './kill-group.ts';
import { EXIT_MEMORY, type FromHost, type HostOptions, type Task, type ToHost } from './protocol.ts';

/** Half of a start is the reading of sources: what Node makes of them is kept (22.1 and newer), where it keeps others. */
const COMPILED = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache');
/** Milliseconds that a host which cannot end a late task by itself is given beyond the limit. */
const GRACE = 3000;

export class HostLink {
  private readonly options: HostOptions;
  private child: ChildProcess | null = null;
  private ready: Promise<void> | null = null;
  private readonly flights = new Map<number, (answer: FromHost) => void>();
  private nextId = 0;
  private late = false;
  /** Hosts that ended by themselves or were killed for a task. */
  deaths = 0;
  /** Batches given to it and not yet settled. */
  underway = 0;

  constructor(options: HostOptions) {
    this.options = options;
  }

  /** Has a task done; the answer of a host that died under it is a failure, not an error. */
  async send(task: Task, limit: number): Promise<FromHost> {
    await this.start();
    const id = this.nextId++;
    return new Promise((resolve) => {
      // The host aborts a late task itself; one that cannot even do that is killed.
      const timer = setTimeout(() => this.kill(), limit + GRACE);
      this.flights.set(id, (answer) => {
        clearTimeout(timer);
        this.flights.delete(id);
        resolve(answer);
      });
      this.child?.send({ type: 'task', id, task, limit } satisfies ToHost, () => undefined);
    });
  }

  async close(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    killGroup(child);
    await gone;
  }

  private start(): Promise<void> {
    if (this.ready) return this.ready;
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const { execPath, execArgv } = startOf(this.options.payload.runtime);
    const child = fork(fileURLToPath(new URL(`./host.${ending}`, import.meta.url)), [], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Two busy workers on two cores starve V8's compiler threads: optimising in the worker itself, in one step and
      // from the first call's feedback, brought the ancestor against itself from 0.8 to 0.98 (medians of 200).
      execPath,
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
      execArgv: [
        ...execArgv,
        '--no-concurrent-recompilation',
        '--no-lazy-feedback-allocation',
        '--allow-natives-syntax',
        // A young generation that starts small is collected in the middle of memory blocks.
        '--min-semi-space-size=16',
      ],
      serialization: 'json',
    });
    this.child = child;
    let noise = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      noise = (noise + String(chunk)).slice(-2000);
    });
    this.ready = new Promise((resolve, reject) => {
      child.on('message', (message: FromHost) => {
        if (message.type === 'ready') resolve();
        else this.flights.get(message.id)?.(message);
      });
      child.once('error', reject);
      child.once('exit', (code) => {
        if (this.child === child) {
          this.child = null;
          this.ready = null;
          this.deaths++;
        }
        const why = this.late ? 'time' : code === EXIT_MEMORY ? 'memory' : 'crash';
        this.late = false;
        for (const [id, settle] of [...this.flights]) settle({ type: 'failed', id, why, message: noise });
        reject(new Error(`the host process ended before it was ready: ${noise.trim().split('\n').at(-1) ?? ''}`));
      });
      child.send({ type: 'start', options: this.options } satisfies ToHost, () => undefined);
    });
    // Whoever waits for the host sees the failure; nobody waiting must not end the engine.
    this.ready.catch(() => undefined);
    return this.ready;
  }

  private kill(): void {
    if (!this.child) return;
    this.late = true;
    killGroup(this.child);
  }
}
