/** Versions and what is in service. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { activeSource, addVersion, subjectNames, type Version, versionsOf } from '../../src/population/registry.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'integron-registry-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const made = (source: string, status: Version['status']): Parameters<typeof addVersion>[3] => ({
  status,
  fitness: null,
  changes: [],
  reason: status,
  date: '2026-11-26T00:00:00.000Z',
  source,
  run: null,
});

test('V0 is the original, and in service until a version is deployed', async () => {
  expect(await versionsOf(folder, 'integrator')).toBe(undefined);
  await addVersion(folder, 'integrator', 'original', made('worse', 'rejected'));
  const known = (await versionsOf(folder, 'integrator'))!;
  expect(known.active).toBe('V0');
  expect(known.versions.map(({ version, parent, status }) => [version, parent, status])).toEqual([
    ['V0', null, 'deployed'],
    ['V1', 'V0', 'rejected'],
  ]);
  // What the original is, its file says: a copy here may be older.
  expect(await activeSource(folder, 'integrator')).toBe(undefined);
});

test('a deployed version takes the place of the one in service; rejected ones are kept, and change nothing', async () => {
  await addVersion(folder, 'integrator', 'original', made('better', 'deployed'));
  await addVersion(folder, 'integrator', 'original', made('worse', 'rejected'));
  await addVersion(folder, 'integrator', 'original', made('best', 'deployed'));
  const known = (await versionsOf(folder, 'integrator'))!;
  expect(known.versions.map(({ version, parent, status }) => [version, parent, status])).toEqual([
    ['V0', null, 'retired'],
    ['V1', 'V0', 'retired'],
    ['V2', 'V1', 'rejected'],
    ['V3', 'V1', 'deployed'],
  ]);
  expect(await activeSource(folder, 'integrator')).toBe('best');
  expect(new Set(known.versions.map(({ hash }) => hash)).size).toBe(4);
});

test('subjects stand apart, and those written at once are all there', async () => {
  const names = ['one', 'two', 'three', 'constructor'];
  await Promise.all(names.map((name) => addVersion(folder, name, 'original', made(name, 'deployed'))));
  expect(await subjectNames(folder)).toEqual([...names].sort());
  for (const name of names) expect(await activeSource(folder, name)).toBe(name);
  expect(await activeSource(folder, 'toString')).toBe(undefined);
});

test('a registry without subjects is damaged as well', async () => {
  writeFileSync(join(folder, 'registry.json'), '{}');
  await expect(versionsOf(folder, 'integrator')).rejects.toThrow(/registry\.json is damaged: it has no subjects/);
});

test('a damaged registry is said to be so, and left as it is', async () => {
  writeFileSync(join(folder, 'registry.json'), '{"format":1,');
  await expect(versionsOf(folder, 'integrator')).rejects.toThrow(/registry\.json is damaged.*mend it or move it away/);
  await expect(addVersion(folder, 'integrator', 'original', made('x', 'deployed'))).rejects.toThrow(/damaged/);
  expect(readFileSync(join(folder, 'registry.json'), 'utf8')).toBe('{"format":1,');
});
