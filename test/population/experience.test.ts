/** What one run teaches serves the next in the same folder. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutcomeRecord } from '../../src/evolution/generation.ts';
import { freshPolicy, livedThrough } from '../../src/integrator/load.ts';
import { experienceIn, remember } from '../../src/population/experience.ts';
import { takeLock } from '../../src/population/lock.ts';
import { addVersion } from '../../src/population/registry.ts';

const { source, integrator } = await freshPolicy();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'integron-experience-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const outcome = (slot: number, operator: string, kept: boolean): OutcomeRecord => ({
  generation: 1,
  slot,
  id: `g1-${slot}`,
  kind: 'offspring',
  operator,
  parents: ['g0-0'],
  edits: 1,
  stage: kept ? 'done' : 'cases',
  reason: null,
  ratio: kept ? 1.3 : null,
  cost: 10,
  strategy: 'evolve',
  traits: {
    edit: `e${slot}`,
    operator,
    at: String(slot),
    kind: 'IfStatement',
    heat: 1,
    seen: 0,
    loops: 0,
    replaced: 9,
    brought: 9,
    places: 1,
    focus: '',
    promise: 0,
    held: 0,
    value: 0,
  },
  score: 0.03,
  kept,
  gain: kept ? 0.3 : 0,
});
const lived = (count: number): OutcomeRecord[] =>
  Array.from({ length: count }, (_, k) => outcome(k, k % 3 ? 'rule:bad' : 'rule:good', k % 3 === 0));
const scoreOf = async (operator: string, text = source): Promise<number> =>
  integrator.rank(await experienceIn(folder, text, integrator), [outcome(0, operator, true).traits!])[0]!.score;

test('nothing is known at first, and what is learnt stays', async () => {
  expect(await experienceIn(folder, source, integrator)).toEqual(integrator.fresh());
  await remember(folder, source, integrator, 'one', lived(240));
  expect(await scoreOf('rule:good')).toBeGreaterThan(3 * (await scoreOf('rule:bad')));
});

test('a module that was learnt from judges nothing any more; a new one does, before it is learnt from', async () => {
  await remember(folder, source, integrator, 'one', lived(240));
  const first = integrator.calibration(await experienceIn(folder, source, integrator))!;
  expect(first.modules).toBe(1);
  // It learns as it goes, and the first of them it could not know.
  expect(first.brierSkill).toBeGreaterThan(0);
  expect(first.brierSkill).toBeLessThan(0.9);
  await remember(folder, source, integrator, 'one', lived(240));
  expect(integrator.calibration(await experienceIn(folder, source, integrator))).toEqual(first);
  await remember(folder, source, integrator, 'two', lived(240));
  const second = integrator.calibration(await experienceIn(folder, source, integrator))!;
  expect(second.modules).toBe(2);
  expect(second.brierSkill).toBeGreaterThan(first.brierSkill);
  for (const { score, kept } of second.reliability) {
    expect(score).toBeGreaterThanOrEqual(0);
    expect(kept).toBeLessThanOrEqual(1);
  }
});

test('another integrator learns anew from the outcomes kept, the last thousand', async () => {
  await remember(folder, source, integrator, 'one', lived(1500));
  const { patterns } = JSON.parse(readFileSync(join(folder, 'registry-integrator.json'), 'utf8'));
  expect(patterns).toHaveLength(1000);
  const other = `${source}\n// Another one.\n`;
  expect(await scoreOf('rule:good', other)).toBeGreaterThan(3 * (await scoreOf('rule:bad', other)));
});

test('a version begins with the state that is kept with it, and adds what its folder teaches', async () => {
  const text = `${source}\n// A version.\n`;
  const learnt = livedThrough(integrator, [lived(240).map((one) => ({ ...one, passed: true }))]);
  const [reason, date] = ['', '2026-11-26T00:00:00.000Z'];
  const made = {
    status: 'deployed',
    fitness: null,
    changes: [],
    reason,
    date,
    source: text,
    run: null,
    learnt,
  } as const;
  await addVersion(folder, 'integrator', source, made);
  expect(await experienceIn(folder, text, integrator)).toEqual(learnt);
  expect(await experienceIn(folder, source, integrator)).toEqual(integrator.fresh());
  await remember(folder, text, integrator, 'one', lived(24));
  expect((await experienceIn(folder, text, integrator)).seen).toBe(264);
});

test('a damaged file is as none, and is mended by the next run', async () => {
  writeFileSync(join(folder, 'registry-integrator.json'), '{"state":');
  expect(await experienceIn(folder, source, integrator)).toEqual(integrator.fresh());
  await remember(folder, source, integrator, 'one', lived(24));
  expect(await experienceIn(folder, source, integrator)).not.toEqual(integrator.fresh());
});

test('waits for another run that writes, and loses nothing of either', async () => {
  const lock = takeLock(join(folder, 'registry.lock'))!;
  setTimeout(() => lock.release(), 250);
  await Promise.all([
    remember(folder, source, integrator, 'one', lived(30)),
    remember(folder, source, integrator, 'two', lived(30)),
  ]);
  const { modules, patterns } = JSON.parse(readFileSync(join(folder, 'registry-integrator.json'), 'utf8'));
  expect([...modules].sort()).toEqual(['one', 'two']);
  expect(patterns).toHaveLength(60);
});
