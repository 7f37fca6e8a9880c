/** The YAML of the continuous cycle: what it means, and what is wrong with it in one sentence. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loopConfig } from '../../src/recursion/loop-config.ts';

const FULL = `
recursive_optimization:
  enabled: true
  max_cycles: 100
  cycle_interval: 3600
  auto_deploy: true
  ml_optimization: true
  parallel_processing: true
  performance_threshold: 0.1
targets:
  - module: src/distance.js
    inputs: src/distance.inputs.js
    focus: [speed, memory, caching]
    budget: 90s
    min_stability: 0.99
  - integrator
`;

test('every setting', () => {
  expect(loopConfig(parse(FULL), '/project')).toEqual({
    enabled: true,
    maxCycles: 100,
    cycleInterval: 3600,
    autoDeploy: true,
    ranking: true,
    parallel: true,
    threshold: 0.1,
    targets: [
      {
        name: 'distance',
        module: '/project/src/distance.js',
        inputs: '/project/src/distance.inputs.js',
        export: null,
        objective: ['speed', 'memory'],
        areas: ['caching'],
        budget: 90,
        test: null,
        threshold: 0.1,
        seed: 1,
        minStability: 0.99,
      },
      'integrator',
    ],
  });
});

test('several exports of a module are subjects of their own, under both names', () => {
  const both = {
    targets: [
      { module: 'a.js', export: 'mean' },
      { module: 'a.js', export: 'sum' },
      { module: 'b.js', export: 'x' },
    ],
  };
  expect(loopConfig(both, '/').targets).toMatchObject([{ name: 'a.mean' }, { name: 'a.sum' }, { name: 'b' }]);
});

test('what is left out', () => {
  expect(loopConfig({ targets: [{ module: 'a.js' }] }, '/')).toMatchObject({
    enabled: true,
    maxCycles: null,
    cycleInterval: 3600,
    autoDeploy: false,
    ranking: true,
    targets: [{ objective: ['speed'], areas: [], budget: 60, threshold: 0.1 }],
  });
});

describe('one sentence each', () => {
  test.each<[yaml: string, sentence: string]>([
    ['[]', 'x.yaml must hold recursive_optimization and targets'],
    ['targets: []', 'x.yaml: targets must name a module, or integrator'],
    ['recursive_optimization: { enabled: true }', 'x.yaml: targets must be a list of modules'],
    ['targets: [integrator]\nrecursive: {}', 'x.yaml: unknown setting recursive'],
    [
      'targets: [integrator]\nrecursive_optimization: { max_cycle: 3 }',
      'x.yaml: unknown setting recursive_optimization.max_cycle',
    ],
    [
      'targets: [integrator]\nrecursive_optimization: { max_cycles: 0 }',
      'x.yaml: recursive_optimization.max_cycles must be at least 1',
    ],
    [
      'targets: [integrator]\nrecursive_optimization: { enabled: maybe }',
      'x.yaml: recursive_optimization.enabled must be true or false',
    ],
    [
      'targets: [{ module: a.js, budget: soon }]',
      'x.yaml: targets[0].budget must be a time such as 60s or 5m, not "soon"',
    ],
    ['targets: [integrator, { modul: a.js }]', 'x.yaml: targets[1].module must be a text'],
    ['targets: [{ module: a.js, budgets: 3s }]', 'x.yaml: unknown setting targets[0].budgets'],
    ['targets: [other]', 'x.yaml: targets[0] must be integrator, or an object with module and more'],
    ['targets: [{ module: a.js, focus: speed }]', 'x.yaml: targets[0].focus must be a list, as in [speed, memory]'],
    ['targets: [{ module: lib/integrator.js }]', 'x.yaml: a module named integrator has the search policy'],
    ['targets: [{ module: a.js, budget: true }]', 'x.yaml: targets[0].budget must be a time such as 60s or 5m'],
    ['targets: [{ module: a.js, budget: [60] }]', 'x.yaml: targets[0].budget must be a time such as 60s or 5m'],
    ['targets: [{ module: a.js, seed: 5000000000 }]', 'x.yaml: targets[0].seed must be at most 4294967295'],
    ['targets: [{ module: a.js, seed: 1.5 }]', 'x.yaml: targets[0].seed must be a whole number'],
    ['targets: [{ module: a.js, test: " " }]', 'x.yaml: targets[0].test must not be empty'],
    ['targets: [{ module: a.js, export: 3 }]', 'x.yaml: targets[0].export must be a text'],
    ['targets: [{ module: a.js, inputs: [] }]', 'x.yaml: targets[0].inputs must be a text'],
    ['targets: [{ module: a.js, focus: [speed, sped] }]', 'x.yaml: targets[0].focus[1] must be some of speed, memory'],
    ['targets: [{ module: a.js, focus: [] }]', 'x.yaml: targets[0].focus must name something'],
    ['targets: [{ module: a.js, threshold: high }]', 'x.yaml: targets[0].threshold must be a number'],
    ['targets: [{ module: a.js, min_stability: 2 }]', 'x.yaml: targets[0].min_stability must be at most 1'],
    ['targets: [{ module: a.js, record: run }]', 'x.yaml: unknown setting targets[0].record'],
    ...(
      [
        ['cycle_interval: soon', 'must be a number of seconds'],
        ['cycle_interval: -1', 'must be at least 0'],
        ['max_cycles: 2.5', 'must be a whole number'],
        ['auto_deploy: 1', 'must be true or false'],
        ['ml_optimization: "yes"', 'must be true or false'],
        ['parallel_processing: 2', 'must be true or false'],
        ['performance_threshold: -0.1', 'must be at least 0'],
      ] as const
    ).map(([setting, wrong]): [string, string] => [
      `targets: [integrator]\nrecursive_optimization: { ${setting} }`,
      `x.yaml: recursive_optimization.${setting.split(':')[0]} ${wrong}`,
    ]),
    [
      'targets: [{ module: a.js }, { module: lib/a.js }]',
      'x.yaml: targets names a twice; give one of them another name by as',
    ],
    ['targets: [{ module: a.js, as: "" }]', 'x.yaml: targets[0].as must not be empty'],
    ['targets: [{ module: a.js, export: f }, { module: lib/a.js, export: f }]', 'x.yaml: targets names a.f twice'],
  ])('%s', (yaml, sentence) => {
    expect(() => loopConfig(parse(yaml), '/', 'x.yaml')).toThrow(sentence);
  });
});

test('two files of one name are two subjects where one of them is given another', () => {
  const { targets } = loopConfig(parse('targets: [{ module: a/index.js }, { module: b/index.js, as: b }]'), '/');
  expect(targets.map((target) => (target === 'integrator' ? target : target.name))).toEqual(['index', 'b']);
});
