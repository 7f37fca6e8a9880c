/** What a call costs more through `live` than without it: nothing under way, a version in service, one on trial. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { live } from '../../src/deployment/live.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { addVersion, type CodeTraits } from '../../src/population/registry.ts';
import { median } from '../../src/statistics/summary.ts';
import { rounded, type Section } from '../table.ts';

const TEXT = 'module.exports = function next(a, b) {\n  return (a * 31 + b) | 0;\n};\n';
const next = (a: number, b: number): number => (a * 31 + b) | 0;
const LISTS = 'module.exports = function head(list) {\n  return list[0];\n};\n';
const head = (list: readonly number[]): number => list[0]!;
const CALLS = 200_000;
const PAIRS = 41;

export const liveSection: Section = async () => {
  const rows = [
    { what: 'nothing in service', ...(await cost(null, {})) },
    { what: 'a version in service', ...(await cost(1, {})) },
    { what: 'a version on trial with 5 % of the calls, one in ten of them by both sides', ...(await cost(0.05, {})) },
    {
      what: 'the same, of a function that changes its arguments (copies of a list of 20)',
      ...(await cost(0.05, { changesArguments: true })),
    },
  ];
  return [
    {
      name: 'live',
      about: `Nanoseconds that a call takes more through live() than without it: median and range of ${PAIRS} interleaved pairs of ${CALLS} calls.`,
      rows,
    },
  ];
};

async function cost(
  share: number | null,
  traits: Partial<CodeTraits>,
): Promise<{ 'ns a call more': number; range: string }> {
  const populations = mkdtempSync(join(tmpdir(), 'integron-live-bench-'));
  const lists = traits.changesArguments === true;
  try {
    if (share !== null) await put(populations, lists ? LISTS : TEXT, share, traits);
    const served = lists
      ? (live('subject', head, { populations }) as unknown as typeof next)
      : live('subject', next, { populations });
    const direct = lists ? (head as unknown as typeof next) : next;
    const list = Array.from({ length: 20 }, (_, k) => k);
    const run = (call: typeof next): number => {
      const begun = performance.now();
      let at = 1;
      if (lists) for (let k = 0; k < CALLS; k++) at += (call as unknown as typeof head)(list);
      else for (let k = 0; k < CALLS; k++) at = call(at, k);
      const spent = performance.now() - begun;
      if (at === 0.5) throw new Error('never');
      return spent;
    };
    const differences: number[] = [];
    for (let pair = -8; pair < PAIRS; pair++) {
      const [a, b] = pair % 2 === 0 ? [run(direct), run(served)] : [run(served), run(direct)].reverse();
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

async function put(populations: string, text: string, share: number, traits: Partial<CodeTraits>): Promise<void> {
  const { form, source, file } = parseAncestor(text, join(populations, 'subject.js'));
  const all: CodeTraits = { asynchronous: false, usesThis: false, changesArguments: false, graded: false, ...traits };
  const code = {
    file,
    export: 'module.exports',
    kind: form.kind,
    text: `${form.head}${source.run}\n${form.tail}\n`,
    imports: null,
    tolerance: 0,
    traits: all,
  };
  const made = { fitness: null, changes: [], reason: 'bench', date: new Date().toISOString(), source: text, run: null };
  const status = share < 1 ? ('canary' as const) : ('deployed' as const);
  await addVersion(populations, 'subject', text, { ...made, status, code }, share);
}
