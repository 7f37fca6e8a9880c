import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { TrialResult } from '../../src/evaluation/protocol.ts';
import { type Evaluator, Evolution, evolve } from '../../src/evolution/evolve.ts';
import type { Settings } from '../../src/evolution/settings.ts';
import { settings } from './settings.ts';

/** Judges by the length of the text: shorter is faster, and every third is wrong. */
const evaluator: Evaluator = {
  async trial({ slot, text }) {
    const passed = text.length % 3 !== 0;
    const result: TrialResult = {
      slot,
      stage: passed ? 'done' : 'cases',
      reason: passed ? null : 'gives another result',
      killer: passed ? null : 1,
      ran: true,
      accuracy: passed ? 1 : null,
      cases: 64,
      work: null,
      logs: passed ? Array.from({ length: 6 }, (_, k) => 1 / text.length + k / 100) : [],
      memory: null,
      stress: null,
      spent: {},
    };
    return result;
  },
  orderCases: () => undefined,
  hungry: () => Promise.resolve(),
};

test('outcomes of past generations are let go, though the signal lives on', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { signal } = new AbortController();
  const past: WeakRef<object>[] = [];
  for await (const { generation, outcomes } of evolve(new Evolution(settings), evaluator, signal)) {
    past.push(new WeakRef(outcomes));
    if (generation.index === 12) break;
  }
  await new Promise((resolve) => setTimeout(resolve, 10));
  collect();
  expect(past.slice(0, 8).map((outcome) => outcome.deref())).toEqual(Array.from({ length: 8 }, () => undefined));
});

test('ends at once when the signal aborts, however long a trial takes', async () => {
  const stop = new AbortController();
  const stuck: Evaluator = {
    ...evaluator,
    trial: () => new Promise(() => undefined),
    hungry: () => new Promise(() => undefined),
  };
  setTimeout(() => stop.abort(), 20);
  const generations = [];
  for await (const { generation } of evolve(new Evolution(settings), stuck, stop.signal)) generations.push(generation);
  expect(generations).toEqual([]);
}, 20_000);

test('the same seed gives the same generations', async () => {
  const run = async (): Promise<string> => {
    const seen: unknown[] = [];
    for await (const { generation } of evolve(new Evolution(settings), evaluator)) {
      seen.push(generation);
      if (generation.index === 4) break;
    }
    return JSON.stringify(seen);
  };
  expect(await run()).toBe(await run());
});

test('what is likely to be kept goes to the pool before what was made a little earlier, and all is asked for once', () => {
  const likely = (edit: string): boolean => edit.charCodeAt(0) % 4 === 0;
  const integrator: Settings['integrator'] = {
    ...settings.integrator,
    rank: (state, candidates, random) =>
      settings.integrator
        .rank(state, candidates, random)
        .map((ranked) => ({ ...ranked, score: likely(candidates[ranked.index]!.edit) ? 0.9 : 0.1 })),
  };
  const asked = [...new Evolution({ ...settings, integrator }).ask()].map(({ candidate }) => candidate);
  const slots = asked.map(({ slot }) => slot);
  expect(new Set(slots).size).toBe(slots.length);
  expect([...slots].sort((a, b) => a - b)).toEqual(
    [...new Evolution(settings).ask()].map(({ candidate }) => candidate.slot).sort((a, b) => a - b),
  );
  const scores = asked.map(({ score }) => (score ?? 0) > 0.7);
  expect(scores).toContain(true);
  // Whoever is likely stands before all others that were made after it, and before up to eight made earlier.
  for (const [i, one] of asked.entries()) {
    if (!scores[i]) continue;
    expect(asked.slice(0, i).filter(({ slot }, k) => slot > one.slot && !scores[k])).toEqual([]);
    const late = asked.slice(0, i).filter(({ slot }, k) => slot < one.slot && !scores[k]).length;
    const made = asked.filter(({ slot }, k) => slot < one.slot && !scores[k]).length;
    expect(late).toBe(Math.max(0, made - 8));
  }
});
