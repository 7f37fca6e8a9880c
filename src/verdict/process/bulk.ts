/**
 * How many rows with lists or objects are copied before any of them is used: a program's data is rarely in the
 * processor's nearest cache, and rarely all out of it. On rows copied a few at a time a `toposort` was claimed at 1.57
 * that is 1.39 on rows copied in bulk. Of large rows 128 were too many: of a `crc-32` of lists of a thousand numbers
 * (2 MB for both sides) the two readings came to 1.87 and 2.04, by half a megabyte a side to 2.17 and 2.16, and a
 * measurer that knows nothing of Integron to 2.29; of that `toposort` the processes' figures scatter by 0.02 for 0.04.
 */

/** Rows are copied until that takes so long, or so many. */
export const BULK_MS = 16;
const MOST = 128;
const FEWEST = 16;
/** Bytes of one side's copies. */
const BYTES = 2 ** 19;

/** Rows that are weighed. */
const SAMPLE = 64;

/** Rows like these that are copied together. */
export const bulkOf = (all: readonly (readonly unknown[])[]): number => {
  const rows = all.slice(0, SAMPLE);
  const bytes = rows.reduce((sum, row) => sum + bytesOf(row), 0) / Math.max(1, rows.length);
  return Math.max(FEWEST, Math.min(MOST, Math.floor(BYTES / bytes)));
};

/** About as many as V8 takes; what a row holds twice is copied twice. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 0;
  if (ArrayBuffer.isView(value)) return 80 + value.byteLength;
  if (value instanceof Map || value instanceof Set)
    return 16 + [...value].reduce((sum: number, one) => sum + 24 + bytesOf(one), 0);
  const members = Object.values(value);
  return members.reduce((sum: number, member) => sum + 8 + bytesOf(member), 32);
}
