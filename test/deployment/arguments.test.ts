/** Arguments are copied, and brought back to what they were. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyOf, isUsedOnce, putBack, snapshotOf } from '../../src/deployment/arguments.ts';

const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.string(),
    fc.constant(undefined),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('any'), { maxKeys: 3, noNullPrototype: true }),
    fc.array(tie('any'), { maxLength: 3 }).map((list) => new Set(list)),
    fc.array(fc.tuple(fc.string(), tie('any')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
    fc.uint8Array({ maxLength: 4 }),
  ),
})).any;

test('whatever was done to them, they are as they were, and the same objects', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 4 }), fc.array(value, { maxLength: 4 }), (args, noise) => {
      const copies = copyOf(args)!;
      expect(copies).toEqual(args);
      const before = snapshotOf(args)!;
      const held = [...args];
      for (const one of args) {
        if (Array.isArray(one)) one.splice(0, 1, ...noise);
        else if (one instanceof Set) one.add('more');
        else if (one instanceof Map) one.clear();
        else if (one instanceof Uint8Array) one.fill(7);
        else if (typeof one === 'object' && one !== null) Object.assign(one, { more: noise });
      }
      putBack(before);
      expect(args).toEqual(copies);
      for (const [k, one] of held.entries()) expect(args[k]).toBe(one);
    }),
  );
});

test('a buffer is copied with what it holds', () => {
  const [copy] = copyOf([new Uint8Array([1, 2, 3]).buffer]) as [ArrayBuffer];
  expect([...new Uint8Array(copy)]).toEqual([1, 2, 3]);
});

test('what is called, used up or more than its fields is not copied', () => {
  for (const one of [
    () => 1,
    [[() => 1]],
    new (class Box {})(),
    new WeakMap(),
    /x/,
    new URL('http://a.b'),
    [1].values(),
  ])
    expect(copyOf([one])).toBe(null);
  expect(copyOf([new Date(5), new Map([[{ a: 1 }, [2]]])])).toEqual([new Date(5), new Map([[{ a: 1 }, [2]]])]);
  expect([isUsedOnce([1, [2]]), isUsedOnce([() => 1]), isUsedOnce([[1].values()])]).toEqual([false, true, true]);
  expect([isUsedOnce([{ steps: [() => 1] }]), isUsedOnce([new Map([['on', () => 1]])])]).toEqual([true, true]);
  const round: unknown[] = [];
  round.push(round, new Uint8Array(4));
  expect(isUsedOnce([round])).toBe(false);
});

test('what cannot be given again what it held is no way back; what is frozen is as it was', () => {
  const named = Object.assign([1, 2], { more: 3 });
  const marked = { [Symbol('mark')]: 1 };
  const computed = Object.defineProperty({}, 'now', { get: () => 1, configurable: true, enumerable: true });
  for (const one of [Object.seal({ a: 1 }), Object.preventExtensions([1]), named, marked, computed])
    expect(snapshotOf([[one]])).toBe(null);
  const held = { list: [1, 2], frozen: Object.freeze({ a: 1 }) };
  const before = snapshotOf([held])!;
  held.list.push(3);
  putBack(before);
  expect(held).toEqual({ list: [1, 2], frozen: { a: 1 } });
  expect(snapshotOf([{ length: 3, a: 1 }])).not.toBe(null);
});
