/** Bytes a call of both sides, what the right side keeps more than the left, and whether that grows with the calls. */
import { getHeapStatistics } from 'node:v8';
import { mean, median } from '../../statistics/summary.ts';
import { makeLoop, type ProofContext } from './context.ts';
import type { MemoryAnswer } from './protocol.ts';

/** Calls in a block at the most; blocks of other rows, and readings of each. */
const MOST_CALLS = 500;
const BLOCKS = 8;
const READINGS = 5;
/** Times that all rows are gone through while it is seen whether what is kept grows. */
const PASSES = 4;
/** Bytes that a block may take, far less than the young space: of blocks with a collection in them nothing can be told. */
const BLOCK_BYTES = 8e6;

/** The process runs with `--expose-gc`. */
export function readMemory(context: ProofContext): MemoryAnswer {
  const { order, left, right, rows, clock, copy } = context;
  const { gc } = globalThis as { gc?: (options?: { type: 'minor' }) => void };
  // Array buffers found dead by one collection are given back by the next.
  const collect = (): void => {
    gc?.();
    gc?.();
  };
  const used = (): number => {
    const { used_heap_size, external_memory } = getHeapStatistics();
    return used_heap_size + external_memory;
  };
  const bytes: [number, number] = [0, 0];
  const kept: [number, number] = [0, 0];
  const grown: [number, number] = [0, 0];
  // What only loading needed, compiled code above all, V8 throws away after a few collections: not in the readings.
  for (let k = 0; k < 4; k++) collect();
  for (const [e, name] of order.exports.entries()) {
    const pool = rows(1000, name);
    const copies = (): unknown[][] => copy(pool);
    // Whoever comes second keeps ten kilobytes more: processes differ in the order.
    for (const side of order.swapped ? ([1, 0] as const) : ([0, 1] as const)) {
      const call = [left, right][side]![e]!;
      const loop = makeLoop(call, pool, order.catches);
      const warm = copies();
      collect();
      const before = used();
      loop(warm, 0, warm.length);
      const start = clock();
      while (clock() - start < 150) loop(copies(), 0, pool.length);
      const block = (from: number, count: number): number => {
        const list = copy(Array.from({ length: count }, (_, i) => pool[(from + i) % pool.length]!));
        // What is left of the block before lies in the young space: a whole collection takes ten times as long.
        gc?.({ type: 'minor' });
        gc?.({ type: 'minor' });
        const before = used();
        loop(list, 0, list.length);
        return used() - before;
      };
      const most = Math.min(MOST_CALLS, pool.length);
      let count = 1;
      while (count < most && block(0, count) < BLOCK_BYTES / 4) count = Math.min(most, count * 3);
      // Of the same rows each time: a median over blocks of other rows jumps between these when one reading is disturbed.
      const sums = Array.from({ length: Math.min(BLOCKS, Math.ceil(pool.length / count)) }, (_, number) =>
        median(Array.from({ length: READINGS }, () => block(number * count, count))),
      );
      bytes[side] += Math.max(0, mean(sums) / count) / order.exports.length;
      collect();
      const after = used();
      kept[side] += after - before;
      // The rows that a loop went through last may stay reachable, or those of the block before may go only now: once, by
      // megabytes where rows are large, and on one side alone. What grows with the calls grows after that.
      const through = (): number => {
        loop(copies(), 0, pool.length);
        collect();
        return used();
      };
      const settled = through();
      for (let k = 0; k < PASSES - 1; k++) loop(copies(), 0, pool.length);
      grown[side] += (through() - settled) / (PASSES * pool.length);
    }
  }
  return {
    left: bytes[0],
    right: bytes[1],
    // What the ancestor keeps as well (compiled code, feedback) is not the variant's.
    retained: kept[1] - kept[0],
    growth: grown[1] - grown[0],
  };
}
