/** One search policy beside another, search by search. */
import { expect, test } from 'vitest';
import { besides, type Search } from '../../src/recursion/online.ts';

const search = (value: number, way: [number, number][], evaluations = 300): Search => ({
  value,
  best: way.at(-1)![1],
  way,
  evaluations,
});
const many = <T>(one: T): T[] => Array.from({ length: 20 }, () => one);

test('one that finds little, quickly, needs the whole budget for what the other one found', () => {
  const old = search(Math.log(3), [
    [100, 2],
    [250, 3],
  ]);
  const hasty = search(Math.log(1.2), [
    [50, 1.2],
    [310, 1.2],
  ]);
  const { needed, result } = besides(many(old), many(hasty));
  expect(needed.ratio).toBeCloseTo(250 / 300);
  expect(result.high).toBeLessThan(1);
});

test('one that finds as much in half of the evaluations is told so, whatever it finds then', () => {
  const old = search(Math.log(3), [
    [100, 2],
    [200, 3],
  ]);
  const better = search(Math.log(4), [
    [100, 3],
    [300, 4],
  ]);
  expect(besides(many(old), many(better)).needed.ratio).toBeCloseTo(2);
  expect(besides(many(old), many(better)).result.ratio).toBeCloseTo(4 / 3);
});

test('what a search makes beyond its budget is no part of it', () => {
  const old = search(0, [
    [200, 2],
    [395, 3],
  ]);
  const never = search(0, [[380, 2]]);
  expect(besides(many(old), many(never)).needed.ratio).toBeCloseTo(1);
});
