// Rows for `play`: pools of candidate edits that were recorded while real modules were searched (`npm run traces`). The
// policy sees the first measurement of each; the score is by the second, which is not among its arguments.
import families from './families.json' with { type: 'json' };
import { modules } from './traces.js';

/** Candidates of a pool, how many may be tried, in batches of how many, and outcomes on each module learnt from before. */
const WHOLE = { candidates: 20, budget: 6, batch: 3, outcomes: 24 };
/** Where only the cost of the same choices is asked for, shorter games show it as well, and six are played in the time of one. */
export const SHORT = { candidates: 12, budget: 4, batch: 2, outcomes: 6 };
/** One pool in so many has fewer candidates than may be tried, and one policy in so many has learnt from nothing. */
const SMALL = 10;
/** One outcome in so many is a crossover's. */
const CROSSED = 6;
/** Modules that were learnt from before. */
const MODULES = 2;
/**
 * One of them in so many was searched for longer than one batch of learning takes, and one for longer than edits are
 * remembered: a policy that forgets nothing, or learns of the first batch alone, is told by these. They are rare, for a
 * life of that length takes as long as a hundred games: of one game in sixty they took three quarters of the time.
 */
const LONGER = { of: 4, outcomes: 40 };
const LONGEST = { of: 1000, outcomes: 920 };
/** Logarithm of a gain that one candidate of a pool must have by both measurements: else all of it may be noise. */
const WORTHWHILE = 0.05;
/** Families of fewer such candidates are learnt from, and decide nothing. */
const FEWEST = 4;
/** Families that are kept for whole searches, the first ones listed: no version is made or judged on their pools. */
const ONLINE = 4;
/** Share of the others of which the verdict's pools are, and of which the confirmation's are. */
const DECIDING = 0.3;

const isReal = ({ first, second }) => first.passed && second.passed && Math.min(first.gain, second.gain) > WORTHWHILE;

/** Families in the order of their names here, which nothing depends on. */
const all = [...new Set([...families.map(({ family }) => family), ...modules.map(({ family }) => family)])];
const realOf = (wanted) =>
  modules.reduce((sum, { family, candidates }) => sum + (family === wanted ? candidates.filter(isReal).length : 0), 0);
const online = all.slice(0, ONLINE);
const deciding = all.slice(ONLINE).filter((family) => realOf(family) >= FEWEST);

/**
 * Which families of functions a cycle's parts are of: some for the verdict, as many for the confirmation, all others for
 * the search. From cycle to cycle they go round, so that the next verdict's are others. `lived` is what a policy may have
 * learnt from before.
 */
export function partsOf(cycle) {
  const each = Math.max(1, Math.floor(deciding.length * DECIDING));
  const ring = deciding.map((_, k) => deciding[(k + each * cycle) % deciding.length]);
  const [verdict, confirmation] = [ring.slice(0, each), ring.slice(each, 2 * each)];
  const kept = new Set([...online, ...verdict, ...confirmation]);
  const lived = all.filter((family) => !kept.has(family));
  return { online, verdict, confirmation, search: ring.slice(2 * each), lived };
}

/** How many pools of a part have no candidate in common: so many independent readings there are, however many are drawn. */
export const apartIn = (cycle, part) =>
  modules
    .filter(({ family }) => partsOf(cycle)[part].includes(family))
    .reduce((sum, { candidates }) => sum + Math.floor(candidates.length / WHOLE.candidates), 0);

const pick = (random, list) => list[Math.floor(random() * list.length)];

function some(random, list, count) {
  const left = [...list];
  const out = [];
  while (out.length < count && left.length > 0) out.push(left.splice(Math.floor(random() * left.length), 1)[0]);
  return out;
}

/** What the policy is told. In the pools one strategy made all; here two did, so that there are shares to deal out. */
const seen = ({ id, traits, score, first }) => ({
  id,
  traits,
  strategy: id % 2 === 0 ? 'assemble' : 'evolve',
  score,
  ...first,
});

/** Of a crossover nothing is told but how it fared. */
const crossed = (one) => ({ ...seen(one), traits: null, score: null });

/**
 * Which edit comes when: 660 are new, 50 old ones come again, 130 more are new, and the same 50 and the very first come
 * once more. Of 512 that are remembered the 50 are among the newest then, and the first are gone.
 */
const turnOf = (i) => (i < 660 ? i : i < 710 ? i - 580 : i < 840 ? i - 50 : i < 890 ? i - 760 : i - 890);

/** Outcomes on one module, in turns a crossover's. Where more are asked for than were recorded, they come again as other edits. */
function outcomesOn(random, { candidates }, outcomes) {
  const drawn = random();
  const count =
    drawn * LONGEST.of < 1 ? LONGEST.outcomes : drawn * LONGER.of < 1 ? Math.max(outcomes, LONGER.outcomes) : outcomes;
  const recorded = some(random, candidates, count);
  const isLongest = count === LONGEST.outcomes;
  return Array.from({ length: isLongest ? count : recorded.length }, (_, i) => {
    const one = recorded[(isLongest ? turnOf(i) : i) % recorded.length];
    if (i % CROSSED === CROSSED - 1) return crossed(one);
    return seen(isLongest ? asAnother(one, turnOf(i)) : one);
  });
}

const asAnother = (one, name) => ({
  ...one,
  traits: { ...one.traits, edit: `${one.traits.edit}/${name}`, at: `${one.traits.at}/${name}` },
});

/** What the best of some candidates gives by the second measurement, if the first decides which that is. */
function bestOf(pool, ids) {
  const tried = pool.filter(({ id }) => ids.includes(id)).filter(({ first }) => first.passed);
  const best = tried.reduce(
    (most, one) => (most === undefined || one.first.gain > most.first.gain ? one : most),
    undefined,
  );
  return best?.second.passed ? Math.max(0, best.second.gain) : 0;
}

const attainable = (pool) => Math.max(0, ...pool.map(({ second }) => (second.passed ? second.gain : 0)));

/** One outcome in so many is enough to know a module by: with all of them V0 captured 0.62, with a third 0.64, with an eighth 0.57. */
const THIRD = 3;

/**
 * Outcomes on modules of other families than a module's, of all that a part may know of: nothing is learnt from what is
 * kept for whole searches or for the verdict, and the search does not know what confirms it.
 */
export function livedBefore(cycle, part, module) {
  const { online, verdict, confirmation } = partsOf(cycle);
  const { family } = modules.find(({ name }) => name === module);
  const hidden = new Set([...online, ...verdict, ...(part === 'search' ? confirmation : []), family]);
  return modules
    .filter((one) => !hidden.has(one.family))
    .map(({ candidates }) => candidates.filter((_, i) => i % THIRD === 0).map(seen));
}

/** Outcomes on every module of the families that are in no whole search, module by module. */
export const livedThrough = () =>
  modules.filter(({ family }) => !online.includes(family)).map(({ candidates }) => candidates.map(seen));

/** Makers of rows for one cycle. What was lived through before is never of a family that decides. */
export function rowsOf(cycle, { candidates, budget, batch, outcomes } = WHOLE) {
  const parts = partsOf(cycle);
  const of = (names) => modules.filter(({ family }) => names.includes(family));
  return function inputs(random, count, _name, part = 'search') {
    const asked = of(parts[part]);
    const before = of(parts.lived);
    const rows = [];
    for (let left = 200 * count; rows.length < count && left > 0; left--) {
      const module = pick(random, asked);
      const small = random() * SMALL < 1;
      const pool = some(random, module.candidates, small ? 1 + Math.floor(random() * budget) : candidates);
      if (!small && !pool.some(isReal)) continue;
      const others = before.filter(({ family }) => family !== module.family);
      const lived = some(random, others, random() * SMALL < 1 ? 0 : MODULES).map((other) =>
        outcomesOn(random, other, outcomes),
      );
      rows.push([pool.map(seen), budget, lived, batch]);
    }
    return rows;
  };
}

const known = new Map(modules.flatMap(({ candidates }) => candidates.map((one) => [one.id, one])));
const origin = new Map(modules.flatMap(({ name, candidates }) => candidates.map(({ id }) => [id, name])));

/** The module whose candidates a row's pool holds. */
export const moduleOf = ([pool]) => origin.get(pool[0].id);

/**
 * Share of the attainable gain that was captured. Tries that are more than allowed, or not of the pool, score 0, and so
 * does a policy that has lost what the engine needs besides.
 */
export const score = (row, output) => (isSound(row, output) ? captured(row, output.tried) : 0);

/** Share of the attainable gain of a row's pool that these candidates give. Where there is nothing to be had, nothing is missed. */
export function captured([pool], tried) {
  const whole = pool.map(({ id }) => known.get(id));
  const most = attainable(whole);
  return most === 0 ? 1 : Math.min(1, bestOf(whole, tried) / most);
}

function areTries(tried, pool, budget) {
  if (!Array.isArray(tried) || tried.length > budget || new Set(tried).size !== tried.length) return false;
  return tried.every((id) => pool.some((one) => one.id === id));
}

/**
 * Whether it deals out and judges itself as the engine needs it: by laws, not by what one version happens to say. What it
 * knew before the game is as it was: it begins with the same candidates when it is asked again.
 */
export function isSound([pool, budget, lived, batch], output) {
  if (!areTries(output?.tried, pool, budget)) return false;
  const { tried, before, shares, chances, calibration } = output;
  const outcomes = pool.filter(({ id }) => tried.includes(id));
  return (
    areTries(before, pool, pool.length) &&
    before.length === pool.length &&
    tried.slice(0, batch).every((id, i) => id === before[i]) &&
    areShares(shares, outcomes, [...new Set(pool.map(({ strategy }) => strategy))].sort()) &&
    areChances(chances, outcomes, [...new Set(pool.map(({ traits }) => traits.operator))].sort()) &&
    isCalibrated(calibration, lived)
  );
}

const positive = (list, count) =>
  Array.isArray(list) && list.length === count && list.every((value) => Number.isFinite(value) && value > 0);

/** What gained most for its cost does not have less than what gained nothing. */
function areShares(shares, outcomes, strategies) {
  if (!positive(shares, strategies.length)) return false;
  const sum = shares.reduce((a, b) => a + b, 0);
  const gained = strategies.map((name) =>
    outcomes.reduce((all, one) => all + (one.strategy === name && one.kept ? one.gain : 0), 0),
  );
  return (
    Math.abs(sum - 1) < 1e-9 &&
    strategies.every((_, i) =>
      strategies.every((_, k) => !(gained[i] > 0.02 && gained[k] === 0) || shares[i] >= shares[k]),
    )
  );
}

/** Where something won, operators are not all alike. */
function areChances(chances, outcomes, operators) {
  if (!positive(chances, operators.length)) return false;
  const won = new Set(outcomes.filter(({ kept }) => kept).map(({ traits }) => traits.operator));
  const plain = operators.filter((name) => !name.includes(':'));
  if (plain.length < 2 || won.size === 0) return true;
  return new Set(chances).size > 1;
}

/** The share kept, by its own account, lies between those of the modules that it had not learnt from. */
function isCalibrated(calibration, lived) {
  if (lived.length === 0) return calibration === null;
  if (!calibration || !['logistic', 'network'].includes(calibration.model)) return false;
  const { modules, count, brierSkill, skills, reliability } = calibration;
  if (modules !== lived.length || ![brierSkill, skills?.logistic, skills?.network].every(Number.isFinite)) return false;
  const rates = lived.map((patterns) => {
    const told = patterns.filter(({ traits }) => traits !== null);
    return told.filter(({ kept }) => kept).length / told.length;
  });
  const counted = reliability.reduce((all, bin) => all + bin.count, 0);
  const kept = reliability.reduce((all, bin) => all + bin.kept * bin.count, 0) / Math.max(1, count);
  return counted > 0.8 * count && kept >= Math.min(...rates) - 0.05 && kept <= Math.max(...rates) + 0.05;
}
