/** Offspring put together of the best and of what was tried alone. */
import { describe, expect, test } from 'vitest';
import type { TrialResult } from '../../src/evaluation/protocol.ts';
import type { Candidate, Generation } from '../../src/evolution/generation.ts';
import { Nursery, type Slot } from '../../src/evolution/offspring.ts';
import { firstGeneration, type Outcome, step } from '../../src/evolution/step.ts';
import { strategies } from '../../src/evolution/strategies/strategies.ts';
import { canonicalHash } from '../../src/genome/canonical.ts';
import { express } from '../../src/genome/phenotype.ts';
import { operators } from '../../src/variation/operators/operators.ts';
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
    expect(single.length).toBeGreaterThanOrEqual(12);
    for (const one of single) {
      const rule = one.operator.startsWith('rule:');
      if (one.slot % 3 === 0) expect(screened[idOf(one)]).toMatchObject({ mean: expect.any(Number) });
      else if (one.slot % 3 === 2 && rule) expect(screened[idOf(one)]).toBe(null);
      else expect(screened).not.toHaveProperty(idOf(one));
    }
    // Whoever holds one says more of it.
    const later = step(settings, first, slotsOf(first).map(judged), dealtIn(first)).adaptive.screened;
    for (const [id, one] of Object.entries(screened)) {
      expect(later).toHaveProperty(id);
      if (one) expect(later[id]!.variance).toBeLessThanOrEqual(one.variance);
    }
    expect(later).not.toEqual(screened);
  });
});

describe('the next ones', () => {
  const assembled = slotsOf(first).filter(({ operator }) => operator === 'assemble');

  test('assemble: a member of the best with edits that were screened, and never one that is wrong alone by itself', () => {
    expect(assembled.length).toBeGreaterThan(1);
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
      if (round > 0) expect(dealt.slots.screen).toBeLessThanOrEqual(6);
      generation = step(how, generation, made.map(judged), dealt);
    }
    expect(dealtIn(generation, how)).toEqual({ slots: { screen: 0 }, opened: [] });
    expect(new Set(seen).size).toBe(seen.length);
    const screened = alone.filter(({ strategy }) => strategy === 'screen').map(idOf);
    expect(screened.length).toBeGreaterThan(10);
    expect(seen).toEqual(expect.arrayContaining(screened));
  });

  test('what is left to be screened is ranked anew by what the run has learnt', () => {
    const how = { ...only('screen'), first: 6, recognising: 0 };
    const start = slotsOf(before, how);
    const generation = step(how, before, start.map(judged), dealtIn(before, how));
    expect(generation.adaptive.opened).toEqual(start.map(idOf));
    const knowing = (operator: string): Generation => {
      const patterns = [...alone, ...alone, ...alone].flatMap(({ traits }) => {
        const kept = traits?.operator === operator;
        return traits
          ? [{ traits, strategy: 'screen', score: null, passed: kept, kept, gain: kept ? 0.4 : 0, cost: 1 }]
          : [];
      });
      const integrator = how.integrator.learn(generation.adaptive.integrator, patterns);
      return { ...generation, adaptive: { ...generation.adaptive, integrator } };
    };
    const left = alone.filter((one) => one.strategy === 'screen' && !generation.adaptive.opened.includes(idOf(one)));
    const operators = [...new Set(left.map(({ operator }) => operator))];
    expect(operators.length).toBeGreaterThan(2);
    const orders = operators.map((operator) => slotsOf(knowing(operator), { ...how, offspring: 60 }));
    for (const order of orders)
      expect(order.filter((one) => generation.adaptive.opened.includes(idOf(one)))).toEqual([]);
    const firsts = operators.map((operator) =>
      orders.map((order) => order.findIndex((one) => one.operator === operator)),
    );
    // Whoever won comes no later than where another one did, and earlier for most.
    for (const [k, places] of firsts.entries()) expect(places[k]).toBe(Math.min(...places));
    expect(firsts.filter((places, k) => places[k]! < Math.max(...places)).length).toBeGreaterThan(operators.length / 2);
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
});

describe('islands', () => {
  const how = {
    ...settings,
    islands: 3,
    patience: 3,
    toolbox: { ...settings.toolbox, strategies: { evolve: strategies.evolve } },
  };
  const generations: Generation[] = [before];
  for (let round = 0; round < 14; round++) {
    const last = generations.at(-1)!;
    generations.push(step(how, last, slotsOf(last, how).map(judged), dealtIn(last, how)));
  }

  test("breed apart: parents are of the offspring's own island, the ancestor or the archive", () => {
    for (const generation of generations.slice(1, -1)) {
      const islands = new Map(generation.population.map((one) => [`${one.id} ${one.island}`, one.operator]));
      const anywhere = new Set([...generation.archive.map(({ id }) => id), 'g0-0']);
      for (const { slot, parents } of slotsOf(generation, how))
        for (const id of parents) expect(anywhere.has(id) || islands.has(`${id} ${slot % 3}`)).toBe(true);
    }
  });

  test('are as large as they may be, and the best of one comes to the next now and then', () => {
    for (const { population } of generations) {
      expect(population.length).toBeLessThanOrEqual(how.population);
      expect(population.filter(({ operator }) => operator === 'ancestor')).toHaveLength(1);
    }
    const foreign = generations.map(
      ({ population }) =>
        population.filter(({ id, island, born }) => born > 0 && Number(id.split('-')[1]) % 3 !== island).length,
    );
    expect(foreign[6]).toBeGreaterThan(0);
    expect(foreign.slice(0, 3)).toEqual([0, 0, 0]);
  });

  test('are made anew of the archive where nothing better comes, and the best stay known', () => {
    const restarts = generations.filter(({ index, restarted }) => index > 0 && restarted === index);
    expect(restarts.length).toBeGreaterThan(0);
    for (const { population, archive, champions } of restarts) {
      expect(population.length).toBeLessThanOrEqual(how.population / 4 + 1);
      for (const { id, operator } of population)
        if (operator !== 'ancestor') expect(archive.map((one) => one.id)).toContain(id);
      expect(champions.length).toBeGreaterThan(0);
    }
    const never = { ...how, patience: 0 };
    let last = before;
    for (let round = 0; round < 8; round++)
      last = step(never, last, slotsOf(last, never).map(judged), dealtIn(last, never));
    expect(last.restarted).toBe(0);
  });
});

describe('ranking', () => {
  test('what won before is proposed more often', () => {
    const how = { ...settings, toolbox: { ...settings.toolbox, strategies: { evolve: strategies.evolve } } };
    const lived = slotsOf(before, how).flatMap((one) => (one.traits ? [one.traits] : []));
    /** How often an operator is proposed where another one, or itself, won each time. */
    const count = (operator: string, good: string): number => {
      const patterns = Array.from({ length: 20 }, () => lived)
        .flat()
        .map((traits) => {
          const kept = traits.operator === good;
          return { traits, strategy: 'evolve', score: null, passed: kept, kept, gain: kept ? 0.2 : 0, cost: 1 };
        });
      const learnt = how.integrator.begin(how.integrator.learn(how.integrator.fresh(), patterns));
      const knowing = { ...how, learnt };
      const start = firstGeneration(knowing, before.forms[0]!);
      let found = 0;
      for (let seed = 1; seed < 30; seed++)
        found += slotsOf(start, { ...knowing, seed }).filter((one) => one.operator === operator).length;
      return found;
    };
    const names = lived.map(({ operator }) => operator).filter((name) => name in operators);
    const often = (name: string): number => names.filter((other) => other === name).length;
    const [a, b] = [...new Set(names)].sort((x, y) => often(y) - often(x)) as [string, string];
    expect(count(a, a)).toBeGreaterThan(2 * count(a, b));
    expect(count(b, b)).toBeGreaterThan(2 * count(b, a));
  });
});

describe('what is faster and differs beside the inputs', () => {
  const body = settings.ancestor.nodes.find((node) => node.type === 'BlockStatement')!;
  const how = { ...settings, entries: [body.start] };
  const failing = [{ kind: 'huge integers', passed: 0, outside: [{ export: 0, path: ['1'], test: '!($v < 65536)' }] }];
  const unstable = (candidate: Made): Outcome => {
    const outcome = judged(candidate);
    const wrong = candidate.slot === 3;
    const logs = wrong ? Array.from({ length: 6 }, () => 0.5) : outcome.result.logs;
    const stress = { checks: 20, score: wrong ? 0.8 : 1, hard: null, failing: wrong ? failing : [] };
    return { ...outcome, result: { ...outcome.result, logs, stress } };
  };
  const after = step(how, before, slotsOf(before, how).map(unstable), dealtIn(before, how));

  test("waits for a guard, is tried with it once, and has the original's code for the inputs where it differs", () => {
    expect(after.unstable.map(({ id }) => id)).toEqual(['g1-3']);
    const made = slotsOf(after, how).filter(({ strategy }) => strategy === 'guard');
    expect(made).toHaveLength(1);
    const [{ edits, text, parents }] = made as [Made];
    expect(parents).toEqual(['g1-3']);
    expect(edits[0]!.operator).toBe('guard:huge integers');
    expect(edits.slice(1)).toEqual(after.unstable[0]!.edits);
    expect(text).toContain('if (!(limit < 65536))');
    const next = step(how, after, slotsOf(after, how).map(judged), dealtIn(after, how));
    expect(next.unstable).toEqual([]);
  });
});

test('genomes that the run was given come first, and once', () => {
  const given = [alone[3]!.edits, [...alone[0]!.edits, ...alone[5]!.edits]];
  const seeded = { ...settings, seeds: given, toolbox: { ...settings.toolbox, strategies } };
  expect(
    slotsOf(before, seeded)
      .slice(0, 2)
      .map(({ edits, strategy }) => [strategy, edits.map(({ id }) => id)]),
  ).toEqual(given.map((edits) => ['seed', edits.map(({ id }) => id)]));
  const after = step(seeded, before, slotsOf(before, seeded).map(judged), dealtIn(before, seeded));
  expect(dealtIn(after, seeded).slots.seed).toBe(0);
});
