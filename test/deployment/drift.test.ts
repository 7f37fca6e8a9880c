/** A version that serves is held against the original now and then: it may get slower, or wrong, as its inputs change. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { driftOf, hasDrifted, NOT_SAMPLED, type Sampled, WINDOW, withSample } from '../../src/deployment/drift.ts';
import { live } from '../../src/deployment/live.ts';
import { statusOf } from '../../src/deployment/status.ts';
import type { Abort } from '../../src/population/registry.ts';
import { stream } from '../../src/statistics/random.ts';
import { registryFolder, total } from './served.ts';
import { ORIGINAL, put } from './versions.ts';

/** Samples of an original of 2 ms a call that do not count: it is slow at first. */
const FIRST_NOT_COUNTED = 50;

const seen = (logs: readonly number[]): Sampled => logs.reduce(withSample, NOT_SAMPLED);

test('what scatters around one value has hardly ever drifted, and what fell by a fifth has', () => {
  let alarms = 0;
  for (let seed = 0; seed < 200; seed++) {
    const random = stream(seed, 'drift');
    const noisy = (mean: number): number[] => Array.from({ length: WINDOW }, () => mean + random() - 0.5);
    if (hasDrifted(driftOf(seen([...noisy(0.7), ...noisy(0.7)])))) alarms++;
    expect(hasDrifted(driftOf(seen([...noisy(0.7), ...noisy(0.25)])))).toBe(true);
  }
  expect(alarms).toBeLessThanOrEqual(1);
});

test('nothing is said before two windows are full', () => {
  expect(driftOf(seen([]))).toBeNull();
  expect(driftOf(seen(Array.from({ length: 2 * WINDOW - 1 }, () => 0.1)))).toBeNull();
  expect(driftOf(seen(Array.from({ length: 2 * WINDOW }, () => 0.1)))!.ratio).toBeCloseTo(1, 9);
});

test('in service a version that gets slower is told in the status, and one that answers otherwise goes out', async () => {
  const populations = registryFolder();
  const clock = { at: 0, cost: 1 };
  Object.assign(globalThis, { integronClock: clock });
  await put(
    populations,
    ORIGINAL.replace(
      'let sum = 0;',
      'globalThis.integronClock.at += globalThis.integronClock.cost; let sum = list[0] === 77 ? 1 : 0;',
    ),
  );
  const aborts: Abort[] = [];
  const original = (list: readonly number[]): number => {
    clock.at += 2;
    return total(list);
  };
  const call = live('total', original, {
    populations,
    random: stream(3, 'live'),
    now: () => clock.at,
    onAbort: (abort) => aborts.push(abort),
  });
  // The original's first 50 calls, of 2 ms each, do not count.
  const calls = 2048 * 1.6 * (WINDOW + 50);
  for (let i = 0; i < calls; i++) call([1, 2]);
  clock.cost = 1.6;
  for (let i = 0; i < calls; i++) call([1, 2]);
  await wait(1500);
  const [status] = await statusOf(populations);
  expect(status!.drift!.ratio).toBeCloseTo(0.625, 1);
  expect(hasDrifted(status!.drift)).toBe(true);
  expect(aborts).toEqual([]);
  for (let i = 0; i < 2048 * 4; i++) call([77]);
  expect(aborts).toEqual([expect.objectContaining({ version: 'V1', reason: expect.stringMatching(/in shadow$/) })]);
  expect(call([77])).toBe(77);
});

test.each([
  ['from the start', 3, 0],
  ['after a long good time', 1, 3],
])('what is slower than the original goes out: %s', async (_, first, then) => {
  const populations = registryFolder();
  const clock = { at: 0, cost: first };
  Object.assign(globalThis, { integronClock: clock });
  await put(
    populations,
    ORIGINAL.replace('let sum = 0;', 'globalThis.integronClock.at += globalThis.integronClock.cost; let sum = 0;'),
  );
  const aborts: Abort[] = [];
  const random = stream(5, 'live');
  const original = (list: readonly number[]): number => {
    clock.at += 2;
    return total(list);
  };
  const call = live('total', original, {
    populations,
    random,
    // A clock that scatters, as clocks do.
    now: () => clock.at + random() / 2,
    onAbort: (abort) => aborts.push(abort),
  });
  const serve = (calls: number): void => {
    for (let i = 0; i < calls; i++) call([1, 2]);
  };
  if (then > 0) {
    serve(2048 * 1.5 * 1500);
    expect(aborts).toEqual([]);
    clock.cost = then;
    serve(2048 * 1.5 * 1100);
  } else serve(256 * 1.6 * (FIRST_NOT_COUNTED + 60));
  expect(aborts).toEqual([
    expect.objectContaining({
      version: 'V1',
      reason: expect.stringMatching(/^is slower than the original: at most 0/),
    }),
  ]);
  expect(call([1, 2])).toBe(3);
});

test('what is as fast as the original, within the scatter of a clock, stays', async () => {
  let out = 0;
  for (let seed = 0; seed < 12; seed++) {
    const populations = registryFolder();
    const random = stream(seed, 'equal');
    const clock = { at: 0 };
    Object.assign(globalThis, { integronClock: clock });
    await put(populations, ORIGINAL.replace('let sum = 0;', 'globalThis.integronClock.at += 2; let sum = 0;'));
    const original = (list: readonly number[]): number => {
      clock.at += 2;
      return total(list);
    };
    const call = live('total', original, { populations, random, now: () => clock.at + random(), onAbort: () => out++ });
    for (let i = 0; i < 256 * 1.6 * 1000; i++) call([1, 2]);
  }
  expect(out).toBe(0);
});
