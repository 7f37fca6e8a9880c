/** Offspring put together of the best and of what was tried alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrialResult } from '../../src/evaluation/protocol.ts';
import type { Candidate, Generation } from '../../src/evolution/generation.ts';
import { Nursery, type Slot, sharesOf } from '../../src/evolution/offspring.ts';
import { firstGeneration, type Outcome, step } from '../../src/evolution/step.ts';
import { strategies } from '../../src/evolution/strategies/strategies.ts';
import { canonicalHash } from '../../src/genome/canonical.ts';
import { express } from '../../src/genome/phenotype.ts';
import { settings } from './settings.ts';

type Made = Candidate;
const isMade = (slot: Slot): slot is Made => slot.kind === 'offspring';
const slotsOf = (generation: Generation, how = settings): Made[] => {
  const nursery = new Nursery(how, generation, new Set(generation.forms));
  const made = Array.from({ length: nursery.count }, (_, slot) => nursery.make(slot)).filter(isMade);
  return made.filter(({ form }, i) => made.findIndex((other) => other.form === form) === i);
};
/** Every third is wrong, every other one is slower by half, and the rest is about as fast. */
const judged = (candidate: Made): Outcome => {
  const wrong = candidate.slot % 3 === 2;
  const log = candidate.slot % 3 === 1 ? -0.4 : 0.01 * (candidate.slot % 7);
  const result: TrialResult = {
    slot: candidate.slot,
    stage: wrong ? 'cases' : 'done',
    reason: null,
    killer: null,
    ran: true,
    accuracy: wrong ? null : 1,
    cases: 64,
    work: null,
    logs: wrong ? [] : Array.from({ length: 6 }, () => log),
    memory: null,
    stress: null,
    spent: {},
  };
  return { candidate, result };
};

const before = firstGeneration(settings, canonicalHash(express(settings.ancestor, [])));
const alone = slotsOf(before);
const dealtIn = (generation: Generation, how = settings) =>
  new Nursery(how, generation, new Set(generation.forms)).dealt;
const first = step(settings, before, alone.map(judged), dealtIn(before));
const idOf = ({ edits }: Made): string => edits[0]!.id;

describe('the first generation', () => {
  test('screens single edits: what costs little stays, and rules that are wrong alone', () => {
    const { screened } = first.adaptive;
    const single = alone.filter(({ edits }) => edits.length === 1);
    expect(single.length).toBeGreaterThanOrEqual(15);
    for (const one of single) {
      const rule = one.operator.startsWith('rule:');
      if (one.slot % 3 === 0) expect(screened[idOf(one)]).toBeGreaterThanOrEqual(0);
      else if (one.slot % 3 === 2 && rule) expect(screened[idOf(one)]).toBe(null);
      else expect(screened).not.toHaveProperty(idOf(one));
    }
    expect(step(settings, first, slotsOf(first).map(judged), dealtIn(first)).adaptive.screened).toMatchObject(screened);
  });
});

describe('the next ones', () => {
  const assembled = slotsOf(first).filter(({ operator }) => operator === 'assemble');

  test('assemble: a member of the best with edits that were screened, and never one that is wrong alone by itself', () => {
    expect(assembled.length).toBeGreaterThan(3);
    const members = new Map([...first.population, ...first.champions].map((one) => [one.id, one]));
    for (const { edits, parents } of assembled) {
      const held = new Set(members.get(parents[0]!)!.edits.map(({ id }) => id));
      const brought = edits.filter(({ id }) => !held.has(id));
      for (const { id } of brought) expect(first.adaptive.screened).toHaveProperty(id);
      if (edits.length === 1) expect(first.adaptive.screened[edits[0]!.id] ?? null).not.toBe(null);
    }
  });

  test('are never longer than they may be', () => {
    const longest = settings.ancestor.source.run.length + 10;
    const short = slotsOf(before, { ...settings, longest });
    expect(short.length).toBeGreaterThan(5);
    expect(Math.max(...short.map(({ text }) => text.length))).toBeLessThanOrEqual(longest);
    expect(Math.max(...alone.map(({ text }) => text.length))).toBeGreaterThan(longest);
  });

  test('do not where they may not, and are made again alike', () => {
    const { assemble: _, ...others } = strategies;
    const how = { ...settings, toolbox: { ...settings.toolbox, strategies: others } };
    expect(slotsOf(first, how).some(({ strategy }) => strategy === 'assemble')).toBe(false);
    expect(slotsOf(first)).toEqual(slotsOf(first));
  });
});

describe('strategies', () => {
  const only = (name: keyof typeof strategies) => ({
    ...settings,
    offspring: 6,
    toolbox: { ...settings.toolbox, strategies: { [name]: strategies[name] } },
  });

  test('screen tries each promising edit once, over as many generations as it takes, and then has nothing left', () => {
    const how = only('screen');
    const seen: string[] = [];
    let generation = before;
    for (let round = 0; round < 40; round++) {
      const made = slotsOf(generation, how);
      seen.push(...made.map(idOf));
      const dealt = dealtIn(generation, how);
      if (round > 0) expect(dealt.screen).toBeLessThanOrEqual(6);
      generation = step(how, generation, made.map(judged), dealt);
    }
    expect(dealtIn(generation, how)).toEqual({ screen: 0 });
    expect(new Set(seen).size).toBe(seen.length);
    const screened = alone.filter(({ strategy }) => strategy === 'screen').map(idOf);
    expect(screened.length).toBeGreaterThan(10);
    expect(seen).toEqual(expect.arrayContaining(screened));
  });

  test('local stays near one of the best: an edit less, another one in its place, one more in new code, or a number changed', () => {
    const how = only('local');
    const best = new Map(first.champions.map((one) => [one.id, one.edits]));
    const operators = new Set<string>();
    for (let seed = 1; seed < 12; seed++) {
      for (const { edits, parents, operator } of slotsOf(first, { ...how, seed })) {
        const centre = best.get(parents[0]!)!;
        const kept = edits.filter(({ id }) => centre.some((one) => one.id === id));
        expect(Math.abs(edits.length - centre.length)).toBeLessThanOrEqual(1);
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(edits.length, centre.length) - 1);
        operators.add(operator);
      }
    }
    expect(operators.size).toBeGreaterThan(2);
  });

  test('the slots add up whatever the strategies are, and one that pays gets more of them, within bounds', () => {
    const all = Object.values(strategies);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 4, maxLength: 4 }), (records) => {
        const known = records.map(([tried, won], k) => {
          const record = { dealt: tried, tried, passed: tried, won: Math.min(won, tried) };
          return [all[k]!.name, record] as const;
        });
        const shares = sharesOf(all, { ...first.adaptive, strategies: Object.fromEntries(known) });
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
        for (const share of shares) expect(share).toBeGreaterThan(0.05);
      }),
    );
    const fared = (won: number): number =>
      sharesOf(all, {
        ...first.adaptive,
        strategies: Object.fromEntries(
          all.map(({ name }) => [name, { dealt: 100, tried: 100, passed: 50, won: name === 'local' ? won : 5 }]),
        ),
      })[all.findIndex(({ name }) => name === 'local')]!;
    expect(fared(20)).toBeGreaterThan(fared(5));
    expect(fared(5)).toBeGreaterThan(fared(0));
  });
});
