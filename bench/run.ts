/**
 * `npm run bench -- [section ...] [--seconds N] [--seeds N] [--only <name>,...]`: what Integron reaches on this machine,
 * as ratios in one run. Each section prints a table and keeps it as `bench/results/<section>.json`. `corpus` and
 * `memory` want `--corpus <folder> --packages <folder>`, `ablation` takes them, too; `corpus` has `--arm
 * rules|others|kernels`.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ablation } from './sections/ablation.ts';
import { control } from './sections/control.ts';
import { corpus } from './sections/corpus.ts';
import { endurance } from './sections/endurance.ts';
import { integratorSection } from './sections/integrator.ts';
import { learnt } from './sections/learnt.ts';
import { liveSection } from './sections/live.ts';
import { memory } from './sections/memory.ts';
import { subjects } from './sections/subjects.ts';
import { throughput } from './sections/throughput.ts';
import { loaded, noise, real, trust } from './sections/trust.ts';
import { keep, type Section } from './table.ts';

const sections: Record<string, Section> = {
  ablation,
  throughput,
  endurance,
  memory,
  integrator: integratorSection,
  learnt,
  live: liveSection,
  control,
  corpus,
  subjects,
  noise,
  trust,
  'trust-real': real,
  'trust-loaded': loaded,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string' },
    seeds: { type: 'string' },
    corpus: { type: 'string' },
    packages: { type: 'string' },
    arm: { type: 'string' },
    only: { type: 'string' },
  },
});
// The corpus is no part of the project, and an ablation takes hours: these have to be named.
const NAMED = new Set(['corpus', 'memory', 'ablation', 'learnt']);
const wanted = positionals.length > 0 ? positionals : Object.keys(sections).filter((name) => !NAMED.has(name));
for (const name of wanted) {
  const section = sections[name];
  if (!section) {
    process.stderr.write(`no section ${name}; there are ${Object.keys(sections).join(', ')}\n`);
    process.exit(2);
  }
  const options = {
    ...(values.seconds === undefined ? {} : { seconds: Number(values.seconds) }),
    ...(values.seeds === undefined ? {} : { seeds: Number(values.seeds) }),
    ...(values.corpus === undefined ? {} : { folder: resolve(values.corpus) }),
    ...(values.packages === undefined ? {} : { packages: resolve(values.packages) }),
    ...(values.arm === undefined ? {} : { arm: values.arm }),
    ...(values.only === undefined ? {} : { only: values.only }),
  };
  for (const table of await section(options)) keep(table);
}
