// Rows for `play`: pools of candidate edits that were recorded while real modules were searched (`npm run traces`). The
// policy sees the first measurement of each; the score is by the second, which is not among its arguments.
import families from './families.json' with { type: 'json' };
import { modules } from './traces.js';

const CANDIDATES = 40;
const BUDGET = 12;
const LIVED = 60;
/** Logarithm of the gain that a pool must hold, by the second measurement. */
const WORTHWHILE = 0.04;

/**
 * Which families of functions a cycle's parts are of: two are kept for whole searches, two for the verdict, one for the
 * confirmation, and all others for the search. From cycle to cycle they go round.
 */
export function partsOf(cycle) {
  const ring = families.map((_, k) => families[(k + 2 * cycle) % families.length].family);
  const [online, verdict, confirmation] = [ring.slice(0, 2), ring.slice(2, 4), ring.slice(4, 5)];
  const kept = new Set([...online, ...verdict, ...confirmation]);
  const search = [...new Set(modules.map(({ family }) => family))].filter((family) => !kept.has(family));
  return { online, verdict, confirmation, search };
}

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

/** Makers of rows for one cycle. What was lived through before is always of families that the search has. */
export function rowsOf(cycle) {
  const parts = partsOf(cycle);
  const of = (names) => modules.filter(({ family }) => names.includes(family));
  return function inputs(random, count, name, part = 'search') {
    const asked = of(parts[part]);
    const searched = of(parts.search);
    const rows = [];
    for (let left = 200 * count; rows.length < count && left > 0; left--) {
      const module = pick(random, asked);
      const pool = some(random, module.candidates, CANDIDATES);
      if (attainable(pool) < WORTHWHILE) continue;
      const others = searched.filter(({ family }) => family !== module.family);
      const lived = some(random, pick(random, others).candidates, LIVED).map(seen);
      rows.push([pool.map(seen), BUDGET, lived]);
    }
    return rows;
  };
}

const known = new Map(modules.flatMap(({ candidates }) => candidates.map((one) => [one.id, one])));

/** Share of the attainable gain that was captured; more tries than allowed, or others than those of the pool, score 0. */
export function score([pool, budget], output) {
  if (!Array.isArray(output) || output.length > budget || new Set(output).size !== output.length) return 0;
  if (!output.every((id) => pool.some((one) => one.id === id))) return 0;
  const whole = pool.map(({ id }) => known.get(id));
  return Math.min(1, captured(whole, output) / attainable(whole));
}
