/**
 * What the integrator's predictions are worth on families of functions that it has not learnt from, module by module
 * that it learns, on the recorded pools of `genomes/integrator/traces.js`; beside it what chance reaches.
 */
import type { Integrator, Pattern, State } from '../../src/integrator/integrator.ts';
import { freshPolicy } from '../../src/integrator/load.ts';
import { shuffled, stream } from '../../src/statistics/random.ts';
import { rounded, type Section } from '../table.ts';
import type { Candidate } from '../traces.ts';

interface Traces {
  readonly modules: readonly {
    readonly name: string;
    readonly family: string;
    readonly candidates: readonly Candidate[];
  }[];
}

/** Candidates of a pool, how many of them are tried, and after how many it learns. */
const POOL = 40;
const TRIED = 12;
const BATCH = 4;
/** Pools drawn of each module. */
const POOLS = 60;
const REAL = 0.06;

const patternOf = ({ traits, strategy, first }: Candidate): Pattern => ({ traits, strategy, score: null, ...first });

export const integratorSection: Section = async () => {
  const { modules } = (await import(new URL('../../genomes/integrator/traces.js', import.meta.url).href)) as Traces;
  const { integrator, learnt: fresh } = await freshPolicy();
  const rows = [];
  const most = Math.max(...modules.map(({ family }) => modules.filter((one) => one.family !== family).length));
  for (let known = 0; known <= most; known++) {
    const readings = modules.map((module) => {
      const others = modules.filter(({ family }) => family !== module.family).slice(0, known);
      let state = fresh;
      for (const { candidates } of others) {
        const patterns = candidates.map(patternOf);
        // As a run does: the models are held against a module before they learn of it, and the better one ranks.
        state = integrator.learn(integrator.begin(integrator.examined(state, patterns)), patterns);
      }
      return reading(integrator, integrator.begin(state), module.candidates);
    });
    rows.push({ policy: 'integrator', 'modules learnt': known, ...mean(readings) });
  }
  const controls = {
    'V0, which learns nothing': (module: readonly Candidate[]) => reading(integrator, fresh, module, false),
    'random order': (module: readonly Candidate[]) => ({
      'area under the curve': 0.5,
      'Brier skill': 0,
      captured: captured(integrator, null, module),
    }),
  };
  for (const [policy, read] of Object.entries(controls))
    rows.push({ policy, 'modules learnt': 0, ...mean(modules.map(({ candidates }) => read(candidates))) });
  return [
    {
      name: 'integrator',
      about: `Predictions on modules of families not learnt from (${modules.length} modules, mean), before any of their own outcomes; captured: share of the attainable gain with ${TRIED} of ${POOL} candidates tried, learning after each ${BATCH}.`,
      rows,
    },
  ];
};

interface Reading {
  readonly 'area under the curve': number;
  readonly 'Brier skill': number;
  readonly captured: number;
}

function reading(integrator: Integrator, state: State, candidates: readonly Candidate[], learns = true): Reading {
  const ranked = integrator.rank(
    state,
    candidates.map(({ traits }) => traits),
  );
  const scored = ranked.map(({ index, score }) => ({ score, kept: candidates[index]!.second.kept }));
  return {
    'area under the curve': area(scored),
    'Brier skill': skill(scored),
    captured: captured(integrator, state, candidates, learns),
  };
}

/** Share of the attainable gain, by the second measurement, that the one has that the first measurement chooses. */
function captured(
  integrator: Integrator,
  start: State | null,
  candidates: readonly Candidate[],
  learns = true,
): number {
  let sum = 0;
  let count = 0;
  for (let draw = 0; count < POOLS && draw < 20 * POOLS; draw++) {
    const pool = shuffled(stream(draw, 'pools'), candidates).slice(0, POOL);
    const attainable = Math.max(...pool.map(({ second }) => (second.passed ? second.gain : 0)));
    // Where no gain shows in both measurements, all of it may be noise.
    const real = ({ first, second }: Candidate): boolean =>
      first.passed && second.passed && Math.min(first.gain, second.gain) > REAL;
    if (!pool.some(real)) continue;
    count++;
    let state = start;
    let left = pool;
    const tried: Candidate[] = [];
    while (tried.length < TRIED && left.length > 0) {
      const order = state
        ? integrator
            .rank(
              state,
              left.map(({ traits }) => traits),
            )
            .map(({ index }) => left[index]!)
        : left;
      const batch = order.slice(0, Math.min(BATCH, TRIED - tried.length));
      tried.push(...batch);
      if (state && learns) state = integrator.learn(state, batch.map(patternOf));
      left = left.filter((one) => !batch.includes(one));
    }
    const best = tried
      .filter(({ first }) => first.passed)
      .reduce<Candidate | undefined>((a, b) => (a && a.first.gain >= b.first.gain ? a : b), undefined);
    sum += best?.second.passed ? Math.max(0, best.second.gain) / attainable : 0;
  }
  return count === 0 ? 0 : sum / count;
}

/** Chance that one that is kept has the higher score. */
function area(scored: readonly { score: number; kept: boolean }[]): number {
  const kept = scored.filter((one) => one.kept);
  const others = scored.filter((one) => !one.kept);
  let sum = 0;
  for (const a of kept) for (const b of others) sum += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
  return kept.length === 0 || others.length === 0 ? 0.5 : sum / (kept.length * others.length);
}

function skill(scored: readonly { score: number; kept: boolean }[]): number {
  const rate = scored.filter(({ kept }) => kept).length / scored.length;
  let own = 0;
  let usual = 0;
  for (const { score, kept } of scored) {
    own += (score - Number(kept)) ** 2;
    usual += (rate - Number(kept)) ** 2;
  }
  return usual === 0 ? 0 : 1 - own / usual;
}

function mean(readings: readonly Reading[]): Record<keyof Reading, number> {
  const of = (key: keyof Reading): number =>
    rounded(readings.reduce((sum, one) => sum + one[key], 0) / readings.length);
  return {
    'area under the curve': of('area under the curve'),
    'Brier skill': of('Brier skill'),
    captured: of('captured'),
  };
}
