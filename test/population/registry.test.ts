/** Versions and what is in service. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  activeSource,
  addVersion,
  inService,
  servedElsewhere,
  subjectNames,
  type Version,
  versionsOf,
} from '../../src/population/registry.ts';

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

test('of versions long out of service the text goes, and what may serve again keeps its own', async () => {
  await addVersion(folder, 'total', 'original', made('first', 'deployed'));
  await addVersion(folder, 'total', 'original', made('second', 'deployed'));
  for (let k = 0; k < 20; k++) await addVersion(folder, 'total', 'original', made(`text ${k}`, 'rejected'));
  const { versions, active } = (await versionsOf(folder, 'total'))!;
  expect(active).toBe('V2');
  const without = versions.filter(({ source }) => source === '');
  expect(without.map(({ version }) => version)).toEqual(['V3', 'V4', 'V5', 'V6', 'V7', 'V8', 'V9', 'V10']);
  // By its hash a text is known again.
  expect(new Set(versions.map(({ hash }) => hash)).size).toBe(23);
});

test('a name may serve a function of another folder once nothing of the first one is in service', async () => {
  const code = { ...({} as NonNullable<Version['code']>), file: '/old/total.js', export: 'total' };
  await addVersion(folder, 'total', 'original', { ...made('better', 'deployed'), code });
  const serving = (await versionsOf(folder, 'total'))!;
  expect(servedElsewhere(serving, '/old/total.js', 'total')).toBe(undefined);
  expect(servedElsewhere(serving, '/new/total.js', null)).toMatchObject({ file: '/old/total.js' });
  expect(servedElsewhere(inService(serving, 'V0'), '/new/total.js', null)).toBe(undefined);
});
