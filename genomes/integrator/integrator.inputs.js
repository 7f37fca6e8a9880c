// Pools of candidate edits that were recorded while real modules were searched: see `npm run traces`. The policy sees
// the first measurement of each; the score is by the second, which is not among its arguments.
import { modules as all } from './traces.js';

const CANDIDATES = 40;
const BUDGET = 12;
const LIVED = 60;
/** Logarithm of the gain that a pool must hold, by the second measurement. */
const WORTHWHILE = 0.04;

/** Families on which versions are held against each other online: none is made by them. */
const HELD_BACK = ['graph', 'quadrature'];
const modules = all.filter(({ family }) => !HELD_BACK.includes(family));

const pick = (random, list) => list[Math.floor(random() * list.length)];

function some(random, list, count) {
  const left = [...list];
  const out = [];
  while (out.length < count && left.length > 0) out.push(left.splice(Math.floor(random() * left.length), 1)[0]);
  return out;
}

const seen = ({ id, traits, strategy, first }) => ({ id, traits, strategy, ...first });

/** What the best of some candidates gives by the second measurement, if the first decides which that is. */
function captured(pool, ids) {
  const tried = pool.filter(({ id }) => ids.includes(id)).filter(({ first }) => first.passed);
  const best = tried.reduce(
    (most, one) => (most === undefined || one.first.gain > most.first.gain ? one : most),
    undefined,
  );
  return best?.second.passed ? Math.max(0, best.second.gain) : 0;
}

const attainable = (pool) => Math.max(0, ...pool.map(({ second }) => (second.passed ? second.gain : 0)));

export function inputs(random, count) {
  const rows = [];
  while (rows.length < count) {
    const module = pick(random, modules);
    const pool = some(random, module.candidates, CANDIDATES);
    if (attainable(pool) < WORTHWHILE) continue;
    const others = modules.filter(({ family }) => family !== module.family);
    const lived = some(random, pick(random, others).candidates, LIVED).map(seen);
    rows.push([pool.map(seen), BUDGET, lived]);
  }
  return rows;
}

/** Share of the attainable gain that was captured; more tries than allowed, or others than those of the pool, score 0. */
export function score([pool, budget], output) {
  if (!Array.isArray(output) || output.length > budget || new Set(output).size !== output.length) return 0;
  const known = new Map(modules.flatMap(({ candidates }) => candidates.map((one) => [one.id, one])));
  const whole = pool.map(({ id }) => known.get(id));
  if (!output.every((id) => pool.some((one) => one.id === id))) return 0;
  return Math.min(1, captured(whole, output) / attainable(whole));
}
