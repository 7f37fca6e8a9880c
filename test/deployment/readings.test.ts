/** What several processes saw is put together as if one had seen it all. */

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forgetReadings, quantilesOf, Readings, readingsIn } from '../../src/deployment/readings.ts';
import { registryFolder } from './served.ts';

const call = fc.record({
  calls: fc.integer({ min: 1, max: 64 }),
  milliseconds: fc.double({ min: 1e-4, max: 50, noNaN: true }),
});

test('two processes and one', async () => {
  const [several, alone] = [registryFolder(), registryFolder()];
  const [first, second, all] = [new Readings(several, 'f'), new Readings(several, 'f'), new Readings(alone, 'f')];
  const seen = fc.sample(fc.tuple(call, fc.boolean(), fc.double({ min: -1, max: 1, noNaN: true })), {
    numRuns: 300,
    seed: 3,
  });
  for (const [{ calls, milliseconds }, mine, log] of seen) {
    for (const one of [mine ? first : second, all]) {
      one.add('V1-x', calls, milliseconds);
      one.took('V1-x', milliseconds / calls);
      if (log < 0) one.threw('V1-x');
      one.compare('V1-x', log);
      if (mine) one.shadowed('V1-x');
      one.copied('V1-x', 1, mine);
    }
  }
  await wait(1300);
  const [both, single] = [readingsIn(several, 'f'), readingsIn(alone, 'f')];
  const [a, b] = [both.versions['V1-x']!, single.versions['V1-x']!];
  expect(quantilesOf(a.latency)).toEqual(quantilesOf(b.latency));
  expect(quantilesOf(a.latency)!.most).toBeGreaterThan(quantilesOf(a.latency)!.half);
  const counts = ({ calls, shadowed, uncopied, threw }: typeof a): unknown[] => [calls, shadowed, uncopied, threw];
  expect([...counts(a), both.copies]).toEqual([...counts(b), single.copies]);
  expect(a.milliseconds).toBeCloseTo(b.milliseconds, 6);
  expect(a.speed.count).toBe(300);
  expect(a.speed.sum).toBeCloseTo(b.speed.sum, 9);
  expect(a.speed.squares).toBeCloseTo(b.speed.squares, 9);
});

test('what served before is forgotten', async () => {
  const populations = registryFolder();
  const readings = new Readings(populations, 'f');
  for (const version of ['V1-x', 'V2-y']) readings.add(version, 1, 1);
  readings.only(['V0', 'V2-y']);
  await wait(1300);
  expect(Object.keys(readingsIn(populations, 'f').versions)).toEqual(['V2-y']);
});

test('what was not written when a process ends is written then', () => {
  const populations = registryFolder();
  new Readings(populations, 'f').add('V1-x', 7, 1);
  process.emit('exit', 0);
  expect(readingsIn(populations, 'f').versions['V1-x']).toMatchObject({ calls: 7 });
});

test('many live functions of a process listen for its end as one', () => {
  const populations = registryFolder();
  const before = process.listenerCount('exit');
  const all = Array.from({ length: 20 }, (_, k) => new Readings(populations, `f${k}`));
  for (const readings of all) readings.add('V1-x', 1, 1);
  expect(process.listenerCount('exit')).toBe(before + 1);
  for (const readings of all) readings.write();
  expect(process.listenerCount('exit')).toBe(before);
});

test('a file of somebody else beside the readings does no harm', () => {
  const populations = registryFolder();
  const readings = new Readings(populations, 'a/b');
  readings.add('V1-x', 3, 1);
  readings.write();
  writeFileSync(join(populations, 'service', '100%.tmp.json'), 'not ours');
  expect(readingsIn(populations, 'a/b').versions['V1-x']).toMatchObject({ calls: 3 });
  forgetReadings(populations, Number.POSITIVE_INFINITY, new Set(['a/b']));
  expect(readdirSync(join(populations, 'service'))).toEqual([expect.stringMatching(/^a%2Fb\./)]);
});
