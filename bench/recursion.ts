/**
 * `npm run recursion [-- --cycles 3 --budget 60s --pairs 20 --populations <folder>]`: from V0 on, the integrator improves
 * itself cycle by cycle; then V0, the version in service and the controls search modules of families on which no version
 * was made. Tables are kept as `bench/results/recursion-*.json`; the registry stays in the folder of populations.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { accuracyOf, overviewOf } from '../src/cli/verbs/versions.ts';
import { secondsOf } from '../src/experiment/experiment.ts';
import type { Integrator } from '../src/integrator/integrator.ts';
import { livedThrough, loadIntegrator, shippedIntegrator } from '../src/integrator/load.ts';
import { activeSource, versionsOf } from '../src/population/registry.ts';
import { besides, type Policy, searches } from '../src/recursion/online.ts';
import { poolsOf } from '../src/recursion/pools.ts';
import { type SelfOptions, selfCycle } from '../src/recursion/self.ts';
import { stream } from '../src/statistics/random.ts';
import { inFigures } from '../src/statistics/summary.ts';
import { keep } from './table.ts';

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '3' },
    budget: { type: 'string', default: '60s' },
    pairs: { type: 'string', default: '20' },
    evaluations: { type: 'string', default: '300' },
    tune: { type: 'string', default: '300' },
    choices: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    populations: { type: 'string' },
  },
});
const populations = resolve(values.populations ?? mkdtempSync(join(tmpdir(), 'integron-recursion-')));
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const pairs = Number(values.pairs);
const seed = Number(values.seed);
say(`versions are kept in ${populations}`);

for (let cycle = 1; cycle <= Number(values.cycles); cycle++) {
  const options: SelfOptions = {
    budget: secondsOf(values.budget) ?? 60,
    evaluations: null,
    seed: seed + cycle,
    cost: 'time',
    threshold: 0.1,
    tune: Number(values.tune),
    choices: Number(values.choices),
    pairs,
    onlineEvaluations: Number(values.evaluations),
    onOnline: (done, of) => {
      if (done % 10 === 0) say(`cycle ${cycle}: ${done} of ${of} whole searches`);
    },
  };
  const begun = performance.now();
  const seconds = (): number => Math.round((performance.now() - begun) / 1000);
  try {
    const made = await selfCycle(options, { populations, version: 'recursion' });
    say(`cycle ${cycle}: ${made.version} ${made.status} after ${seconds()} s: ${made.reason}`);
  } catch (error) {
    // The others go on, unattended.
    say(`cycle ${cycle} failed after ${seconds()} s: ${(error as Error).message}`);
  }
}

// None where every cycle failed: the controls are run all the same.
const { versions, active } = (await versionsOf(populations, 'integrator')) ?? { versions: [], active: 'V0' };
process.stdout.write(`\n${overviewOf(versions, active)}\n`);
keep({
  name: 'recursion-versions',
  about: `Versions of the integrator from ${Math.max(0, versions.length - 1)} cycles, each beside V0 on families that it was not made on.`,
  rows: versions.map(({ source: _, learnt: _state, code: _code, served: _served, changes, fitness, ...version }) => ({
    ...version,
    speed: fitness ? inFigures(fitness.speed) : null,
    memory: fitness ? inFigures(fitness.memory) : null,
    accuracy: fitness ? accuracyOf(fitness) : null,
    'accuracy before': fitness?.accuracy.before ?? null,
    stability: fitness?.stability.score ?? null,
    'whole searches': fitness?.online ? inFigures(fitness.online.result) : null,
    changes: changes.join('; '),
  })),
});

/** Ranks, but by chance alone. */
const atRandom = (integrator: Integrator): Integrator => {
  const random = stream(seed, 'random ranking');
  return {
    ...integrator,
    rank: (state, candidates, given) => {
      const ranked = [...integrator.rank(state, candidates, given)];
      for (let i = ranked.length - 1; i > 0; i--) {
        const at = Math.floor((given ?? random)() * (i + 1));
        [ranked[i], ranked[at]] = [ranked[at]!, ranked[i]!];
      }
      return ranked;
    },
  };
};
const source = shippedIntegrator();
const serving = await activeSource(populations, 'integrator');
const { online, lived, parts } = await poolsOf(0);
const knowing = async (text: string) => livedThrough(await loadIntegrator(text), lived);
const learnt = await knowing(source);
const policies: Policy[] = [
  { name: 'V0', source, learnt },
  ...(serving === undefined
    ? []
    : [{ name: `${active}, in service`, source: serving, learnt: await knowing(serving) }]),
  { name: 'V0 that knows no other module', source },
  { name: 'V0 that learns nothing', source, change: (integrator) => ({ ...integrator, learn: (state) => state }) },
  { name: 'V0 with random ranking', source, learnt, change: atRandom },
  { name: 'V0 without ranking', source, learnt, ranking: false },
];
const made = await searches(policies, {
  experiments: online,
  seeds: Array.from({ length: Math.ceil(pairs / online.length) }, (_, k) => 50_000 + seed * 1000 + k),
  evaluations: Number(values.evaluations),
  cost: 'time',
  onSearch: (done, of) => {
    if (done % 10 === 0) say(`controls: ${done} of ${of} searches`);
  },
});
keep({
  name: 'recursion-controls',
  about: `Whole searches of ${values.evaluations} evaluations on families that no version was made on (${parts.online.join(', ')}), paired with V0's by module and seed.`,
  rows: policies.map(({ name }, k) => {
    const { result, needed } = besides(made[0]!, made[k]!);
    return {
      policy: name,
      searches: made[k]!.length,
      'result beside V0': inFigures(result),
      "V0's evaluations / own": inFigures(needed),
    };
  }),
});
