/** What a run on a case of the corpus came to, a row each, and what the rows come to together. */
import { existsSync, readFileSync } from 'node:fs';
import { median } from '../src/statistics/summary.ts';
import { resultFile } from './table.ts';

export type CorpusRow = {
  readonly case: string;
  readonly seed: number;
  /** What people reached, as the corpus says; null for a control. */
  readonly human: number | null;
  /** The same, measured beside ours. */
  readonly 'human here': number | null;
  /** Ratio and interval, or why nothing was claimed. */
  readonly claimed: string;
  /** What the corpus's own program measured of it: 1 where nothing was claimed. */
  readonly measured: number | 'not equal';
  readonly share: number | null;
  readonly edits: string;
  /** When, and at which commit. */
  readonly date: string;
  readonly commit?: string;
};

export interface CorpusTable {
  readonly name: string;
  readonly about: string;
  readonly rows: readonly CorpusRow[];
  readonly date: string;
}

/** Rows kept under a name, none where there is no such table. */
export function keptRows(name: string): readonly CorpusRow[] {
  const file = resultFile(name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CorpusTable).rows : [];
}

/** Those of `before` whose case and seed are not that of `row`, with `row`, in the order of `names`. */
export function withRow(before: readonly CorpusRow[], row: CorpusRow, names: readonly string[]): CorpusRow[] {
  const rest = before.filter((one) => one.case !== row.case || one.seed !== row.seed);
  return [...rest, row].sort((a, b) => names.indexOf(a.case) - names.indexOf(b.case) || a.seed - b.seed);
}

/** Cases that compute the same thing count once. */
const FAMILY = /levenshtein|^leven/;

export interface InAll {
  readonly families: number;
  /** Share of families in which 95 % of the people's speed-up was reached. */
  readonly opt: number;
  /** Median over families of the share of it, in logarithms. */
  readonly share: number;
}

/** What the rows come to beside the people's speed-up, as recorded or as measured here; nothing without any. */
export function inAll(rows: readonly CorpusRow[], people: 'human' | 'human here'): InAll | undefined {
  const reached = rows.flatMap(({ case: name, measured, [people]: human, human: known }) =>
    human === null || known === null
      ? []
      : // What is wrong is worth nothing: the original stays.
        [{ family: FAMILY.test(name) ? 'levenshtein' : name, ratio: Number(measured) || 1, human }],
  );
  if (reached.length === 0) return undefined;
  const families = [...Map.groupBy(reached, ({ family }) => family).values()];
  const opt = families.map((list) => list.filter(({ ratio, human }) => ratio >= 0.95 * human).length / list.length);
  const shares = families.map((list) => median(list.map(({ ratio, human }) => Math.log(ratio) / Math.log(human))));
  return { families: families.length, opt: opt.reduce((a, b) => a + b, 0) / opt.length, share: median(shares) };
}
