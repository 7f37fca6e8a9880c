/** What `integron versions` says of versions: the table, generations, the summary. */
import { expect, test } from 'vitest';
import { overviewOf } from '../../src/cli/verbs/versions.ts';
import type { Version, VersionFitness } from '../../src/population/registry.ts';

const measured = (speed: number, score: number): VersionFitness => ({
  speed: { ratio: speed, low: speed - 0.05, high: speed + 0.05 },
  memory: { ratio: 1.1, low: 1.05, high: 1.2 },
  accuracy: { score, before: 0.4, low: score - 0.02, high: score + 0.02 },
  stability: { score: 0.97 },
});
const version = (
  name: string,
  parent: string | null,
  status: Version['status'],
  fitness: VersionFitness | null = null,
  served: Pick<Version, 'served'> = {},
): Version => ({
  version: name,
  parent,
  status,
  fitness,
  changes: parent === null ? [] : ['one', 'two'],
  reason: 'for a reason',
  date: '2026-11-26T00:00:00.000Z',
  hash: name,
  source: '',
  run: null,
  ...served,
});

test('intervals, what each generation reached, what came of whom, and what is in service', () => {
  const versions = [
    version('V0', null, 'retired'),
    version('V1', 'V0', 'retired', measured(1.3, 0.45), { served: true }),
    version('V2', 'V1', 'rejected', measured(1.2, 0.5)),
    version('V3', 'V1', 'deployed', measured(1.5, 0.41)),
    // Both of one cycle; the second was not put into service.
    { ...version('V4', 'V3', 'rejected'), run: 'one' },
    { ...version('V5', 'V3', 'retired', measured(1.4, 0.4)), run: 'one' },
  ];
  const shown = overviewOf(versions, 'V3');
  const rowOf = (name: string): string => shown.split('\n').find((line) => line.startsWith(`${name} `))!;
  expect(rowOf('V3')).toContain('0.410 (0.390 to 0.430), V0 0.400');
  expect(rowOf('V1')).toContain('1 of 2 served, speed 1.50');
  const generations = shown.split('\n').filter((line) => line.startsWith('generation'));
  expect(generations).toEqual([
    'generation 1: 1 made, 1 served, best speed 1.30, memory 1.10, accuracy 0.45',
    'generation 2: 2 made, 1 served, best speed 1.50, memory 1.10, accuracy 0.50',
    'generation 3: 2 made, 0 served, best speed 1.40, memory 1.10, accuracy 0.40',
  ]);
  expect(shown).toMatch(
    /4 cycles: 5 versions made, 2 served, 2 rejected, 4 edits accepted; in service: V3, 1\.50 times/,
  );
});

test('with nothing made there are no generations', () => {
  expect(overviewOf([version('V0', null, 'deployed')], 'V0')).not.toContain('generation');
});
