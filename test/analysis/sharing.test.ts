/** Aliasing and escape: what is said of objects must be what the program did with them. */
import { runInNewContext, runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { SHARED, sharedInWords, staysInside, WATCH } from '../../src/analysis/sharing.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';

interface Watch {
  met(at: string, value: unknown): void;
  settle(args: unknown[], outcome: unknown): Record<string, number>;
}
// In this realm, so that the objects of the tests are its own.
const watcher = (): Watch => runInThisContext(WATCH)() as Watch;

test('held by an argument, returned, kept, under two names', () => {
  const watch = watcher();
  const [inner, own, kept] = [[1], [2], [3]];
  watch.met('argument', inner);
  watch.met('own', own);
  watch.met('kept', kept);
  watch.met('made', { own });
  expect(watch.settle([{ deep: [inner] }], 1)).toEqual({ argument: SHARED.argument, own: 0, kept: 0, made: 0 });
  const next = [4];
  watch.met('own', next);
  watch.met('alias', next);
  watch.met('kept', kept);
  expect(watch.settle([inner], [{ next }])).toEqual({
    own: SHARED.result | SHARED.elsewhere,
    alias: SHARED.result | SHARED.elsewhere,
    kept: SHARED.kept,
  });
  // What is met again elsewhere was kept from where it was made.
  watch.met('made in one call', own);
  watch.settle([], 1);
  watch.met('found in the next', own);
  expect(watch.settle([], 1)).toEqual({
    own: SHARED.kept,
    'made in one call': SHARED.kept,
    'found in the next': SHARED.kept,
  });
});

test('what cannot be looked into may hold anything', () => {
  for (const outcome of [() => 1, new Map(), new (class Box {})()]) {
    const watch = watcher();
    watch.met('own', [1]);
    expect(watch.settle([], outcome)).toEqual({ own: SHARED.result });
  }
  const watch = watcher();
  const bytes = new Uint8Array(4);
  watch.met('bytes', bytes);
  watch.met('other', new Uint8Array(4));
  expect(watch.settle([], { bytes })).toEqual({ bytes: SHARED.result, other: 0 });
  watch.met('own', [1]);
  expect(watch.settle([], new Error('with nothing'))).toEqual({ own: 0 });
});

test('objects of another realm can be looked into by a watcher of that realm', () => {
  const { watch, list } = runInNewContext(`({ watch: ${WATCH}(), list: [1] })`) as { watch: Watch; list: number[] };
  watch.met('list', list);
  expect(watch.settle([[list]], undefined).list).toBe(SHARED.argument);
});

test('flags in words', () => {
  expect(staysInside(SHARED.elsewhere)).toBe(true);
  expect(staysInside(SHARED.kept)).toBe(false);
  expect(sharedInWords(SHARED.argument | SHARED.elsewhere)).toBe('held by an argument, under two names');
});

const ROWS = `module.exports = function rows(list) {
  const own = [];
  const out = [];
  const given = list;
  for (let i = 0; i < list.length; i++) own[i] = list[i] + 1;
  const sum = total(own);
  out.push(sum);
  return { out };
};
function total(numbers) {
  let sum = 0;
  for (const x of numbers) sum += x;
  return sum;
}
`;

test('seen of a real module, whatever it calls', async () => {
  const payload = await payloadOf(ROWS);
  const pool = poolOf(payload, 1);
  try {
    const { values } = await pool.preflight();
    const text = payload.ancestor;
    const shared = new Map(
      values.map(([at, facts]) => {
        const [from, to] = at.split('-').map(Number);
        return [to === undefined ? at : text.slice(from! - 8, to), facts.shared];
      }),
    );
    expect(shared.get('t own = []')).toBe(0);
    expect(shared.get('t out = []')).toBe(SHARED.result);
    expect(shared.get('given = list')).toBe(SHARED.argument);
  } finally {
    await pool.close();
  }
});
