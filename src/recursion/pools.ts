/** The recorded pools on which versions of the integrator are made and judged, by cycle. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Pattern } from '../integrator/integrator.ts';
import { type RandomStream, stream } from '../statistics/random.ts';

export const genomes = fileURLToPath(new URL('../../genomes', import.meta.url));
const rowsFile = join(genomes, 'integrator', 'rows.js');

export type Part = 'search' | 'confirmation' | 'verdict';
/** Arguments of one call of `play`. */
export type Row = readonly unknown[];

/** What `genomes/integrator/rows.js` exports. */
interface Rows {
  rowsOf(cycle: number): (random: RandomStream, count: number, name: string, part: Part) => Row[];
  partsOf(cycle: number): Readonly<Record<Part | 'online' | 'lived', readonly string[]>>;
  score(row: Row, output: unknown): number;
  moduleOf(row: Row): string;
  isSound(row: Row, output: unknown): boolean;
  captured(row: Row, tried: readonly number[]): number;
  livedBefore(cycle: number, part: Part, module: string): Pattern[][];
  apartIn(cycle: number, part: Part): number;
  livedThrough(): Pattern[][];
}

export interface Pools {
  /** Rows of a part, the same for the same seed. */
  rows(part: Part, count: number, seed: number): Row[];
  /** Share of the attainable gain that a game of `play` captured; nothing where it is not sound. */
  score(row: Row, output: unknown): number;
  /** Whether a policy gives what the engine needs besides its choices. */
  isSound(row: Row, output: unknown): boolean;
  /** Share of the attainable gain that these candidates of a row's pool give. */
  captured(row: Row, tried: readonly number[]): number;
  /** Outcomes on modules of other families that a policy may have learnt from before it plays a module's pools. */
  livedBefore(part: Part, module: string): readonly (readonly Pattern[])[];
  /** Pools of a part that have no candidate in common: however many are drawn, they say no more than so many. */
  apart(part: Part): number;
  /** The module whose candidates are in a row's pool. */
  moduleOf(row: Row): string;
  /** Experiment files of the families that are kept for whole searches. */
  readonly online: readonly string[];
  /** Outcomes on modules of all other families: what a policy has learnt from when it searches those. */
  readonly lived: readonly (readonly Pattern[])[];
  /** Families by part, for people. */
  readonly parts: ReturnType<Rows['partsOf']>;
}

/** @param cycle from 0: families go round from one to the next. */
export async function poolsOf(cycle: number): Promise<Pools> {
  const { rowsOf, partsOf, score, isSound, captured, moduleOf, apartIn, livedBefore, livedThrough } = (await import(
    pathToFileURL(rowsFile).href
  )) as Rows;
  const inputs = rowsOf(cycle);
  const parts = partsOf(cycle);
  const families = JSON.parse(readFileSync(join(genomes, 'integrator', 'families.json'), 'utf8')) as {
    family: string;
    experiment: string;
  }[];
  return {
    rows: (part, count, seed) => inputs(stream(seed, 'pools', part), count, 'play', part),
    score,
    isSound,
    captured,
    livedBefore: (part, module) => livedBefore(cycle, part, module),
    moduleOf,
    apart: (part) => apartIn(cycle, part),
    online: parts.online.flatMap((wanted) =>
      families
        .filter(({ family }) => family === wanted)
        .map(({ experiment }) => join(genomes, experiment, 'experiment.json')),
    ),
    lived: livedThrough(),
    parts,
  };
}

/**
 * The inputs files of one cycle, written beside the registry: `exact` has the policy's own answers as its oracle, for code
 * that does the same for less, in short games; `scored` grades them, for a policy that chooses otherwise.
 */
export function placedInputs(folder: string, cycle: number): { exact: string; scored: string } {
  mkdirSync(folder, { recursive: true });
  const from = JSON.stringify(rowsFile);
  const rows = (size: string): string =>
    `import { rowsOf${size && `, ${size}`} } from ${from};\nexport const inputs = rowsOf(${cycle}${size && `, ${size}`});\n`;
  const placed = (kind: string, text: string): string => {
    const file = join(folder, `integrator-cycle-${cycle}.${kind}.inputs.js`);
    writeFileSync(file, text);
    return file;
  };
  return {
    exact: placed('exact', rows('SHORT')),
    scored: placed('scored', `${rows('')}export { score } from ${from};\n`),
  };
}
