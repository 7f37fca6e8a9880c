/** What rules learnt from proven edits are worth on modules of families that they were not learnt from. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Experiment, readExperimentFile, resolveExperiment } from '../../src/experiment/experiment.ts';
import { improve } from '../../src/improvement/improve.ts';
import { withMore } from '../../src/population/learnt-rules.ts';
import { studentEstimate } from '../../src/statistics/summary.ts';
import type { Example } from '../../src/variation/generalise.ts';
import type { RuleData } from '../../src/variation/rule.ts';
import { searchedFor } from '../searched.ts';
import { rounded, type Section } from '../table.ts';

const genomes = fileURLToPath(new URL('../../genomes', import.meta.url));
/** Each of another family. */
const NAMES = ['levenshtein', 'shortest-path', 'csv', 'intervals', 'word-count', 'checksum'];

export const learnt: Section = async ({ seconds = 15, seeds = 3 }) => {
  const experiments = await Promise.all(NAMES.map(bundled));
  const examples = new Map<string, readonly Example[]>();
  for (const [k, experiment] of experiments.entries()) {
    const found = await examplesFrom({ ...experiment, budget: 2 * seconds });
    process.stderr.write(`${NAMES[k]}: ${found.length} examples\n`);
    examples.set(NAMES[k]!, found);
  }
  const rows = [];
  const all: number[] = [];
  for (const [k, experiment] of experiments.entries()) {
    const others = NAMES.filter((name) => name !== NAMES[k]).flatMap((name) => examples.get(name)!);
    const rules: RuleData[] = withMore({ examples: [], rules: [] }, others, {}).rules.map(({ data }) => data);
    const logs: number[] = [];
    for (let seed = 1; rules.length > 0 && seed <= seeds; seed++) {
      const one = { ...experiment, seed };
      const order = seed % 2 === 0 ? [[], rules] : [rules, []];
      const reached = [
        await searchedFor(one, seconds, undefined, order[0]),
        await searchedFor(one, seconds, undefined, order[1]),
      ];
      const [without, withThem] = seed % 2 === 0 ? reached : [reached[1]!, reached[0]!];
      logs.push(withThem! - without!);
    }
    all.push(...logs);
    rows.push({ module: NAMES[k]!, 'rules learnt from others': rules.length, worth: worthOf(logs) });
  }
  rows.push({ module: 'all', 'rules learnt from others': null, worth: worthOf(all) });
  return [
    {
      name: 'learnt',
      about: `Rules learnt from proven edits of other families' modules: speed found in ${seconds} s with them over that without, paired by module and seed (${seeds} seeds).`,
      rows,
    },
  ];
};

async function bundled(name: string): Promise<Experiment> {
  const { options, base } = await readExperimentFile(join(genomes, name, 'experiment.json'));
  return { ...resolveExperiment(options, base), objective: ['speed'], without: ['apply-kernel', 'kernel-in-part'] };
}

/** What a whole run proves, in a folder of its own. */
async function examplesFrom(experiment: Experiment): Promise<readonly Example[]> {
  const populations = mkdtempSync(join(tmpdir(), 'integron-learnt-'));
  try {
    await improve(experiment, { populations, version: 'bench' });
    const file = join(populations, 'registry-rules.json');
    if (!existsSync(file)) return [];
    return (JSON.parse(readFileSync(file, 'utf8')) as { examples: readonly Example[] }).examples;
  } finally {
    rmSync(populations, { recursive: true, force: true });
  }
}

function worthOf(logs: readonly number[]): string {
  if (logs.length < 2) return '';
  const { ratio, low, high } = studentEstimate(logs);
  return `${rounded(ratio)} (${rounded(low)} to ${rounded(high)})`;
}
