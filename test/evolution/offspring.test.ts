/** Offspring put together of the best and of what was tried alone. */
import { describe, expect, test } from 'vitest';
import type { TrialResult } from '../../src/evaluation/protocol.ts';
import type { Generation } from '../../src/evolution/generation.ts';
import { Nursery, type Slot } from '../../src/evolution/offspring.ts';
import { firstGeneration, type Outcome, step } from '../../src/evolution/step.ts';
import { canonicalHash } from '../../src/genome/canonical.ts';
import { express } from '../../src/genome/phenotype.ts';
import { settings } from './settings.ts';

type Made = Extract<Slot, { kind: 'offspring' | 'survivor' }>;
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
const first = step(settings, before, alone.map(judged), alone.length);
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
    expect(step(settings, first, slotsOf(first).map(judged), 24).adaptive.screened).toEqual(screened);
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
    expect(slotsOf(first, { ...settings, assembles: false }).some(({ operator }) => operator === 'assemble')).toBe(
      false,
    );
    expect(slotsOf(first)).toEqual(slotsOf(first));
  });
});
