/** Laws of ranking and learning. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import * as genome from '../../genomes/integrator/integrator.ts';
import type { Integrator, Pattern, Traits } from '../../src/integrator/integrator.ts';
import { freshPolicy } from '../../src/integrator/load.ts';
import { stream } from '../../src/statistics/random.ts';

let integrator: Integrator;
beforeAll(async () => {
  ({ integrator } = await freshPolicy());
});

const number = fc.oneof(fc.double(), fc.constantFrom(0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e308));
const name = fc.constantFrom('rule:a', 'rule:b', 'kernel:c', 'delete-statement', '', 'constructor', 'toString');
const traits: fc.Arbitrary<Traits> = fc.record({
  edit: name,
  operator: name,
  at: fc.constantFrom('1', '2', 'abcdef012345.3', '', 'constructor'),
  kind: fc.constantFrom('IfStatement', 'ForStatement', 'CallExpression', '', 'constructor'),
  heat: number,
  seen: number,
  loops: number,
  replaced: number,
  brought: number,
  places: number,
  focus: fc.constantFrom('', 'loop', 'constructor'),
  promise: number,
  held: number,
  value: number,
});
const pattern: fc.Arbitrary<Pattern> = fc.record({
  traits: fc.option(traits, { freq: 4 }),
  strategy: name,
  score: fc.option(number),
  passed: fc.boolean(),
  kept: fc.boolean(),
  gain: number,
  cost: number,
});
const patterns = fc.array(pattern, { maxLength: 40 });
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
};

describe('learning', () => {
  test('same outcomes in the same order, same state, which is plain JSON; nothing that was given is changed', () => {
    fc.assert(
      fc.property(patterns, patterns, (first, second) => {
        const start = frozen(integrator.fresh());
        const once = frozen(integrator.learn(start, frozen(first)));
        expect(integrator.learn(integrator.fresh(), first)).toEqual(once);
        expect(JSON.parse(JSON.stringify(once))).toEqual(once);
        const whole = integrator.learn(start, [...first, ...second]);
        // In two sittings, through JSON, the same up to the rounding of the state.
        const resumed = integrator.learn(JSON.parse(JSON.stringify(once)), second);
        expect(resumed.seen).toBe(whole.seen);
        expect(resumed.records).toEqual(whole.records);
      }),
      { numRuns: 100 },
    );
  });

  test('what is kept again and again is thought likelier than what never is, in other modules too', () => {
    const draw = stream(7);
    const of = (operator: string, kept: boolean): Pattern => ({
      traits: {
        edit: `${Math.floor(draw() * 1e6)}`,
        operator,
        at: `${Math.floor(draw() * 50)}`,
        kind: 'IfStatement',
        heat: draw() * 100,
        seen: 0,
        loops: 1,
        replaced: 20,
        brought: 10,
        places: 1,
        focus: '',
        promise: 0,
        held: 2,
        value: 0.1,
      },
      strategy: 'evolve',
      score: null,
      passed: kept,
      kept,
      gain: kept ? 0.3 : 0,
      cost: 10,
    });
    const lived = Array.from({ length: 400 }, (_, i) =>
      of(i % 2 ? 'rule:good' : 'rule:bad', i % 2 === 1 && draw() < 0.7),
    );
    const state = integrator.begin(integrator.learn(integrator.fresh(), lived));
    const [best, worst] = integrator.rank(state, [of('rule:bad', false).traits!, of('rule:good', false).traits!]);
    expect(best!.index).toBe(1);
    expect(best!.score).toBeGreaterThan(0.4);
    expect(worst!.score).toBeLessThan(0.1);
    expect(best!.gain).toBeGreaterThan(worst!.gain);
  });

  test('an edit that failed in other company is thought less likely at its place, and forgotten in another module', () => {
    const one: Traits = {
      edit: 'x',
      operator: 'rule:a',
      at: '5',
      kind: 'IfStatement',
      heat: 1,
      seen: 0,
      loops: 1,
      replaced: 9,
      brought: 9,
      places: 1,
      focus: '',
      promise: 0,
      held: 1,
      value: 0,
    };
    const lived = Array.from({ length: 200 }, (_, i): Pattern => {
      const fails = i % 4 === 0;
      return {
        traits: { ...one, edit: fails ? 'x' : `y${i % 5}`, at: fails ? '5' : '6' },
        strategy: 'evolve',
        score: null,
        passed: !fails,
        kept: !fails,
        gain: fails ? 0 : 0.1,
        cost: 1,
      };
    });
    const state = integrator.learn(integrator.fresh(), lived);
    const scoreOf = (traits: Traits, known = state): number => integrator.rank(known, [traits])[0]!.score;
    expect(scoreOf(one)).toBeLessThan(scoreOf({ ...one, edit: 'y1', at: '6' }) / 2);
    expect(scoreOf(one, integrator.begin(state))).toBe(
      scoreOf({ ...one, edit: 'z', at: '7' }, integrator.begin(state)),
    );
  });

  test('remembers a bounded number of edits and places', () => {
    const many = Array.from(
      { length: 3000 },
      (_, i): Pattern => ({
        traits: {
          edit: `e${i}`,
          operator: 'rule:a',
          at: `${i}`,
          kind: 'IfStatement',
          heat: 1,
          seen: 0,
          loops: 0,
          replaced: 1,
          brought: 1,
          places: 1,
          focus: '',
          promise: 0,
          held: 0,
          value: 0,
        },
        strategy: 'evolve',
        score: null,
        passed: true,
        kept: false,
        gain: 0,
        cost: 1,
      }),
    );
    expect(JSON.stringify(integrator.learn(integrator.fresh(), many)).length).toBeLessThan(60_000);
  });

  test('examined on a module that is new, the model that lost less is in use', () => {
    fc.assert(
      fc.property(patterns, patterns, (lived, fresh) => {
        const state = integrator.examined(integrator.learn(integrator.fresh(), lived), fresh);
        const { logistic, network } = (state as unknown as genome.State).unseen;
        expect(genome.inUse(state as unknown as genome.State)).toBe(network < logistic ? 'network' : 'logistic');
      }),
    );
  });
});

describe('ranking', () => {
  test('gives each candidate once, scores in [0, 1] and priorities with their floor, whatever the facts', () => {
    fc.assert(
      fc.property(patterns, fc.array(traits, { maxLength: 20 }), fc.boolean(), (lived, candidates, explored) => {
        const state = frozen(integrator.learn(integrator.fresh(), lived));
        const ranked = integrator.rank(state, frozen(candidates), explored ? stream(1, 'rank') : undefined);
        expect(ranked.map(({ index }) => index).sort((a, b) => a - b)).toEqual(candidates.map((_, i) => i));
        for (const { score, predictedSuccess, gain } of ranked) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(predictedSuccess).toBeCloseTo(0.8 * score + 0.2, 12);
          expect(Number.isFinite(gain)).toBe(true);
        }
        if (!explored)
          for (let i = 1; i < ranked.length; i++) {
            const worth = (k: number): number => ranked[k]!.gain + 0.01 * ranked[k]!.predictedSuccess;
            expect(worth(i)).toBeLessThanOrEqual(worth(i - 1) + 1e-12);
          }
      }),
      { numRuns: 200 },
    );
  });

  test('explores: with a random stream other candidates come first now and then, with the same stream the same', () => {
    const candidates = ['rule:a', 'rule:b', 'rule:c'].map(
      (operator): Traits => ({
        edit: operator,
        operator,
        at: '1',
        kind: 'IfStatement',
        heat: 1,
        seen: 0,
        loops: 0,
        replaced: 5,
        brought: 5,
        places: 1,
        focus: '',
        promise: 0,
        held: 0,
        value: 0,
      }),
    );
    const first = (seed: number): number =>
      integrator.rank(integrator.fresh(), candidates, stream(seed, 'explore'))[0]!.index;
    const firsts = Array.from({ length: 40 }, (_, seed) => first(seed));
    expect(new Set(firsts).size).toBe(3);
    expect(firsts).toEqual(Array.from({ length: 40 }, (_, seed) => first(seed)));
  });
});

describe('shares and chances', () => {
  const strategies = ['screen', 'assemble', 'evolve', 'local'].map((strategy) => ({ name: strategy, prior: 0.25 }));

  test('shares add up to 1 and are all within bounds, chances are positive, whatever was lived', () => {
    fc.assert(
      fc.property(patterns, (lived) => {
        const state = integrator.learn(integrator.fresh(), lived);
        const shares = integrator.shares(state, strategies);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
        for (const share of shares) expect(share).toBeGreaterThan(0.05);
        for (const chance of integrator.chances(state, ['apply-rule', 'apply-kernel', 'delete-statement', 'x']))
          expect(chance).toBeGreaterThan(0);
      }),
    );
  });

  test('a strategy that gains more for its cost gets more slots', () => {
    const of = (strategy: string, gain: number, cost: number): Pattern => ({
      traits: null,
      strategy,
      score: null,
      passed: true,
      kept: gain > 0,
      gain,
      cost,
    });
    const lived = (gain: number, cost: number): Pattern[] =>
      Array.from({ length: 60 }, () => [
        of('screen', 0.02, 10),
        of('assemble', 0.02, 10),
        of('evolve', 0.02, 10),
        of('local', gain, cost),
      ]).flat();
    const share = (gain: number, cost: number): number =>
      integrator.shares(integrator.learn(integrator.fresh(), lived(gain, cost)), strategies)[3]!;
    expect(share(0.1, 10)).toBeGreaterThan(share(0.02, 10));
    expect(share(0.02, 40)).toBeLessThan(share(0.02, 10));
  });
});

test('the genome that ships is what the engine expects of an integrator', () => {
  const names: (keyof Integrator)[] = ['fresh', 'begin', 'rank', 'learn', 'examined', 'chances', 'shares'];
  for (const each of names) expect(typeof (genome as Record<string, unknown>)[each]).toBe('function');
});

test('a game on a pool comes to an end, whatever its numbers are', () => {
  fc.assert(
    fc.property(fc.array(traits, { maxLength: 9 }), number, number, (pool, budget, batch) => {
      const recorded = pool.map((one, id) => ({
        id,
        traits: one,
        strategy: 'evolve',
        score: null,
        passed: true,
        kept: id % 2 === 0,
        gain: 0.1,
        cost: 1,
      }));
      const { tried } = integrator.play(recorded, budget, [], batch);
      expect(new Set(tried).size).toBe(tried.length);
      expect(tried.length).toBeLessThanOrEqual(pool.length);
    }),
  );
});
