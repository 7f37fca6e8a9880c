/** The proof: what will be handed out, loaded as its user loads it, in fresh processes on unseen inputs. */
import { memoryRatio } from '../evaluation/objectives/memory.ts';
import type { Runtime } from '../experiment/runtime.ts';
import { type Estimate, mean, median, studentEstimate } from '../statistics/summary.ts';
import { usableCores } from './core.ts';
import { confidenceOf, type ProofPlan } from './plan.ts';
import { BULK_MS } from './process/bulk.ts';
import {
  type CheckAnswer,
  type MemoryAnswer,
  POOL,
  type ProofMode,
  type ProofOrder,
  type TogetherAnswer,
  type Turn,
  type TurnAnswer,
  type WarmAnswer,
} from './process/protocol.ts';
import { type ProofProcess, startProcess } from './proof-process.ts';

/** What the proof found. JSON; it is kept with the run. */
export interface Proof {
  /** Interleaved in one process: Student's interval over the processes' log medians. */
  readonly paired: Estimate;
  /** Each side alone in a process of its own, in turns, by tinybench: Student's interval over the pairs of processes. */
  readonly alone: Estimate;
  /** What both rest on: logarithms of the ratio by process and pair, and of each side's time by process and turn. */
  readonly logs: readonly (readonly number[])[];
  readonly turns: readonly SideTurns[];
  /** Looks taken at the readings, of those planned, and the confidence of the intervals at each. */
  readonly looks: number;
  readonly confidence: number;
  readonly checked: number;
  readonly different: number;
  /** The first input on which results differ, and the number of the process that found it. */
  readonly mismatch: (NonNullable<CheckAnswer['mismatch']> & { readonly process: number }) | null;
  readonly scores: CheckAnswer['scores'];
  /** What it does to a process that the original does not, or null: infeasible. */
  readonly hard: string | null;
  /** Microseconds a call. */
  readonly micros: { readonly before: number; readonly after: number };
  readonly memory: {
    /** Student's interval over the processes, each of which compares both sides on rows of its own. */
    readonly ratio: Estimate;
    readonly bytesBefore: number;
    readonly bytesAfter: number;
    readonly retained: number;
    readonly growth: number;
  };
  readonly plan: ProofPlan;
}

/** Logarithms of microseconds a call, one for each turn. */
export interface SideTurns {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** Files and settings that the proof's processes share. */
export type ProofSubject = Pick<
  ProofOrder,
  'left' | 'right' | 'esm' | 'exports' | 'inputs' | 'tolerance' | 'messages'
> & {
  /** The Node that it is proved on; null is the one that runs the engine. */
  readonly runtime: Runtime | null;
};

export interface ProofWatch {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: (done: number, of: number) => void;
  /** Whether a further look could change what is claimed. */
  readonly open?: (proof: Proof) => boolean;
}

/** Fresh processes in which results are compared. */
export const CHECK_PROCESSES = 4;
const MEMORY_PROCESSES = 5;
/** Milliseconds that one call of tinybench's task should last: as long as half a block of the other reading. */
const TASK_MS = 0.5;
const FAST_TASK_MS = 0.05;
const LEAST_ITERATIONS = 2;

/**
 * Runs the plan: results and memory first, two processes at a time, then the timing, one process at a time, look by
 * look. Ends early where results differ or where no further look is needed. @throws Error where a process fails.
 */
export async function prove(
  { runtime, ...subject }: ProofSubject,
  plan: ProofPlan,
  watch: ProofWatch = {},
): Promise<Proof> {
  const { signal, progress = () => undefined, open = () => false } = watch;
  const begun = performance.now();
  const first = CHECK_PROCESSES + MEMORY_PROCESSES + 2 * plan.looks[0]!;
  let done = 0;
  const step = (): void => progress(++done, Math.max(done, first));
  const cores = usableCores();
  let catches = false;
  const start = (mode: ProofMode, number: number): ProofProcess => {
    const order = { ...orderOf(subject, plan, mode, number), catches };
    const core = mode === 'left' || mode === 'right' ? cores[number % cores.length] : undefined;
    return startProcess(order, runtime, signal, core);
  };
  const run = async <T>(mode: ProofMode, number: number): Promise<T> => {
    const process = start(mode, number);
    try {
      return await process.answer<T>();
    } finally {
      process.end();
      step();
    }
  };
  const checks = await twoAtATime(CHECK_PROCESSES, (k) => run<CheckAnswer>('check', k));
  catches = checks.some(({ threw }) => threw > 0);
  const failed = !isRight(checks);
  const memory = failed ? [] : await twoAtATime(MEMORY_PROCESSES, (k) => run<MemoryAnswer>('memory', 1000 + k));
  const together: TogetherAnswer[] = [];
  const alone: SideTurns[] = [];
  const proof = (looks: number): Proof => ({
    ...readingsOf(
      together.map(({ logs }) => logs.map(short)),
      alone,
      confidenceOf(plan),
    ),
    looks,
    confidence: confidenceOf(plan),
    ...pooled(checks),
    micros: {
      before: together.length === 0 ? 0 : median(together.map(({ micros }) => micros.left)),
      after: together.length === 0 ? 0 : median(together.map(({ micros }) => micros.right)),
    },
    memory: memoryOf(memory, confidenceOf(plan)),
    plan,
  });
  if (failed) return proof(0);
  const timed = performance.now();
  for (const [look, processes] of plan.looks.entries()) {
    const sofar = performance.now();
    const each = (sofar - timed) / Math.max(1, together.length);
    const needed = each * (processes - together.length);
    if (look > 0 && (sofar - begun + needed > plan.seconds * 1000 || !open(proof(look)))) return proof(look);
    for (let k = together.length; k < processes; k++) {
      together.push(await run<TogetherAnswer>('together', 3000 + k));
      alone.push(await takeTurns(start, 2000 + k, plan));
      step();
    }
  }
  return proof(plan.looks.length);
}

function orderOf(subject: Omit<ProofSubject, 'runtime'>, plan: ProofPlan, mode: ProofMode, number: number): ProofOrder {
  return {
    ...subject,
    mode,
    seed: (plan.seed * 7_368_787 + (number + 1) * 15_485_863) >>> 0,
    checks: Math.ceil(plan.checks / CHECK_PROCESSES),
    checkMs: plan.checkMs,
    pairs: plan.pairs,
    blockMs: plan.blockMs,
    catches: false,
    swapped: (number & 1) === 1,
  };
}

const isRight = (checks: readonly CheckAnswer[]): boolean =>
  sideEffectOf(checks) === null && checks.every(({ different, scores }) => different === 0 || scores !== null);

/** Share of results that differ in a process of a plan in which those of another text did; 1 of what fails there. */
export async function differing(
  { runtime, ...subject }: ProofSubject,
  plan: ProofPlan,
  number: number,
  signal?: AbortSignal,
): Promise<number> {
  const process = startProcess(orderOf(subject, plan, 'check', number), runtime, signal);
  try {
    const answer = await process.answer<CheckAnswer>();
    if (isRight([answer])) return 0;
    return answer.different > 0 ? answer.different / answer.checked : 1;
  } catch {
    return 1;
  } finally {
    process.end();
  }
}

export async function twoAtATime<T>(count: number, run: (k: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let k = 0; k < count; k += 2) {
    answers.push(...(await Promise.all([k, k + 1].filter((one) => one < count).map(run))));
  }
  return answers;
}

/** Two processes, in each of which a side is alone, take turns. */
async function takeTurns(
  start: (mode: ProofMode, number: number) => ProofProcess,
  number: number,
  plan: ProofPlan,
): Promise<SideTurns> {
  const sides = [start('left', number), start('right', number)] as const;
  try {
    const warm = await Promise.all(sides.map((side) => side.answer<WarmAnswer>()));
    const shares = warm[0]!.micros.map((left, e) => shareOf(left, warm[1]!.micros[e]!, warm[0]!.bulk[e]!, plan.turnMs));
    const logs: [number[], number[]] = [[], []];
    for (let turn = 0; turn < plan.turns; turn++) {
      // Left first and right first take turns as well, so that a drift falls on both.
      for (const side of (turn + number) & 1 ? ([1, 0] as const) : ([0, 1] as const)) {
        const { micros } = await sides[side].answer<TurnAnswer>({ turn, shares } satisfies Turn);
        logs[side].push(short(mean(micros.map(Math.log))));
      }
    }
    return { left: logs[0], right: logs[1] };
  } finally {
    for (const side of sides) side.end();
  }
}

/** Calls in one turn, the same for both sides; `left` and `right` in microseconds a call. */
function shareOf(left: number, right: number, bulk: number, turnMs: number): Turn['shares'][number] {
  const [fast, slow] = [Math.max(1e-3, Math.min(left, right)), Math.max(1e-3, left, right)];
  const together = Math.min(bulk, (BULK_MS * 1000) / slow);
  const wanted = Math.max((TASK_MS * 1000) / slow, (FAST_TASK_MS * 1000) / fast, together);
  const batch = Math.max(1, Math.min(POOL, Math.round(wanted)));
  return { batch, iterations: Math.max(LEAST_ITERATIONS, Math.round((turnMs * 1000) / (slow * batch))) };
}

/**
 * Both readings of speed.
 * @param logs ln(time left / time right), one a pair, by process.
 */
export function readingsOf(
  logs: readonly (readonly number[])[],
  turns: readonly SideTurns[],
  confidence: number,
): Pick<Proof, 'paired' | 'alone' | 'logs' | 'turns'> {
  const reading = (values: readonly number[]): Estimate =>
    values.length === 0 ? UNKNOWN : studentEstimate(values, confidence);
  return { paired: reading(logs.map(median)), alone: reading(turns.map(aloneLog)), logs, turns };
}

/** ln(time left / time right) of two sides that were alone. */
export const aloneLog = ({ left, right }: SideTurns): number => median(left.map((log, turn) => log - right[turn]!));

const UNKNOWN: Estimate = { ratio: 1, low: 0, high: Number.MAX_VALUE };

const short = (log: number): number => Math.round(log * 1e5) / 1e5;

function pooled(checks: readonly CheckAnswer[]): Pick<Proof, 'checked' | 'different' | 'mismatch' | 'scores' | 'hard'> {
  const scored = checks.flatMap(({ scores }) => (scores ? [scores] : []));
  return {
    checked: checks.reduce((sum, { checked }) => sum + checked, 0),
    different: checks.reduce((sum, { different }) => sum + different, 0),
    mismatch: checks.flatMap(({ mismatch }, process) => (mismatch ? [{ ...mismatch, process }] : []))[0] ?? null,
    scores:
      scored.length > 0
        ? { left: mean(scored.map(({ left }) => left)), right: mean(scored.map(({ right }) => right)) }
        : null,
    hard: sideEffectOf(checks),
  };
}

function sideEffectOf(checks: readonly CheckAnswer[]): string | null {
  for (const { changes, leaves } of checks) {
    if (changes !== null) return `changes ${changes}`;
    if (leaves !== null) return `leaves ${leaves}`;
  }
  const kinds = (side: 'left' | 'right'): number => new Set(checks.map(({ digests }) => digests[side])).size;
  return kinds('right') > 1 && kinds('left') === 1 ? 'gives other results in another fresh process' : null;
}

function memoryOf(readings: readonly MemoryAnswer[], confidence: number): Proof['memory'] {
  if (readings.length === 0) return { ratio: UNKNOWN, bytesBefore: 0, bytesAfter: 0, retained: 0, growth: 0 };
  const bytesBefore = median(readings.map(({ left }) => left));
  const bytesAfter = median(readings.map(({ right }) => right));
  const mid = studentEstimate(
    readings.map(({ left, right }) => Math.log(memoryRatio(left, right).value)),
    confidence,
  );
  const exact = memoryRatio(bytesBefore, bytesAfter);
  /** Processes with even and with odd numbers measure the sides in the one and in the other order. */
  const bothOrders = (of: (reading: MemoryAnswer) => number): number =>
    mean([0, 1].map((order) => median(readings.filter((_, k) => k % 2 === order).map(of))));
  return {
    ratio: { ratio: mid.ratio, low: Math.min(mid.low, exact.low), high: Math.max(mid.high, exact.high) },
    bytesBefore: round(bytesBefore),
    bytesAfter: round(bytesAfter),
    retained: Math.max(0, Math.round(bothOrders(({ retained }) => retained))),
    growth: Math.max(0, round(bothOrders(({ growth }) => growth))),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
