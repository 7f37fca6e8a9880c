/** Settings of an engine on a small module, for tests that evaluate by themselves. */
import { objectives } from '../../src/evaluation/objectives/objectives.ts';
import type { Settings } from '../../src/evolution/settings.ts';
import { strategies } from '../../src/evolution/strategies/strategies.ts';
import { freshPolicy } from '../../src/integrator/load.ts';
import { crossovers } from '../../src/variation/crossover/crossovers.ts';
import { operators } from '../../src/variation/operators/operators.ts';
import { subjectOf } from '../subjects.ts';

const TOTAL = `module.exports = function total(list, limit) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) {
    if (list[i] > limit) sum += list[i] * 2;
    else sum = sum + 1;
  }
  return sum;
};
`;

const { ancestor, profile } = subjectOf(TOTAL, 'total.js');
const { integrator, learnt } = await freshPolicy();

export const settings: Settings = {
  ancestor,
  toolbox: {
    operators,
    crossovers,
    strategies,
    objectives: [objectives.speed],
    limits: [
      { objective: objectives.accuracy, least: 1 },
      { objective: objectives.stability, least: 0.95 },
    ],
  },
  integrator,
  learnt,
  ranking: true,
  islands: 1,
  patience: 0,
  blind: new Set(),
  domains: new Map(),
  values: new Map(),
  neighbours: {},
  parts: [],
  wholes: null,
  entries: [],
  profile,
  opportunities: new Map(),
  seed: 1,
  seeds: [],
  population: 12,
  offspring: 24,
  first: 96,
  recognising: 96,
  cost: 'time',
  accuracy: 1,
  parents: 'tournament',
  longest: 1e6,
  crossoverShare: 0.3,
  wantsMemory: false,
};
