/** What a call costs more through `live` than without it where nothing is under way: the original, or a version. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { live } from '../../src/deployment/live.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { bodyOf } from '../../src/genome/run-form.ts';
import { addVersion, type CodeTraits } from '../../src/population/registry.ts';
import { median } from '../../src/statistics/summary.ts';
import { rounded, type Section } from '../table.ts';

const TEXT = 'module.exports = function next(a, b) {\n  return (a * 31 + b) | 0;\n};\n';
const next = (a: number, b: number): number => (a * 31 + b) | 0;
const CALLS = 200_000;
const PAIRS = 41;

export const liveSection: Section = async () => {
  const rows = [
    { what: 'nothing in service', ...(await cost(false)) },
    { what: 'a version in service', ...(await cost(true)) },
  ];
  return [
    {
      name: 'live',
      about: `Nanoseconds that a call takes more through live() than without it: median and range of ${PAIRS} interleaved pairs of ${CALLS} calls.`,
      rows,
    },
  ];
};

async function cost(inService: boolean): Promise<{ 'ns a call more': number; range: string }> {
  const populations = mkdtempSync(join(tmpdir(), 'integron-live-bench-'));
  try {
    if (inService) await put(populations);
    const served = live('subject', next, { populations });
    const run = (call: typeof next): number => {
      const begun = performance.now();
      let at = 1;
      for (let k = 0; k < CALLS; k++) at = call(at, k);
      const spent = performance.now() - begun;
      if (at === 0.5) throw new Error('never');
      return spent;
    };
    const differences: number[] = [];
    for (let pair = -8; pair < PAIRS; pair++) {
      const [a, b] = pair % 2 === 0 ? [run(next), run(served)] : [run(served), run(next)].reverse();
      if (pair >= 0) differences.push(((b! - a!) * 1e6) / CALLS);
      await wait(0);
    }
    const sorted = [...differences].sort((a, b) => a - b);
    return {
      'ns a call more': rounded(median(differences)),
      range: `${rounded(sorted[2]!)} to ${rounded(sorted.at(-3)!)}`,
    };
  } finally {
    rmSync(populations, { recursive: true, force: true });
  }
}

async function put(populations: string): Promise<void> {
  const { form, source, file } = parseAncestor(TEXT, join(populations, 'subject.js'));
  const traits: CodeTraits = { asynchronous: false, usesThis: false, changesArguments: false, graded: false };
  const text = bodyOf(form, source.run);
  const code = { file, export: 'module.exports', kind: form.kind, text, imports: null, tolerance: 0, traits };
  const made = { fitness: null, changes: [], reason: 'bench', date: new Date().toISOString(), source: TEXT, run: null };
  await addVersion(populations, 'subject', TEXT, { ...made, status: 'deployed', code });
}
