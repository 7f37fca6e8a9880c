// Recorded pools as objects; `npm run traces` writes them in short, and compressed.
import { Buffer } from 'node:buffer';
import { brotliDecompressSync } from 'node:zlib';
import packed from './traces.json' with { type: 'json' };

const short = JSON.parse(brotliDecompressSync(Buffer.from(packed.text, 'base64')).toString('utf8'));

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
