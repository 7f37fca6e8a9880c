import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrialResult } from '../../src/evaluation/protocol.ts';
import { Evolution } from '../../src/evolution/evolve.ts';
import type { Dealt } from '../../src/evolution/offspring.ts';
import { rated } from '../../src/evolution/rating.ts';
import { cellOf, firstGeneration, killerOrder, type Outcome, step } from '../../src/evolution/step.ts';
import { type Edit, makeEdit } from '../../src/genome/edit.ts';
import { stream } from '../../src/statistics/random.ts';
import { settings } from './settings.ts';

const first = firstGeneration(settings, 'form-of-the-ancestor');

/** An outcome whose pairs all show the same ratio, or one that a case rejected. */
function outcome(slot: number, ratio: number | null, change: Partial<Outcome['candidate']> = {}): Outcome {
  const passed = ratio !== null;
  const result: TrialResult = {
    slot,
    stage: passed ? 'done' : 'cases',
    reason: passed ? null : 'gives another result',
    killer: passed ? null : slot % 3,
    ran: true,
    accuracy: passed ? 1 : null,
    cases: 64,
    work: null,
    logs: passed ? Array.from({ length: 6 }, () => Math.log(ratio)) : [],
    memory: null,
    stress: null,
    spent: {},
  };
  const edits = [makeEdit('swap-operands', [{ at: String(slot + 1), code: `x${slot}` }])];
  return {
    candidate: {
      slot,
      kind: 'offspring',
      id: `g1-${slot}`,
      edits,
      parents: ['g0-0'],
      operator: 'swap-operands',
      strategy: 'evolve',
      traits: null,
      score: null,
      form: `form-${slot}`,
      text: '',
      ...change,
    },
    result,
  };
}

const slots = (evolve: number): Dealt => ({ slots: { evolve }, opened: [] });

describe('one step of the engine', () => {
  test('an operator wins where the offspring is faster than its best parent, not where it is as fast', () => {
    const { adaptive } = step(
      settings,
      first,
      [outcome(0, 1.3), outcome(1, 1), outcome(2, 0.8), outcome(3, null)],
      slots(4),
    );
    expect(adaptive.operators['swap-operands']).toEqual({ tried: 4, passed: 3, won: 1 });
  });

  test('keeps the best of each kind: one for each cell of speed, memory and size', () => {
    const brought = (slot: number, length: number, ratio: number): Outcome =>
      outcome(slot, ratio, {
        edits: [makeEdit('change-literal', [{ at: String(slot + 1), code: `'${'x'.repeat(length)}'` }])],
      });
    const { archive } = step(
      settings,
      first,
      [brought(0, 4, 1.5), brought(1, 5, 1.52), brought(2, 800, 1.5), brought(3, 4, 2.5), brought(4, 4, 1.1)],
      slots(5),
    );
    const cells = archive.map((one) => cellOf(one, rated(one, settings).middle, settings.cost).join());
    expect(new Set(cells).size).toBe(archive.length);
    expect(archive.map(({ id }) => id).sort()).toEqual(['g1-1', 'g1-2', 'g1-3', 'g1-4']);
  });

  test('does not depend on who finished first', () => {
    const ratios = Array.from({ length: 20 }, (_, i) => (i % 4 === 0 ? null : 0.8 + stream(i)() * 0.6));
    const outcomes = ratios.map((ratio, slot) => outcome(slot, ratio));
    const wanted = step(settings, first, outcomes, slots(24));
    fc.assert(
      fc.property(fc.shuffledSubarray(outcomes, { minLength: outcomes.length }), (order) => {
        expect(step(settings, first, order, slots(24))).toEqual(wanted);
      }),
    );
  });

  test('keeps the ancestor and the best, counts what ran, and remembers the cases that reject', () => {
    const outcomes = Array.from({ length: 24 }, (_, slot) => outcome(slot, slot < 4 ? null : 0.9 + slot / 100));
    const after = step(settings, first, outcomes, slots(30));
    expect(after).toMatchObject({ index: 1, variants: 30, evaluations: 24 });
    expect(after.population).toHaveLength(settings.population);
    expect(after.population.map(({ id }) => id)).toContain('g0-0');
    expect(after.population[0]!.id).toBe('g1-23');
    expect(after.champions[0]!.id).toBe('g1-23');
    expect(killerOrder(after.adaptive)).toEqual([0, 1, 2]);
  });

  test('a survivor that fails when it is looked at again is gone; one measured again has a narrower interval', () => {
    const before = step(settings, first, [outcome(0, 1.2), outcome(1, 1.25)], slots(2));
    const again = (id: string, slot: number, ratio: number | null): Outcome => {
      const individual = before.population.find((one) => one.id === id)!;
      return outcome(slot, ratio, { ...individual, kind: 'survivor', slot });
    };
    const after = step(settings, before, [again('g1-0', -2, 1.2), again('g1-1', -1, null)], slots(0));
    expect(after.population.map(({ id }) => id).sort()).toEqual(['g0-0', 'g1-0']);
    expect(after.champions.map(({ id }) => id)).toEqual(['g1-0']);
    const [was, is] = [before, after].map(
      (generation) => rated(generation.population.find(({ id }) => id === 'g1-0')!, settings).cautious[0]!,
    );
    expect(is).toBeGreaterThan(was!);
    expect(after.evaluations).toBe(before.evaluations);
  });

  test('of two that are as fast, the one with fewer edits is ahead', () => {
    const long = outcome(0, 1.2, {
      edits: Array.from({ length: 9 }, (_, i) => makeEdit('x', [{ at: String(i), code: 'y' }])),
    });
    const { champions } = step(settings, first, [long, outcome(1, 1.2)], slots(2));
    expect(champions.map(({ id }) => id)).toEqual(['g1-1', 'g1-0']);
  });

  test('a further case on which one that led fails joins the cases, and everybody else is looked at again', () => {
    const before = step(settings, first, [outcome(0, 1.2), outcome(1, 1.25)], slots(2));
    const one = before.population.find(({ id }) => id === 'g1-0')!;
    const looked = (killer: number | null, kind: 'survivor' | 'suspect' = 'survivor'): Outcome => {
      const { candidate, result } = outcome(-2, 1.2, { ...one, kind });
      if (killer === null) return { candidate, result };
      return { candidate, result: { ...result, stage: 'cases', killer, logs: [] } };
    };
    const after = step(settings, before, [looked(-7)], slots(0));
    expect(after.found).toBe(true);
    expect(killerOrder(after.adaptive)[0]).toBe(-7);
    expect(after.population.map(({ id }) => id)).not.toContain('g1-0');
    const asked = [...new Evolution(settings, [after]).ask()].filter(({ candidate }) => candidate.kind !== 'offspring');
    expect(asked.map(({ candidate }) => candidate.id)).toContain('g1-1');
    // Known by now: nobody is looked at again for its sake.
    const known = { ...before, adaptive: after.adaptive };
    expect(step(settings, known, [looked(-7)], slots(0)).found).toBe(false);
    const checkedBy = (kind: 'survivor' | 'suspect'): number =>
      step(settings, before, [looked(null, kind)], slots(0)).population.find(({ id }) => id === 'g1-0')!.measures
        .checked;
    expect([checkedBy('survivor'), checkedBy('suspect')]).toEqual([1, 0]);
  });

  const unstable = { checks: 144, score: 0.9, hard: null, failing: [] };
  const stable = { checks: 144, score: 1, hard: null, failing: [] };
  const edit = (name: string) => makeEdit('rule:x', [{ at: name, code: 'y' }]);

  test('an edit that several unstable ones hold, and no stable one, is looked at alone; found out, nobody has it any more', () => {
    const [bad, fine, other] = ['3', '4', '5'].map(edit) as [Edit, Edit, Edit];
    const alone = step(
      settings,
      first,
      [bad, fine, other].map((one, k) => outcome(k, 1.1, { edits: [one] })),
      slots(3),
    );
    const genomes = [
      [bad, fine],
      [bad, other],
      [fine, other],
    ];
    const before = step(
      settings,
      alone,
      genomes.map((edits, k) => outcome(k + 3, 1.2, { edits })),
      slots(3),
    );
    const looked = before.population
      .filter(({ edits }) => edits.length === 2)
      .map((one, k): Outcome => {
        const { candidate, result } = outcome(-9 + k, 1.2, { ...one, kind: 'survivor' });
        return { candidate, result: { ...result, stress: one.edits.includes(bad) ? unstable : stable } };
      });
    const after = step(settings, before, looked, slots(0));
    expect(after.adaptive.blame).toMatchObject({ held: { [bad.id]: 2 }, unfit: [] });
    expect([...after.adaptive.blame.sound].sort()).toEqual([fine.id, other.id].sort());
    const { candidate, result } = outcome(-1, null, { id: `alone-${bad.id}`, edits: [bad], kind: 'suspect' });
    const told = step(
      settings,
      after,
      [{ candidate, result: { ...result, stage: 'done', stress: unstable } }],
      slots(0),
    );
    expect(told.adaptive.blame).toMatchObject({ held: {}, unfit: [bad.id] });
  });

  test('half of the champions stood all checks, however fast the others may look', () => {
    const checked = Array.from({ length: 10 }, (_, k): Outcome => {
      const { candidate, result } = outcome(k, 1.1);
      return { candidate, result: { ...result, stress: { ...stable, score: 0.97 } } };
    });
    // Of offspring little is asked: what it says is not kept.
    const before = step({ ...settings, cost: 'work' }, first, checked, slots(10));
    const others = Array.from({ length: 30 }, (_, k) => outcome(k, 1.5, { id: `g2-${k}` }));
    const { champions } = step(settings, before, others, slots(30));
    expect(champions).toHaveLength(16);
    expect(champions.filter(({ measures }) => measures.stress !== null)).toHaveLength(8);
    expect(champions[0]!.measures.stress).toBe(null);
  });
});
