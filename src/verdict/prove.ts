/** The proof: what will be handed out, loaded as its user loads it, in fresh processes on unseen inputs. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { memoryRatio } from '../evaluation/objectives/memory.ts';
import { type Estimate, mean, median, studentEstimate } from '../statistics/summary.ts';
import type { ProofPlan } from './plan.ts';
import type { ProofAnswer, ProofOrder } from './proof-process.ts';

/** What the proof found. JSON; it is kept with the run. */
export interface Proof {
  /** Interleaved in one process: Student's interval over the processes' log medians. */
  readonly paired: Estimate;
  /** Each side alone in processes of its own, by tinybench. */
  readonly alone: Estimate;
  /** What both rest on: logarithms by process and pair, and by pair of processes. */
  readonly logs: readonly (readonly number[])[];
  readonly aloneLogs: readonly number[];
  readonly processes: number;
  readonly pairs: number;
  readonly checked: number;
  readonly different: number;
  readonly mismatch: ProofAnswer['mismatch'];
  readonly scores: { readonly left: number; readonly right: number } | null;
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

/** Files and settings that the proof's processes share. */
export type ProofSubject = Pick<ProofOrder, 'left' | 'right' | 'esm' | 'exports' | 'inputs' | 'tolerance' | 'messages'>;

const MEMORY_PROCESSES = 5;

/** Runs the whole plan; stops early only where results differ. @throws Error where a process fails. */
export async function prove(
  subject: ProofSubject,
  plan: ProofPlan,
  signal?: AbortSignal,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<Proof> {
  const total = plan.processes + MEMORY_PROCESSES + plan.alonePairs * 2;
  let done = 0;
  const run = async (mode: ProofOrder['mode'], number: number): Promise<ProofAnswer> => {
    const order: ProofOrder = {
      ...subject,
      mode,
      seed: (plan.seed * 7_368_787 + (number + 1) * 15_485_863) >>> 0,
      checks: Math.ceil(plan.checks / plan.processes),
      checkMs: plan.checkMs,
      pairs: plan.pairs,
      blockMs: plan.blockMs,
      aloneMs: plan.aloneMs,
      swapped: (number & 1) === 1,
    };
    const answer = await runProcess(order, signal);
    progress(++done, total);
    return answer;
  };
  const pairs: ProofAnswer[] = [];
  for (let k = 0; k < plan.processes; k++) {
    const answer = await run('both', k);
    pairs.push(answer);
    if (answer.different > 0 && answer.scores === null) break;
  }
  const failed = pairs.some(({ different }) => different > 0);
  const alone: number[] = [];
  const readings: ProofAnswer['memory'][] = [];
  if (!failed) {
    for (let k = 0; k < MEMORY_PROCESSES; k++) readings.push((await run('memory', 1000 + k)).memory);
    for (let k = 0; k < plan.alonePairs; k++) {
      // Left first and right first take turns, so that a drift of the machine falls on both.
      const sides: ('left' | 'right')[] = (k & 1) === 0 ? ['left', 'right'] : ['right', 'left'];
      const logs = new Map<string, number>();
      for (const side of sides) logs.set(side, (await run(side, 2000 + k)).logs[0]!);
      alone.push(logs.get('left')! - logs.get('right')!);
    }
  }
  const scored = pairs.flatMap(({ scores }) => (scores ? [scores] : []));
  const bytes = readings.flatMap((reading) => (reading ? [reading] : []));
  return {
    ...readingsOf(
      pairs.map(({ logs }) => logs.map(short)),
      alone.map(short),
    ),
    processes: pairs.length,
    pairs: plan.pairs,
    checked: pairs.reduce((sum, { checked }) => sum + checked, 0),
    different: pairs.reduce((sum, { different }) => sum + different, 0),
    mismatch: pairs.find(({ mismatch }) => mismatch)?.mismatch ?? null,
    scores:
      scored.length > 0
        ? { left: mean(scored.map(({ left }) => left)), right: mean(scored.map(({ right }) => right)) }
        : null,
    micros: {
      before: median(pairs.map(({ micros }) => micros.left)),
      after: median(pairs.map(({ micros }) => micros.right)),
    },
    memory: memoryOf(bytes),
    plan,
  };
}

/**
 * Both readings of speed.
 * @param logs logarithms of time(left) / time(right), one a pair, by process.
 * @param alone the same of each pair of processes in which the sides ran alone.
 */
export function readingsOf(
  logs: readonly (readonly number[])[],
  alone: readonly number[],
): Pick<Proof, 'paired' | 'alone' | 'logs' | 'aloneLogs'> {
  return {
    paired: studentEstimate(logs.map(median)),
    alone: alone.length > 0 ? studentEstimate(alone) : { ratio: 1, low: 0, high: Number.MAX_VALUE },
    logs,
    aloneLogs: alone,
  };
}

const short = (log: number): number => Math.round(log * 1e5) / 1e5;

function memoryOf(readings: readonly NonNullable<ProofAnswer['memory']>[]): Proof['memory'] {
  if (readings.length === 0)
    return {
      ratio: { ratio: 1, low: 0, high: Number.MAX_VALUE },
      bytesBefore: 0,
      bytesAfter: 0,
      retained: 0,
      growth: 0,
    };
  const bytesBefore = median(readings.map(({ left }) => left));
  const bytesAfter = median(readings.map(({ right }) => right));
  const pooled = studentEstimate(readings.map(({ left, right }) => Math.log(memoryRatio(left, right).value)));
  const exact = memoryRatio(bytesBefore, bytesAfter);
  return {
    ratio: { ratio: pooled.ratio, low: Math.min(pooled.low, exact.low), high: Math.max(pooled.high, exact.high) },
    bytesBefore: round(bytesBefore),
    bytesAfter: round(bytesAfter),
    retained: Math.round(median(readings.map(({ retained }) => retained))),
    growth: round(median(readings.map(({ growth }) => growth))),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Seconds after which a process of the proof counts as hanging. */
const LIMIT = 60;

function runProcess(order: ProofOrder, signal: AbortSignal | undefined): Promise<ProofAnswer> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const script = fileURLToPath(new URL(`./proof-process.${ending}`, import.meta.url));
  const flags = order.mode === 'memory' ? ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'] : [];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', ...flags, script], {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: LIMIT * 1000,
      killSignal: 'SIGKILL',
      ...(signal ? { signal } : {}),
    });
    let out = '';
    let noise = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      noise = (noise + String(chunk)).slice(-4000);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      try {
        // The module itself may write to standard output: the answer is the last line.
        resolve(JSON.parse(out.slice(out.lastIndexOf('\n{') + 1)) as ProofAnswer);
      } catch {
        const why =
          noise
            .trim()
            .split('\n')
            .findLast((line) => /\S/.test(line)) ?? '';
        reject(new Error(`a process of the proof ended with code ${code}: ${why.trim()}`));
      }
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(order));
  });
}
