/**
 * `npm run bench -- [section ...] [--seconds N] [--seeds N]`: what Integron reaches on this machine, as ratios in one
 * run. Each section prints a table and keeps it as `bench/results/<section>.json`.
 */
import { parseArgs } from 'node:util';
import { control } from './sections/control.ts';
import { endurance } from './sections/endurance.ts';
import { subjects } from './sections/subjects.ts';
import { throughput } from './sections/throughput.ts';
import { loaded, noise, real, trust } from './sections/trust.ts';
import { keep, type Section } from './table.ts';

const sections: Record<string, Section> = {
  throughput,
  endurance,
  control,
  subjects,
  noise,
  trust,
  'trust-real': real,
  'trust-loaded': loaded,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string' }, seeds: { type: 'string' } },
});
const wanted = positionals.length > 0 ? positionals : Object.keys(sections);
for (const name of wanted) {
  const section = sections[name];
  if (!section) {
    process.stderr.write(`no section ${name}; there are ${Object.keys(sections).join(', ')}\n`);
    process.exit(2);
  }
  const options = {
    ...(values.seconds === undefined ? {} : { seconds: Number(values.seconds) }),
    ...(values.seeds === undefined ? {} : { seeds: Number(values.seeds) }),
  };
  for (const table of await section(options)) keep(table);
}
