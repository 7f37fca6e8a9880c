/** Bytes a call of both sides, what the right side keeps more than the left, and whether that grows with the calls. */
import { getHeapStatistics } from 'node:v8';
import { median } from '../../statistics/summary.ts';
import { makeLoop, type ProofContext } from './context.ts';
import type { MemoryAnswer } from './protocol.ts';

/** The process runs with `--expose-gc`. */
export function readMemory(context: ProofContext): MemoryAnswer {
  const { order, left, right, rows, clock, copy } = context;
  const { gc } = globalThis as { gc?: () => void };
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
  for (const [e, name] of order.exports.entries()) {
    const pool = rows(1000, name);
    const copies = (): unknown[][] => copy(pool);
    // Whoever comes second keeps ten kilobytes more: processes differ in the order.
    for (const side of order.swapped ? ([1, 0] as const) : ([0, 1] as const)) {
      const call = [left, right][side]![e]!;
      const loop = makeLoop(call, pool);
      const warm = copies();
      collect();
      const before = used();
      loop(warm, 0, warm.length);
      const start = clock();
      while (clock() - start < 150) loop(copies(), 0, pool.length);
      const blocks: number[] = [];
      let count = Math.max(10, Math.min(500, pool.length));
      for (let b = 0; b < 11; b++) {
        const list = copy(pool.slice(0, count));
        const from = used();
        loop(list, 0, list.length);
        const more = used() - from;
        // A collection in the block makes the growth negative, or so small that other blocks tell.
        if (more >= 0) blocks.push(more / count);
        if (more > 2e6 && count > 10) count = Math.max(10, count >> 1);
      }
      bytes[side] += (blocks.length > 0 ? median(blocks) : 0) / order.exports.length;
      collect();
      const after = used();
      kept[side] += after - before;
      for (let k = 0; k < 4; k++) loop(copies(), 0, pool.length);
      collect();
      grown[side] += (used() - after) / (4 * pool.length);
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
