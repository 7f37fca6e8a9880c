/**
 * A process of the proof. It loads both files as their user would (`import` or `require`, no realm), makes inputs that
 * nothing has seen, compares results, and times both sides interleaved, or one side alone by tinybench, or reads memory.
 * The order comes as JSON on standard input; the answer goes as JSON to standard output.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import { Bench } from 'tinybench';
import { makeKit } from '../evaluation/worker/kit.ts';
import { commonArity, type Loop, loopText } from '../evaluation/worker/loop.ts';
import type { Callable } from '../evaluation/worker/realm.ts';
import { outcomeOf } from '../evaluation/worker/side.ts';
import { Equality, incomparable, type Outcome } from '../experiment/equality.ts';
import { shown } from '../experiment/shown.ts';
import { median } from '../statistics/summary.ts';

export interface ProofOrder {
  readonly mode: 'both' | 'left' | 'right' | 'memory';
  readonly left: string;
  readonly right: string;
  readonly esm: boolean;
  readonly exports: readonly string[];
  readonly inputs: string;
  readonly seed: number;
  readonly tolerance: number;
  readonly messages: readonly string[];
  readonly checks: number;
  readonly checkMs: number;
  readonly pairs: number;
  readonly blockMs: number;
  readonly aloneMs: number;
  /** Whether side `right` runs and is copied first in the first pair. */
  readonly swapped: boolean;
}

export interface ProofAnswer {
  readonly checked: number;
  /** Inputs on which the results differ, and the first of them. */
  readonly different: number;
  readonly mismatch: { readonly export: string; readonly input: string; readonly why: string } | null;
  /** Mean score by a graded oracle, or null. */
  readonly scores: { readonly left: number; readonly right: number } | null;
  readonly logs: readonly number[];
  /** Microseconds a call, median. */
  readonly micros: { readonly left: number; readonly right: number };
  readonly memory: {
    readonly left: number;
    readonly right: number;
    readonly retained: number;
    readonly growth: number;
  } | null;
}

interface InputsModule {
  inputs: (random: () => number, count: number, name: string) => unknown;
  score?: (args: unknown[], output: unknown) => unknown;
  expected?: (...args: unknown[]) => unknown;
}

const { now } = performance;
const clock = now.bind(performance);
const kit = makeKit();
const flatten = (texts: string[]): string[] => structuredClone(texts);

async function load(file: string, order: ProofOrder): Promise<Callable[]> {
  const module = order.esm ? await import(pathToFileURL(file).href) : createRequire(import.meta.url)(file);
  return order.exports.map((path) => {
    let owner: unknown;
    let value: unknown = module;
    for (const key of path === 'module.exports' ? [] : path.split('.')) {
      owner = value;
      value = (value as Record<string, unknown>)[key];
    }
    const dotted = path.includes('.') && path !== 'module.exports';
    return { owner: dotted ? owner : undefined, call: value as Callable['call'] };
  });
}

let loops = 0;

/** V8 shares type feedback between equal texts: every loop has its own. */
function makeLoop(callable: Callable, rows: readonly (readonly unknown[])[]): Loop {
  const make = new Function(`/* ${++loops} */ return ${loopText(callable, commonArity(rows))};`)() as (
    f: unknown,
    owner: unknown,
  ) => Loop;
  return make(callable.call, callable.owner);
}

const order = JSON.parse(readFileSync(0, 'utf8')) as ProofOrder;
const inputs = (await import(pathToFileURL(order.inputs).href)) as InputsModule & { default?: InputsModule };
const source: InputsModule = typeof inputs.inputs === 'function' ? inputs : inputs.default!;
let drawn = 0;
const rows = (count: number, name: string): unknown[][] => {
  drawn++;
  return kit.rows(source.inputs, (order.seed + drawn * 104_729) >>> 0, count, name, flatten);
};
const [left, right] = [await load(order.left, order), await load(order.right, order)];
const answer = order.mode === 'both' ? both() : order.mode === 'memory' ? memory() : await alone(order.mode);
process.stdout.write(`\n${JSON.stringify(answer)}\n`);

function both(): ProofAnswer {
  const checkedPart = compare();
  const logs: number[] = [];
  const micros: [number[], number[]] = [[], []];
  const stands = order.exports.map((name, e) => stand(name, left[e]!, right[e]!));
  for (const one of stands) one.warm();
  for (let p = 0; p < order.pairs; p++) {
    let sum = 0;
    for (const one of stands) {
      const { a, b, calls } = one.pair(p + Number(order.swapped));
      sum += Math.log(a / b);
      micros[0].push((a * 1000) / calls);
      micros[1].push((b * 1000) / calls);
    }
    logs.push(sum / stands.length);
  }
  return { ...checkedPart, logs, micros: { left: median(micros[0]), right: median(micros[1]) }, memory: null };
}

/** Results on inputs that nothing has seen; each side has copies of its own. */
function compare(): Pick<ProofAnswer, 'checked' | 'different' | 'mismatch' | 'scores'> {
  const equality = new Equality({ tolerance: order.tolerance, messages: order.messages, prototypes: new Map() });
  const graded = source.score;
  let checked = 0;
  let different = 0;
  let mismatch: ProofAnswer['mismatch'] = null;
  const sums = [0, 0];
  const start = clock();
  const share = Math.max(1, Math.ceil(order.checks / order.exports.length));
  for (const [e, name] of order.exports.entries()) {
    let done = 0;
    while (done < share && (done < 100 || clock() - start < order.checkMs * ((e + 1) / order.exports.length))) {
      const list = rows(Math.min(200, share - done), name);
      for (const row of list) {
        const [mine, theirs] = [kit.copy(row), kit.copy(row)];
        const wanted = outcomeOf(left[e]!, mine);
        const got = outcomeOf(right[e]!, theirs);
        done++;
        if (graded) {
          for (const [k, outcome] of [wanted, got].entries()) {
            const value = outcome.threw ? 0 : Number(graded(kit.copy(row), outcome.value));
            sums[k]! += value >= 0 && value <= 1 ? value : 0;
          }
          continue;
        }
        const expected = source.expected;
        const reference: Outcome = expected ? { threw: false, value: expected(...kit.copy(row)), args: mine } : wanted;
        const why =
          !got.threw && incomparable(got.value)
            ? 'gives a result that cannot be compared'
            : equality.difference(reference, got);
        if (why === undefined) continue;
        different++;
        mismatch ??= { export: name, input: shown(row), why };
      }
    }
    checked += done;
  }
  const scores = graded ? { left: sums[0]! / checked, right: sums[1]! / checked } : null;
  return { checked, different, mismatch, scores };
}

interface Stand {
  warm(): void;
  pair(number: number): { a: number; b: number; calls: number };
}

/** Both sides over the same stream of fresh rows; orders of running and of copying go round in four. */
function stand(name: string, a: Callable, b: Callable): Stand {
  const sample = rows(64, name);
  const loopOf = [makeLoop(a, sample), makeLoop(b, sample)];
  let batch = 16;
  const run = (side: 0 | 1, pool: unknown[][]): number => {
    const start = clock();
    loopOf[side]!(pool, 0, pool.length);
    return clock() - start;
  };
  const round = (number: number): { times: [number, number]; calls: number } => {
    const list = rows(batch, name);
    const newest = ((number >> 1) & 1) as 0 | 1;
    const copies: [unknown[][], unknown[][]] = [list, list];
    copies[1 - newest] = list.map((row) => kit.copy(row));
    copies[newest] = list.map((row) => kit.copy(row));
    const first = (number & 1) as 0 | 1;
    const times: [number, number] = [0, 0];
    times[first] = run(first, copies[first]);
    times[1 - first] = run((1 - first) as 0 | 1, copies[1 - first]!);
    return { times, calls: list.length };
  };
  return {
    warm() {
      const start = clock();
      for (let k = 0; clock() - start < 250 || k < 8; k++) {
        const { times } = round(k);
        const slower = Math.max(times[0], times[1]);
        if (slower < order.blockMs / 2) batch = Math.min(20_000, batch * 2);
        else if (slower > order.blockMs * 2) batch = Math.max(1, batch >> 1);
        if (clock() - start > 2000) break;
      }
    },
    pair(number) {
      const { times, calls } = round(number);
      return { a: Math.max(times[0], 1e-6), b: Math.max(times[1], 1e-6), calls };
    },
  };
}

/** The second reading: one side in this process, timed by a tool that the user can take as well. */
async function alone(side: 'left' | 'right'): Promise<ProofAnswer> {
  const calls = side === 'left' ? left : right;
  const logs: number[] = [];
  const micros: number[] = [];
  for (const [e, name] of order.exports.entries()) {
    const pool = rows(2048, name);
    const loop = makeLoop(calls[e]!, pool);
    const start = clock();
    loop(pool, 0, Math.min(pool.length, 64));
    const each = Math.max(1e-4, (clock() - start) / Math.min(pool.length, 64));
    const batch = Math.max(1, Math.min(256, Math.round(1 / each)));
    let at = 0;
    let batchRows: unknown[][] = [];
    const bench = new Bench({ time: order.aloneMs / order.exports.length, warmupTime: 120, throws: true });
    bench.add(
      name,
      () => {
        loop(batchRows, 0, batchRows.length);
      },
      {
        beforeEach: () => {
          batchRows = [];
          for (let i = 0; i < batch; i++) batchRows.push(kit.copy(pool[(at + i) % pool.length]!));
          at = (at + batch) % pool.length;
        },
      },
    );
    await bench.run();
    const { result } = bench.tasks[0]!;
    if (result.state !== 'completed') throw new Error(`tinybench ended ${result.state}`);
    const perCall = (result.latency.p50 * 1000) / batch;
    micros.push(perCall);
    logs.push(Math.log(perCall));
  }
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const value = median(micros);
  return {
    checked: 0,
    different: 0,
    mismatch: null,
    scores: null,
    logs: [mean],
    micros: { left: value, right: value },
    memory: null,
  };
}

/** Bytes a call of both sides, what the right side keeps more than the left, and whether that grows with the calls. */
function memory(): ProofAnswer {
  const collect = (globalThis as { gc?: () => void }).gc;
  const used = (): number => {
    const { used_heap_size, external_memory } = getHeapStatistics();
    return used_heap_size + external_memory;
  };
  const bytes: [number, number] = [0, 0];
  const kept: [number, number] = [0, 0];
  const grown: [number, number] = [0, 0];
  for (const [e, name] of order.exports.entries()) {
    const pool = rows(1000, name);
    for (const [side, call] of [left[e]!, right[e]!].entries()) {
      const loop = makeLoop(call, pool);
      const warm = pool.map((row) => kit.copy(row));
      collect?.();
      const before = used();
      loop(warm, 0, warm.length);
      const start = clock();
      while (clock() - start < 150)
        loop(
          pool.map((row) => kit.copy(row)),
          0,
          pool.length,
        );
      const blocks: number[] = [];
      let count = Math.max(10, Math.min(500, pool.length));
      for (let b = 0; b < 11; b++) {
        const copies = pool.slice(0, count).map((row) => kit.copy(row));
        const from = used();
        loop(copies, 0, copies.length);
        const more = used() - from;
        // A collection in the block makes the growth negative, or so small that other blocks tell.
        if (more >= 0) blocks.push(more / count);
        if (more > 2e6 && count > 10) count = Math.max(10, count >> 1);
      }
      bytes[side as 0 | 1] += (blocks.length > 0 ? median(blocks) : 0) / order.exports.length;
      collect?.();
      const after = used();
      kept[side as 0 | 1] += Math.max(0, after - before);
      for (let k = 0; k < 4; k++)
        loop(
          pool.map((row) => kit.copy(row)),
          0,
          pool.length,
        );
      collect?.();
      grown[side as 0 | 1] += Math.max(0, used() - after) / (4 * pool.length);
    }
  }
  return {
    checked: 0,
    different: 0,
    mismatch: null,
    scores: null,
    logs: [],
    micros: { left: 0, right: 0 },
    // What the ancestor keeps as well (compiled code, feedback) is not the variant's.
    memory: {
      left: bytes[0],
      right: bytes[1],
      retained: Math.max(0, kept[1] - kept[0]),
      growth: Math.max(0, grown[1] - grown[0]),
    },
  };
}
