// Recorded pools as objects; `npm run traces` writes them in short.
import short from './traces.json' with { type: 'json' };

const outcome = ([passed, kept, gain, cost]) => ({ passed: passed === 1, kept: kept === 1, gain, cost });

/** Modules with their candidates, each measured twice. */
export const modules = short.modules.map(({ name, family, candidates }) => ({
  name,
  family,
  candidates: candidates.map(
    ([
      id,
      edit,
      operator,
      at,
      kind,
      heat,
      seen,
      loops,
      replaced,
      brought,
      places,
      focus,
      promise,
      held,
      value,
      chance,
      first,
      second,
    ]) => ({
      id,
      traits: {
        edit,
        operator: short.words[operator],
        at,
        kind: short.words[kind],
        heat,
        seen,
        loops,
        replaced,
        brought,
        places,
        focus: short.words[focus],
        promise,
        held,
        value,
      },
      strategy: 'evolve',
      score: null,
      chance,
      first: outcome(first),
      second: outcome(second),
    }),
  ),
}));
