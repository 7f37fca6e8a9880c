/**
 * What the integrator's predictions are worth on families of functions that it has not learnt from, module by module
 * that it learns, on the recorded pools of `genomes/integrator/traces.js`: before any outcome of the module at hand, and as
 * a run goes, in which each batch is predicted before it is learnt from; beside it what chance reaches.
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
/** Of how many modules it has learnt. */
const KNOWN = [0, 1, 2, 5, 9];
/** Outcomes that are predicted before they are learnt from, as a run goes, and orders in which a module's are drawn. */
const GENERATION = 32;
const ORDERS = 3;
/** Outcomes as which the usual rate counts, in the rate so far. */
const USUAL = { rate: 0.06, trials: 6 };
const REAL = 0.06;

const patternOf = ({ traits, strategy, first }: Candidate): Pattern => ({ traits, strategy, score: null, ...first });

export const integratorSection: Section = async () => {
  const { modules } = (await import(new URL('../../genomes/integrator/traces.js', import.meta.url).href)) as Traces;
  const { integrator, learnt: fresh } = await freshPolicy();
  const rows = [];
  let scored: Scored[] = [];
  const most = Math.max(...modules.map(({ family }) => modules.filter((one) => one.family !== family).length));
  for (const known of [...KNOWN.filter((count) => count < most), most]) {
    scored = [];
    const readings = modules.map((module) => {
      const others = modules.filter(({ family }) => family !== module.family).slice(0, known);
      let state = fresh;
      for (const { candidates } of others) {
        const patterns = candidates.map(patternOf);
        // As a run does: the models are held against a module before they learn of it, and the better one ranks.
        state = integrator.learn(integrator.begin(integrator.examined(state, patterns)), patterns);
      }
      const start = integrator.begin(state);
      const runs = runsOf(integrator, start, module.candidates);
      scored.push(...runs.flat());
      return reading(integrator, start, module.candidates, runs);
    });
    rows.push({ policy: 'integrator', 'modules learnt': known, ...mean(readings) });
  }
  const controls = {
    'V0, which learns nothing': (module: readonly Candidate[]) =>
      reading(integrator, fresh, module, runsOf(integrator, fresh, module, false), false),
    'random order': (module: readonly Candidate[]) => ({
      'area under the curve': 0.5,
      'Brier skill': 0,
      'as a run goes: area': 0.5,
      'as a run goes: Brier skill': 0,
      captured: captured(integrator, null, module),
    }),
  };
  for (const [policy, read] of Object.entries(controls))
    rows.push({ policy, 'modules learnt': 0, ...mean(modules.map(({ candidates }) => read(candidates))) });
  return [
    {
      name: 'integrator',
      about: `Predictions on modules of families not learnt from (${modules.length} modules, mean), before any of their own outcomes, and as a run goes: ${GENERATION} are predicted, then learnt from, and the Brier skill is against the share kept so far; captured: share of the attainable gain with ${TRIED} of ${POOL} candidates tried, learning after each ${BATCH}.`,
      rows,
    },
    {
      name: 'integrator-reliability',
      about: `What scores say as a run goes, and what came of it, with all other families' modules learnt (${ORDERS} orders of each module's outcomes).`,
      rows: reliability(scored),
    },
  ];
};

interface Scored {
  readonly score: number;
  readonly kept: boolean;
  /** Share kept so far, which knows nothing of the candidate. */
  readonly rate: number;
}

/** Each batch is ranked, and then learnt from; whether it was kept is what the second measurement says. */
function asRunGoes(
  integrator: Integrator,
  start: State,
  candidates: readonly Candidate[],
  seed: number,
  learns: boolean,
): Scored[] {
  const scored: Scored[] = [];
  const order = shuffled(stream(seed, 'orders'), candidates);
  let state = start;
  let [tried, kept] = [0, 0];
  for (let from = 0; from < order.length; from += GENERATION) {
    const batch = order.slice(from, from + GENERATION);
    const rate = (kept + USUAL.rate * USUAL.trials) / (tried + USUAL.trials);
    const ranked = integrator.rank(
      state,
      batch.map(({ traits }) => traits),
    );
    for (const { index, score } of ranked) scored.push({ score, kept: batch[index]!.second.kept, rate });
    tried += batch.length;
    kept += batch.filter(({ first }) => first.kept).length;
    if (learns) state = integrator.learn(state, batch.map(patternOf));
  }
  return scored;
}

const runsOf = (integrator: Integrator, start: State, candidates: readonly Candidate[], learns = true): Scored[][] =>
  Array.from({ length: ORDERS }, (_, seed) => asRunGoes(integrator, start, candidates, seed, learns));

function reliability(scored: readonly Scored[]): Record<string, number>[] {
  return Array.from({ length: 10 }, (_, tenth) =>
    scored.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === tenth),
  )
    .filter((bin) => bin.length > 0)
    .map((bin) => ({
      score: rounded(bin.reduce((sum, { score }) => sum + score, 0) / bin.length),
      kept: rounded(bin.filter(({ kept }) => kept).length / bin.length),
      count: bin.length,
    }));
}

interface Reading {
  readonly 'area under the curve': number;
  readonly 'Brier skill': number;
  readonly 'as a run goes: area': number;
  readonly 'as a run goes: Brier skill': number;
  readonly captured: number;
}

function reading(
  integrator: Integrator,
  state: State,
  candidates: readonly Candidate[],
  runs: readonly Scored[][],
  learns = true,
): Reading {
  const ranked = integrator.rank(
    state,
    candidates.map(({ traits }) => traits),
  );
  const rate = candidates.filter(({ second }) => second.kept).length / candidates.length;
  const scored = ranked.map(({ index, score }) => ({ score, kept: candidates[index]!.second.kept, rate }));
  return {
    'area under the curve': area(scored),
    'Brier skill': skill(scored),
    'as a run goes: area': average(runs.map(area)),
    'as a run goes: Brier skill': average(runs.map(skill)),
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

/** 1 - squared error / that of the rate alone. */
function skill(scored: readonly Scored[]): number {
  let own = 0;
  let usual = 0;
  for (const { score, kept, rate } of scored) {
    own += (score - Number(kept)) ** 2;
    usual += (rate - Number(kept)) ** 2;
  }
  return usual === 0 ? 0 : 1 - own / usual;
}

const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function mean(readings: readonly Reading[]): Record<keyof Reading, number> {
  const of = (key: keyof Reading): number => rounded(average(readings.map((one) => one[key])));
  return {
    'area under the curve': of('area under the curve'),
    'Brier skill': of('Brier skill'),
    'as a run goes: area': of('as a run goes: area'),
    'as a run goes: Brier skill': of('as a run goes: Brier skill'),
    captured: of('captured'),
  };
}
