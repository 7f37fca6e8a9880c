/** What stands between the times of a pair and the ratio that is true, and when a race is given up. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeLoop } from '../../src/evaluation/worker/loop.ts';
import { known, settled } from '../../src/evaluation/worker/neutral.ts';
import { type Callable, Realm } from '../../src/evaluation/worker/realm.ts';
import { callsBefore } from '../../src/evaluation/worker/tiers.ts';
import { balanced, hopefulEnd, MOST_WARM, race, warmAfter } from '../../src/evaluation/worker/timing.ts';
import { median } from '../../src/statistics/summary.ts';
import { DOUBLED, payloadOf } from './subject.ts';

/** As a race has them: which side runs first alternates, whose copies are made last does so every other time. */
const circumstances = (count: number) => Array.from({ length: count }, (_, p) => [p & 1, (p >> 1) & 1] as const);
const noise = fc.float({ min: Math.fround(-0.01), max: Math.fround(0.01), noNaN: true });
const effect = fc.float({ min: Math.fround(-0.5), max: Math.fround(0.5), noNaN: true });

test('whatever it does to run first, or to have the newer copies, leaves the ratio that both sides really have', () => {
  fc.assert(
    fc.property(
      effect,
      effect,
      effect,
      fc.array(noise, { minLength: 16, maxLength: 16 }),
      (ratio, first, newest, noises) => {
        const made = circumstances(16);
        const logs = made.map(([f, n], p) => ratio + (f ? first : -first) + (n ? newest : -newest) + noises[p]!);
        for (const log of balanced(logs, made)) expect(Math.abs(log - ratio)).toBeLessThan(0.05);
      },
    ),
  );
});

test('nothing is taken off where all pairs ran in the same circumstances', () => {
  const logs = [0.1, -0.2, 0.3];
  expect(
    balanced(logs, [
      [1, 0],
      [1, 0],
      [1, 0],
    ]),
  ).toEqual(logs);
  expect(balanced([], [])).toEqual([]);
});

test('of two pairs of a kind nothing is made: one that was disturbed would decide', () => {
  const logs = [0, 0, -0.8, 0, 0, 0];
  expect(median(balanced(logs, circumstances(6)))).toBeCloseTo(0, 12);
  expect(balanced([0.3, -0.1], circumstances(2))).toEqual([0.3, -0.1]);
});

test('two pairs that happen to agree end no race of a function whose pairs scatter', () => {
  const logs = [-0.11, -0.1];
  expect(hopefulEnd(logs)).toBeLessThan(0.95);
  expect(hopefulEnd(logs, 0.2)).toBeGreaterThan(0.95);
  // Its own scatter counts where that is larger.
  expect(hopefulEnd([-0.4, 0.2], 0.03)).toBeGreaterThan(0.95);
});

test('of readings of a copy without change that is taken off which they show together, and never more', () => {
  expect(known([-0.1, -0.1, -0.1])).toBeCloseTo(-0.1, 12);
  expect(known([0.2, -0.2, 0.01])).toBe(0);
  expect(known([-0.3, -0.3])).toBe(0);
  fc.assert(
    fc.property(fc.array(effect, { minLength: 3, maxLength: 6 }), (readings) => {
      const off = known(readings);
      const middle = median(readings);
      expect(Math.abs(off)).toBeLessThanOrEqual(Math.abs(middle));
      expect(off * middle).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('the first readings, while the ancestor is not yet warm, do not count', () => {
  const readings = [-0.3, -0.2, -0.1, 0.01, 0, -0.01, 5];
  let at = 0;
  expect(settled(() => [readings[at++]!])).toEqual([0.01, 0, -0.01]);
});

test('a variant is called before its first block as often as copies of the ancestor showed to be needed', async () => {
  const realm = new Realm(await payloadOf(DOUBLED));
  const [left] = realm.load(DOUBLED);
  const pool = Array.from({ length: 2000 }, (_, i) => [[i, i + 1]]);
  const called = (warm: number): number => {
    let calls = 0;
    const call = (list: number[]): number[] => {
      calls++;
      return list.map((one) => one * 2);
    };
    const stand = {
      left: realm,
      right: realm,
      leftLoop: makeLoop(realm, left!, 1, false),
      rightCall: { ...left!, call: call as Callable['call'] },
      leftPool: pool,
      rightPool: pool,
      catches: false,
      arity: 1,
      perBlock: 50,
      copies: false,
      micros: 1,
    };
    race([stand], { pairs: 0, morePairs: 0, floor: 0 }, 0, { warm });
    return calls;
  };
  const [few, many] = [called(2), called(MOST_WARM)];
  expect(few).toBeGreaterThanOrEqual(2 * callsBefore(1));
  expect(many).toBeGreaterThanOrEqual(MOST_WARM * callsBefore(1));
});

test('how long variants are warmed goes by when copies of the ancestor were last compiled, within bounds', () => {
  expect(warmAfter([])).toBe(MOST_WARM);
  expect(warmAfter([0, 0, 0])).toBe(2);
  // One of many that was disturbed decides nothing.
  expect(warmAfter([4, 4, 4, 4, 4, 4, 400])).toBeCloseTo(6, 9);
  fc.assert(
    fc.property(fc.array(fc.float({ min: 0, max: 100, noNaN: true }), { minLength: 1 }), (compiled) => {
      const warm = warmAfter(compiled);
      expect(warm).toBeGreaterThanOrEqual(2);
      expect(warm).toBeLessThanOrEqual(MOST_WARM);
      expect(warmAfter(compiled.map((times) => times + 1))).toBeGreaterThanOrEqual(warm);
    }),
  );
});
