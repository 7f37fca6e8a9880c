/**
 * The second reading: one side alone in its process, timed by a tool that the user can take as well. The other side is
 * alone in another process, and the two take turns: the speed of the machine itself changes by half from one second to
 * the next, and only turns that are short beside that leave the ratio alone.
 */

import { Bench } from 'tinybench';
import type { Loop } from '../../evaluation/worker/loop.ts';
import { onlyPrimitives } from '../../evaluation/worker/side.ts';
import { median } from '../../statistics/summary.ts';
import { bulkOf } from './bulk.ts';
import { makeLoop, type ProofContext } from './context.ts';
import { POOL, type Turn, type TurnAnswer, type WarmAnswer } from './protocol.ts';

const WARM_MS = 200;

/** Warms up, says how fast it is, and answers each turn asked for. */
export function runAlone(
  context: ProofContext,
  side: 'left' | 'right',
  send: (answer: TurnAnswer | WarmAnswer) => void,
): void {
  const stands = context.order.exports.map((name, e) => stand(context, name, e, side));
  process.on('message', ({ turn, shares }: Turn) => {
    send({ micros: stands.map((one, e) => one.turn(turn, shares[e]!)) });
  });
  send({ micros: stands.map((one) => one.warm()), bulk: stands.map(({ bulk }) => bulk) });
}

interface Stand {
  /** Rows that are copied together; 0 where none is. */
  readonly bulk: number;
  /** Microseconds a call. */
  warm(): number;
  turn(number: number, share: Turn['shares'][number]): number;
}

function stand(context: ProofContext, name: string, e: number, side: 'left' | 'right'): Stand {
  const { order, left, right, rows, clock } = context;
  const pool = rows(POOL, name);
  const loop: Loop = makeLoop((side === 'left' ? left : right)[e]!, pool, order.catches);
  /** The pool goes round. */
  const next = (from: number, count: number): unknown[][] => {
    const at = from % POOL;
    const list = pool.slice(at, at + count);
    return forCalls(at + count > POOL ? list.concat(pool.slice(0, at + count - POOL)) : list, context);
  };
  return {
    bulk: onlyPrimitives(pool) ? 0 : bulkOf(pool),
    warm() {
      const start = clock();
      const micros: number[] = [];
      let batch = 16;
      for (let at = 0; clock() - start < WARM_MS || micros.length < 4; at += batch) {
        const list = next(at, batch);
        const from = clock();
        loop(list, 0, list.length);
        const spent = clock() - from;
        micros.push((spent * 1000) / batch);
        if (spent < 0.25) batch = Math.min(POOL, batch * 2);
        else if (spent > 1) batch = Math.max(1, batch >> 1);
      }
      return median(micros.slice(-Math.ceil(micros.length / 4)));
    },
    turn(number, { batch, iterations }) {
      // Both sides run the same rows in the same turn, however fast they are.
      let at = number * batch * iterations;
      let list: unknown[][] = [];
      const bench = new Bench({ time: 0, iterations, warmup: false, throws: true });
      bench.add(
        name,
        () => {
          loop(list, 0, list.length);
        },
        {
          beforeEach: () => {
            list = next(at, batch);
            at += batch;
          },
        },
      );
      bench.runSync();
      const { result } = bench.tasks[0]!;
      if (result.state !== 'completed') throw new Error(`tinybench ended ${result.state}`);
      return (result.latency.p50 * 1000) / batch;
    },
  };
}

/**
 * Copies for one call each. Rows of primitives serve as they are: no function can change them, and copying them took
 * longer than running them. In others texts are copied, too: V8 keeps a text's hash with it, and a function that puts
 * the texts of a list into a set was claimed at 5.6 times as fast and is 4.2 on texts that nobody has hashed before.
 */
const forCalls = (rows: unknown[][], { fresh }: Pick<ProofContext, 'fresh'>): unknown[][] =>
  onlyPrimitives(rows) ? rows : fresh(rows);
