/** Memory of a call: heap growth over blocks in which no collection ran, off-heap memory added. */
import { getHeapStatistics } from 'node:v8';
import { median } from '../../statistics/summary.ts';
import type { MemoryReading } from '../protocol.ts';
import { commonArity, makeLoop } from './loop.ts';
import type { Callable, Realm } from './realm.ts';

const BLOCKS = 5;
const WARM_BLOCKS = 2;
/** Blocks of both sides in all. */
export const MEMORY_BLOCKS = 2 * (BLOCKS + WARM_BLOCKS);

interface Rows {
  readonly rows: unknown[][];
  readonly twin: unknown[][];
}

/** Bytes a call of both sides over the same rows: the median of blocks, mean over exports. */
export function measureMemory(
  left: Realm,
  right: Realm,
  leftCalls: readonly Callable[],
  rightCalls: readonly Callable[],
  sets: readonly Rows[],
  calls: number,
  catches: boolean,
): MemoryReading {
  let before = 0;
  let after = 0;
  for (const [e, set] of sets.entries()) {
    const arity = commonArity(set.rows);
    const loops = [makeLoop(left, leftCalls[e]!, arity, catches), makeLoop(right, rightCalls[e]!, arity, catches)];
    const growth: [number[], number[]] = [[], []];
    for (let b = 0; b < BLOCKS + WARM_BLOCKS; b++) {
      for (const side of [b & 1, 1 - (b & 1)] as (0 | 1)[]) {
        const realm = side === 0 ? left : right;
        const source = side === 0 ? set.rows : set.twin;
        const rows: unknown[][] = [];
        for (let i = 0; i < calls; i++) rows.push(realm.kit.copy(source[(i + b * 7) % source.length]!));
        const start = bytesUsed();
        loops[side]!(rows, 0, rows.length);
        const grown = bytesUsed() - start;
        if (grown >= 0 && b >= WARM_BLOCKS) growth[side].push(grown / calls);
      }
    }
    before += growth[0].length > 0 ? Math.max(0, median(growth[0])) : 0;
    after += growth[1].length > 0 ? Math.max(0, median(growth[1])) : 0;
  }
  return { bytesBefore: round(before / sets.length), bytesAfter: round(after / sets.length) };
}

function bytesUsed(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

const round = (bytes: number): number => Math.round(bytes * 10) / 10;
