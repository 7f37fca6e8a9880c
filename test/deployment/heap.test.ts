/** Storage that grows with the calls of a version on trial is told from storage that grows anyway. */
import { expect, test } from 'vitest';
import { LeakWatch } from '../../src/deployment/heap.ts';

/** A process with so many bytes, of which a full collection tells the watch. */
function made(): { watch: LeakWatch; grow: (bytes: number) => void; collect: () => void } {
  let bytes = 50_000_000;
  let listener = (): void => undefined;
  const watch = new LeakWatch(
    () => bytes,
    (given) => {
      listener = given;
      return () => undefined;
    },
  );
  const grow = (more: number): void => {
    bytes += more;
  };
  return { watch, grow, collect: () => listener() };
}

/** Calls in blocks of 32, every fourth block the version's unless it is paused. */
function serve(
  { watch, grow }: ReturnType<typeof made>,
  blocks: number,
  each: { own: number; other: number },
): string | null {
  for (let k = 0; k < blocks; k++) {
    const own = k % 4 === 0 && !watch.paused;
    grow(32 * (own ? each.own : each.other));
    const reason = watch.made(own ? 32 : 0, 32);
    if (reason) return reason;
  }
  return null;
}

const rounds = (
  process: ReturnType<typeof made>,
  each: { own: number; other: number },
  count: number,
): string | null => {
  for (let k = 0; k < count; k++) {
    const reason = serve(process, 200, each);
    if (reason) return reason;
    process.collect();
  }
  return null;
};

test('a version that keeps storage is found, and how much it keeps', () => {
  expect(rounds(made(), { own: 4000, other: 0 }, 20)).toBe('keeps about 4000 bytes a call');
});

test('where all grow alike, or nothing does, no version is found guilty', () => {
  expect(rounds(made(), { own: 4000, other: 4000 }, 40)).toBeNull();
  expect(rounds(made(), { own: 0, other: 4000 }, 40)).toBeNull();
  expect(rounds(made(), { own: 0, other: 0 }, 40)).toBeNull();
});

test('storage of others that grows and then no more, as a cache does, is not laid at its door', () => {
  const filling = made();
  expect(rounds(filling, { own: 0, other: 4000 }, 4)).toBeNull();
  expect(rounds(filling, { own: 0, other: 0 }, 20)).toBeNull();
});

test('a version that keeps storage is found in a process that grows as well', () => {
  expect(rounds(made(), { own: 40_000, other: 300 }, 40)).toMatch(/^keeps about \d+ bytes a call$/);
});
