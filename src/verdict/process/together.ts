/** Both sides in one process, interleaved. */
import type { Callable } from '../../evaluation/worker/realm.ts';
import { onlyPrimitives } from '../../evaluation/worker/side.ts';
import { median } from '../../statistics/summary.ts';
import { BULK_MS, bulkOf } from './bulk.ts';
import { makeLoop, type ProofContext } from './context.ts';
import type { TogetherAnswer } from './protocol.ts';

/** Milliseconds of warming up, at the least and at the most. */
const WARM_MS = 250;
const LONGEST_WARM_MS = 2000;
/** Pairs that make one figure, of primitives and of others. */
const ORDERS = 2;
const GROUP = 4;
/** Milliseconds after which no further pair is begun, and pairs that are made in any case: slow calls, and copies that take longer than calls, make a pair long. */
const PAIRS_MS = 800;
const LEAST_PAIRS = 16;

export function timeTogether(context: ProofContext): TogetherAnswer {
  const { order, left, right } = context;
  const logs: number[] = [];
  const micros: [number[], number[]] = [[], []];
  const stands = order.exports.map((name, e) => stand(context, name, left[e]!, right[e]!));
  for (const one of stands) one.warm();
  // Pairs go together by two, so that each side has run first once: whoever does finds the rows cold, and the median of
  // single pairs lay on the one or the other side of the gap between (of querystring the processes' figures scattered
  // by 0.2, by twos by 0.02).
  // Of lists by four: what collections cost falls on few of them, and a median of single pairs leaves it out; by four,
  // both sides have had the newer copies equally often as well.
  const together = Math.min(stands.every(({ primitive }) => primitive) ? ORDERS : GROUP, order.pairs);
  const start = context.clock();
  for (let p = 0; p + together <= order.pairs; p += together) {
    if (p >= LEAST_PAIRS && context.clock() - start > PAIRS_MS) break;
    let sum = 0;
    for (const one of stands) {
      const group = Array.from({ length: together }, (_, k) => one.pair(p + k + Number(order.swapped)));
      const [a, b, calls] = (['a', 'b', 'calls'] as const).map((key) =>
        group.reduce((all, pair) => all + pair[key], 0),
      );
      sum += Math.log(a! / b!);
      micros[0].push((a! * 1000) / calls!);
      micros[1].push((b! * 1000) / calls!);
    }
    logs.push(sum / stands.length);
  }
  return { logs, micros: { left: median(micros[0]), right: median(micros[1]) } };
}

interface Stand {
  /** Whether rows hold nothing but texts and numbers. */
  readonly primitive: boolean;
  warm(): void;
  pair(number: number): { a: number; b: number; calls: number };
}

/** Both sides over the same stream of fresh rows; they begin in turns. */
function stand(context: ProofContext, name: string, a: Callable, b: Callable): Stand {
  const { order, rows, clock } = context;
  const sample = rows(64, name);
  const primitive = onlyPrimitives(sample);
  const bulk = bulkOf(sample);
  const loopOf = [makeLoop(a, sample, order.catches), makeLoop(b, sample, order.catches)];
  let batch = 16;
  const run = (side: 0 | 1, pool: unknown[][]): number => {
    const start = clock();
    loopOf[side]!(pool, 0, pool.length);
    return clock() - start;
  };
  const round = (number: number): { times: [number, number]; calls: number } => {
    const list = rows(batch, name);
    const times: [number, number] = [0, 0];
    const order = number & 1 ? ([1, 0] as const) : ([0, 1] as const);
    const newest = ((number >> 1) & 1) as 0 | 1;
    // Texts are copied as well where rows hold lists: V8 keeps a text's hash with it.
    const plain = onlyPrimitives(list);
    const copied = (rows: unknown[][]): unknown[][] =>
      plain ? rows.map((row) => context.copy(row)) : context.fresh(rows);
    const most = plain ? list.length : bulk;
    for (let from = 0; from < list.length; from += most) {
      const part = list.slice(from, from + most);
      const copies: [unknown[][], unknown[][]] = [part, part];
      for (const side of [1 - newest, newest] as const) copies[side as 0 | 1] = copied(part);
      // Both sides one right after the other: with anything between them their ratio scattered six times as much.
      for (const side of order) times[side] += run(side, copies[side]);
    }
    return { times, calls: list.length };
  };
  return {
    primitive,
    warm() {
      const start = clock();
      for (let k = 0; clock() - start < WARM_MS || k < 8; k++) {
        const { times } = round(k);
        const slower = Math.max(times[0], times[1]);
        const filling = !primitive && batch < bulk;
        if (slower < (filling ? BULK_MS : order.blockMs) / 2) batch = Math.min(20_000, batch * 2);
        else if (slower > (primitive || batch > bulk ? order.blockMs : BULK_MS) * 2) batch = Math.max(1, batch >> 1);
        if (clock() - start > LONGEST_WARM_MS) break;
      }
    },
    pair(number) {
      const { times, calls } = round(number);
      return { a: Math.max(times[0], 1e-6), b: Math.max(times[1], 1e-6), calls };
    },
  };
}
