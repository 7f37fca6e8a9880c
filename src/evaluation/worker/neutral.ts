/** What a variant without any change would show, by readings of the ancestor against fresh copies of itself. */
import { deviation, median } from '../../statistics/summary.ts';

/** Readings that count, the latest ones. */
const KEPT = 6;
/** How many there are at first, unless the latest of them agree. */
const FIRST = 10;
const SAME = 3;
/** How far apart these may lie, in logarithms. */
const AGREE = 0.06;

/** Whether the latest readings say the same: the ancestor is warm then. */
const agree = (readings: readonly number[]): boolean =>
  readings.length >= SAME && Math.max(...readings) - Math.min(...readings) < AGREE;

/**
 * What readings show together, less what they may show by chance (James & Stein 1961, the positive part): taken off whole
 * where they agreed and not at all where they did not, it came and went from race to race.
 */
export function known(readings: readonly number[]): number {
  if (readings.length < SAME) return 0;
  const middle = median(readings);
  const chance = deviation(readings) / Math.sqrt(readings.length);
  return middle === 0 ? 0 : middle * Math.max(0, 1 - (chance / middle) ** 2);
}

/**
 * The first readings that agree, of a few. The first copies raced stand beside an ancestor that is not yet warm:
 * querystring's was a third slower than the next ones, and for a dozen races each variant seemed to be faster by that.
 */
export function settled(reading: () => readonly number[]): number[] {
  let seen: number[] = [];
  for (let k = 0; k < FIRST; k++) {
    seen = [...seen, ...reading()].slice(-SAME);
    if (agree(seen)) break;
  }
  return seen;
}

/** The readings that count once there are more. */
export const later = (readings: readonly number[], more: readonly number[]): number[] =>
  [...readings, ...more].slice(-KEPT);
