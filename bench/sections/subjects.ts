/** Real packages and controls: what is claimed, and whether it is confirmed when it is proved again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { improve } from '../../src/improvement/improve.ts';
import { verify } from '../../src/improvement/verify.ts';
import { rounded, type Section } from '../table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const SUBJECTS = [
  {
    module: 'node_modules/damerau-levenshtein/index.js',
    inputs: 'bench/subjects/damerau-levenshtein.inputs.js',
    seeds: [1, 2, 3],
  },
  {
    module: 'node_modules/string-similarity/src/index.js',
    export: 'compareTwoStrings',
    inputs: 'bench/subjects/string-similarity.inputs.js',
    seeds: [1],
  },
  {
    module: 'node_modules/fastest-levenshtein/mod.js',
    export: 'distance',
    inputs: 'bench/subjects/leven.inputs.js',
    seeds: [1],
  },
  { module: 'bench/subjects/root.js', inputs: 'bench/subjects/root.inputs.js', seeds: [1] },
];

export const subjects: Section = async ({ seconds = 60 }) => {
  const rows: Record<string, string | number | null>[] = [];
  for (const { seeds, ...subject } of SUBJECTS) {
    for (const seed of seeds) {
      const populations = mkdtempSync(join(tmpdir(), 'integron-bench-'));
      const context = { populations, version: 'bench' };
      const { result } = await improve(resolveExperiment({ ...subject, budget: seconds, seed }, root), context);
      const speed = result.best?.fitness.speed;
      const again = speed ? await verify(result.run, context) : null;
      rows.push({
        subject:
          result.exports[0] === 'module.exports' ? result.run.replace(/-[0-9a-f]+$/, '') : result.exports.join(', '),
        seed,
        verdict: result.verdict,
        ratio: speed ? rounded(speed.ratio) : null,
        low: speed ? rounded(speed.low) : null,
        'proved again': again
          ? `${again.confirmed ? 'confirmed' : 'not confirmed'}, ${rounded(again.measured.ratio)}`
          : '',
        evaluations: result.evaluations,
        seconds: result.seconds,
      });
      rmSync(populations, { recursive: true, force: true });
    }
  }
  return [
    { name: 'subjects', about: `Real packages and controls with nothing to gain, ${seconds} s of search each.`, rows },
  ];
};
