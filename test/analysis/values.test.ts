/** What is seen of values, and what follows from it. */
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inWords, KINDS, LOOK, typedArrayFor } from '../../src/analysis/values.ts';

type Facts = [kinds: number, members: number, most: number];
const look = (runInNewContext(LOOK) as (isArray: unknown) => (facts: Facts, value: unknown) => void)(Array.isArray);
const seen = (...values: unknown[]): Facts => {
  const facts: Facts = [0, 0, 0];
  for (const value of values) look(facts, value);
  return facts;
};

describe('a look', () => {
  test.each<[name: string, value: unknown, kind: keyof typeof KINDS, size: number]>([
    ['a small integer', 65_535, 'small', 65_535],
    ['one beyond sixteen bits', 65_536, 'natural', 65_536],
    ['a negative one', -3, 'negative', 3],
    ['a fraction', 0.5, 'double', 0.5],
    ['a whole number beyond 32 bits', 2 ** 32, 'double', 2 ** 32],
    ['negative zero', -0, 'double', 0],
    ['NaN', Number.NaN, 'double', 0],
    ['a character', 'é', 'character', 1],
    ['plain text', 'plain', 'ascii', 5],
    ['no text', '', 'ascii', 0],
    ['other text', 'naïve', 'text', 5],
    ['a list', [1, 2, 3], 'list', 3],
    ['nothing', undefined, 'undefined', 0],
    ['null', null, 'other', 0],
    ['an object', {}, 'other', 0],
  ])('at %s', (_, value, kind, size) => {
    const [kinds, , most] = seen(value);
    expect(kinds).toBe(KINDS[kind]);
    expect(most).toBe(size);
  });

  test('unites what it sees, with the members of lists', () => {
    expect(seen(1, 'a', [0.5, 'long'])).toEqual([
      KINDS.small | KINDS.character | KINDS.list,
      KINDS.double | KINDS.ascii,
      2,
    ]);
  });
});

test('the typed array named for a list of numbers gives each of them back', () => {
  const arrays: Record<string, new (list: number[]) => ArrayLike<number>> = {
    Uint16Array,
    Uint32Array,
    Int32Array,
    Float64Array,
  };
  const number = fc.oneof(fc.nat(65_535), fc.nat(2 ** 31), fc.integer(), fc.double(), fc.constantFrom(-0, 2 ** 32 - 1));
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), (list) => {
      const name = typedArrayFor(seen(...list)[0]);
      expect(Array.from(new arrays[name!]!(list))).toEqual(list);
    }),
  );
  expect(typedArrayFor(seen(1, 'a')[0])).toBe(undefined);
  expect(typedArrayFor(seen(1, 2)[0])).toBe('Uint16Array');
});

test('in words', () => {
  expect(inWords(seen(1, 2)[0])).toBe('small integers');
  expect(inWords(seen(1, -2, 'ab', undefined)[0])).toBe('integers, ASCII texts, undefined');
});
