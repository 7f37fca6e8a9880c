/** Memory of a call: heap growth over blocks in which no collection ran, off-heap memory added. */
import { getHeapStatistics } from 'node:v8';
import { mean, median } from '../../statistics/summary.ts';
import { commonArity, makeLoop } from './loop.ts';
import type { Callable, Realm } from './realm.ts';

const BLOCKS = 5;
const WARM_BLOCKS = 2;
/** Rows from one block's first to the next one's. */
const STEP = 7;
/** Blocks of one side in all. */
export const MEMORY_BLOCKS = BLOCKS + WARM_BLOCKS;

interface Counting {
  /** Calls in a block. */
  readonly calls: number;
  readonly catches: boolean;
  /** Whether calls change their arguments: each block has copies of its own then. */
  readonly changes: boolean;
}

/** Bytes a call of one side over its rows: the median of blocks, mean over exports. */
export function bytesOfCall(
  realm: Realm,
  functions: readonly Callable[],
  sets: readonly (readonly unknown[][])[],
  { calls, catches, changes }: Counting,
): number {
  const each = sets.map((source, e) => {
    const loop = makeLoop(realm, functions[e]!, commonArity(source), catches);
    const copied = (from: number, count: number): unknown[][] =>
      Array.from({ length: count }, (_, i) => realm.kit.copy(source[(from + i) % source.length]!) as unknown[]);
    const kept = changes ? null : copied(0, calls + MEMORY_BLOCKS * STEP);
    const growth: number[] = [];
    for (let b = 0; b < BLOCKS + WARM_BLOCKS; b++) {
      const rows = kept?.slice(b * STEP, b * STEP + calls) ?? copied(b * STEP, calls);
      const start = bytesUsed();
      loop(rows, 0, rows.length);
      const grown = bytesUsed() - start;
      if (grown >= 0 && b >= WARM_BLOCKS) growth.push(grown / calls);
    }
    return growth.length > 0 ? Math.max(0, median(growth)) : 0;
  });
  return Math.round(mean(each) * 10) / 10;
}

function bytesUsed(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
