/** Promotion: in steps, each on what was seen since the last one; what is missing never promotes. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { promote } from '../../src/deployment/deploy.ts';
import type { VersionReading } from '../../src/deployment/readings.ts';
import { keyOf } from '../../src/deployment/service.ts';
import { type Version, versionsOf } from '../../src/population/registry.ts';
import { NO_SUMS, type Sums, withValue } from '../../src/statistics/confidence-sequence.ts';
import { registryFolder } from './served.ts';
import { ORIGINAL, put } from './versions.ts';

const FASTER = ORIGINAL.replace('let sum = 0;', 'let sum = 0; /* faster */');

/** Blocks whose logarithms of speed lie around one value. */
const blocks = (count: number, log: number): Sums =>
  Array.from({ length: count }, (_, k) => log + (k % 2 === 0 ? 0.01 : -0.01)).reduce(withValue, NO_SUMS);

describe('the next step', () => {
  let populations = '';
  let version: Version;
  beforeEach(async () => {
    populations = registryFolder();
    version = await put(populations, FASTER, 0.01);
  });

  /** What processes have seen of the version since it is on trial. */
  function saw(reading: Partial<VersionReading>, beside: Partial<VersionReading> = {}): void {
    const folder = join(populations, 'service');
    mkdirSync(folder, { recursive: true });
    const nothing = { calls: 1, milliseconds: 1, shadowed: 0, uncopied: 0, speed: NO_SUMS, latency: null };
    const versions = { [keyOf(version)]: { ...nothing, ...reading }, V0: { ...nothing, ...beside } };
    const text = JSON.stringify({ versions, copies: 0, copyMilliseconds: 0 });
    writeFileSync(join(folder, 'total.1-test.json'), text);
  }

  test.each<[title: string, reading: Partial<VersionReading> | null, reason: RegExp]>([
    ['no call was seen', null, /no call of it was seen/],
    ['too few blocks', { speed: blocks(20, 0), shadowed: 9 }, /^20 blocks of calls since the last step are too few/],
    ['it may be slower', { speed: blocks(4000, -0.05), shadowed: 9 }, /^it may be down to 0\.9\d times as fast/],
    ['no call by both sides', { speed: blocks(4000, 0.2) }, /^no call was made by both sides/],
    [
      'none that could be copied',
      { speed: blocks(4000, 0.2), uncopied: 50 },
      /^no call since the last step could be copied/,
    ],
  ])('%s: it stays', async (_, reading, reason) => {
    if (reading) saw(reading);
    expect(await promote('total', populations)).toMatchObject({ promoted: false, share: 0.01 });
    expect((await promote('total', populations)).reason).toMatch(reason);
    expect((await versionsOf(populations, 'total'))!.canary!.share).toBe(0.01);
  });

  test('where it throws more often than what is in service it stays, for nothing may stand by', async () => {
    const fast = { speed: blocks(4000, 0.2), shadowed: 9, calls: 995, threw: 5 };
    saw(fast, { calls: 9000, threw: 0 });
    expect(await promote('total', populations)).toMatchObject({
      promoted: false,
      reason: '5 of 1000 calls threw; as many of what is in service would be 0.0',
    });
    saw(fast, { calls: 8960, threw: 40 });
    expect(await promote('total', populations)).toMatchObject({ promoted: true });
  });

  test('figures of another trial of the same number and text do not count', async () => {
    saw({ speed: blocks(4000, 0.2), shadowed: 9 });
    rmSync(join(populations, 'registry.json'));
    await put(populations, FASTER, 0.01, { date: '2026-11-27T00:00:00.000Z' });
    expect((await promote('total', populations)).reason).toMatch(/no call of it was seen/);
  });

  test('1, 5, 25, 100 %: each on blocks and calls of both sides since the one before', async () => {
    const shares: number[] = [];
    for (let step = 1; step <= 3; step++) {
      saw({ speed: blocks(4000 * step, 0.2), shadowed: 10 * step });
      const { promoted, share } = await promote('total', populations);
      expect(promoted).toBe(true);
      shares.push(share);
      if (step === 3) break;
      // Nothing came since.
      expect((await promote('total', populations)).reason).toMatch(/^0 blocks of calls since the last step/);
      saw({ speed: blocks(4000 * (step + 1), 0.2), shadowed: 10 * step });
      expect((await promote('total', populations)).reason).toMatch(/^no call was made by both sides since/);
    }
    expect(shares).toEqual([0.05, 0.25, 1]);
    expect(await versionsOf(populations, 'total')).toMatchObject({ active: version.version, canary: null });
  });

  test('it was fast before the step, and is slow since', async () => {
    saw({ speed: blocks(4000, 0.2), shadowed: 10 });
    await promote('total', populations);
    const speed = Array.from({ length: 4000 }, (_, k) => (k % 2 === 0 ? -0.09 : -0.11)).reduce(
      withValue,
      blocks(4000, 0.2),
    );
    saw({ speed, shadowed: 20 });
    expect(await promote('total', populations)).toMatchObject({ promoted: false, share: 0.05 });
  });
});
