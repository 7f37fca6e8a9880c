/** Memory: bytes a call of the ancestor over those of the variant, each with 16 bytes added. */
import type { Interval, Objective } from './objective.ts';

/** Readings of allocation that is deterministic repeat within this many bytes a call. */
const SPREAD = 1;
/** Bytes that count as nothing: without them a call that allocates none would be endlessly better. */
const BASE = 16;

export const memory: Objective = {
  name: 'memory',
  means: '(bytes per call of the ancestor + 16) / (bytes per call of the variant + 16)',
  neutral: 1,
  estimate({ memory: reading, work }, cost) {
    if (cost === 'work') {
      const value = work ? (work.madeBefore + BASE) / (work.madeAfter + BASE) : 1;
      return { value, low: value, high: value };
    }
    if (!reading) return { value: 1, low: 0, high: Number.MAX_VALUE };
    return memoryRatio(reading.bytesBefore, reading.bytesAfter);
  },
  gain: (before, after) => after / before,
};

/** The ratio of two readings, each exact within the spread of readings. */
export function memoryRatio(bytesBefore: number, bytesAfter: number): Interval {
  const ratio = (before: number, after: number): number => (Math.max(before, 0) + BASE) / (Math.max(after, 0) + BASE);
  return {
    value: ratio(bytesBefore, bytesAfter),
    low: ratio(bytesBefore - SPREAD, bytesAfter + SPREAD),
    high: ratio(bytesBefore + SPREAD, bytesAfter - SPREAD),
  };
}
