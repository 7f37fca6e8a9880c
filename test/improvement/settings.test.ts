/** What the engine is set to for an experiment. */
import { describe, expect, test } from 'vitest';
import { refused } from '../../src/evaluation/protocol.ts';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { settingsOf } from '../../src/improvement/improve.ts';
import { freshPolicy } from '../../src/integrator/load.ts';
import { subjectOf } from '../subjects.ts';

const { ancestor } = subjectOf('module.exports = (a) => a + 1;\n', 'one.js');
const policy = await freshPolicy();
const settings = (options: object, usualMs: number, more: Partial<Parameters<typeof settingsOf>[4]> = {}) =>
  settingsOf(
    resolveExperiment({ module: 'one.js', workers: 2, ...options }, '/'),
    { ancestor, neighbours: {} },
    { ...refused(''), usualMs },
    { blind: [] },
    { ...policy, ...more },
  );

describe('slots of a generation', () => {
  test('are twice the population where there is time for them, and four times as many at first', () => {
    expect(settings({ budget: 60 }, 10)).toMatchObject({ offspring: 96, first: 384 });
    expect(settings({ budget: 60, population: 20 }, 10)).toMatchObject({ offspring: 40, first: 160 });
  });

  test('are fewer where a trial takes long: the first generation has a quarter of the budget', () => {
    expect(settings({ budget: 60 }, 440)).toMatchObject({ offspring: 15, first: 45 });
    expect(settings({ budget: 10 }, 1100)).toMatchObject({ offspring: 8, first: 8 });
  });

  test('are fewer where few may be evaluated: the first generation has a quarter of these as well', () => {
    expect(settings({ evaluations: 5 }, 10)).toMatchObject({ offspring: 8, first: 8, recognising: 0 });
    expect(settings({ evaluations: 30 }, 10)).toMatchObject({ offspring: 8, first: 8 });
    expect(settings({ evaluations: 300 }, 10)).toMatchObject({ offspring: 25, first: 75 });
    expect(settings({ evaluations: 3000 }, 10)).toMatchObject({ offspring: 96, first: 384 });
    expect(settings({ evaluations: 3000, budget: 10 }, 110)).toMatchObject({ first: 30, recognising: 151 });
  });

  test('are more in the first generation for what recognises code, as long as time and evaluations allow it', () => {
    expect(settings({ budget: 10 }, 110)).toMatchObject({ first: 30, recognising: 151 });
    expect(settings({ evaluations: 500 }, 10)).toMatchObject({ first: 125, recognising: 375 });
    expect(settings({ evaluations: 30 }, 10)).toMatchObject({ first: 8, recognising: 22 });
  });

  test('do not depend on any time where work is counted, or where no time limits the search', () => {
    for (const options of [{ budget: 10, cost: 'work' }, { generations: 100 }])
      expect(settings(options, 5000)).toMatchObject({ offspring: 96, first: 384 });
  });
});

test('rules that were learnt are offered like shipped ones', () => {
  const rule = { name: 'learnt-1', why: 'test', find: '$a + 1', replace: '1 + $a' };
  const operator = (learnt: (typeof rule)[]) => settings({}, 10, { rules: learnt }).toolbox.operators['apply-rule'];
  expect(operator([])).toBe(operator([]));
  expect(operator([rule])).not.toBe(operator([]));
});

test('with areas in focus only their opportunities promise anything; all do where there is none of them', () => {
  const text = `module.exports = function f(list) {
  let out = [];
  for (const x of list) out = out.concat(JSON.parse(JSON.stringify(x)));
  for (const x of list) if (out.indexOf(x) >= 0) out.push(x);
  return out;
};
`;
  const subject = subjectOf(text, 'two.js');
  const facts = { ...refused(''), profile: [...subject.profile] };
  const areas = (focus: string[]): string[] => {
    const experiment = { ...resolveExperiment({ module: 'two.js', workers: 2 }, '/'), focus };
    const { opportunities } = settingsOf(experiment, { ...subject, neighbours: {} }, facts, { blind: [] }, policy);
    return [...new Set([...opportunities.values()].map((one) => one.focus))];
  };
  const all = areas([]);
  expect(all.length).toBeGreaterThan(1);
  expect(areas([all[0]!])).toEqual([all[0]]);
  expect(areas(['metrics'])).toEqual(all);
});

test('what is not asked for is guarded: memory where speed is asked for, speed where memory is', () => {
  const limits = (objective: string) =>
    settings({ objective }, 10).toolbox.limits.map(({ objective: { name }, least }) => [name, least]);
  expect(limits('speed')).toContainEqual(['memory', 0.5]);
  expect(limits('memory')).toContainEqual(['speed', 0.5]);
  expect(limits('speed,memory').map(([name]) => name)).toEqual(['accuracy', 'stability']);
});

test('genomes that a run is given are tried by a strategy of their own, which others do not have', () => {
  const seeds = [[{ id: '0123456789ab', operator: 'test', places: [{ at: '5', code: '2' }] }]];
  expect(Object.keys(settings({}, 10, { seeds }).toolbox.strategies)).toContain('seed');
  expect(Object.keys(settings({}, 10).toolbox.strategies)).not.toContain('seed');
});
