/** `docs/corpus.md`: what people reached on the functions of the corpus, and what was found there, case by case. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CorpusRow, type CorpusTable, type InAll, inAll } from './corpus-rows.ts';
import { resultFile, rounded } from './table.ts';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Arms of the bench, by what a search may use. */
const ARMS: Readonly<Record<string, string>> = { rules: 'rules', others: 'other kernels', kernels: 'all kernels' };

/** The tables kept, by seconds of search and arm. */
function kept(): (CorpusTable & { readonly title: string })[] {
  const tables = readdirSync(file('results')).flatMap((name) => {
    const [, arm, seconds] = /^corpus-(\w+)-(\d+)s\.json$/.exec(name) ?? [];
    return arm === undefined ? [] : [{ arm, seconds: Number(seconds), name: name.replace('.json', '') }];
  });
  const order = Object.keys(ARMS);
  return tables
    .sort((a, b) => a.seconds - b.seconds || order.indexOf(a.arm) - order.indexOf(b.arm))
    .map(({ arm, seconds, name }) => ({
      title: `${ARMS[arm]}, ${seconds} s`,
      ...(JSON.parse(readFileSync(resultFile(name), 'utf8')) as CorpusTable),
    }));
}

const CLAIM = /^[\d.]+ \(([\d.]+) to ([\d.]+)\)/;
/** What the bench allows beside a claim's interval. */
const SLACK = 0.03;

/** Whether what was measured lies within the claim's interval; undefined where nothing was claimed. */
function holds({ claimed, measured }: CorpusRow): boolean | undefined {
  const [, low, high] = CLAIM.exec(claimed) ?? [];
  if (low === undefined) return undefined;
  return Number(measured) >= Number(low) * (1 - SLACK) && Number(measured) <= Number(high) * (1 + SLACK);
}

/** What was measured of a claim, with the claim where it does not hold; a dash where nothing was claimed. */
function cell(row: CorpusRow): string {
  const held = holds(row);
  if (held === undefined) return '–';
  const shown = row.measured === 'not equal' ? row.measured : rounded(row.measured);
  return held ? `${shown}` : `${shown} (claimed ${row.claimed})`;
}

/** What each column comes to, in words that README shares. */
export const columnsInAll = (tables = kept()): string[] =>
  tables.map(({ title, rows }) => {
    const [recorded, here] = [inAll(rows, 'human'), inAll(rows, 'human here')];
    const told = ({ opt, share }: InAll): string => `${Math.round(100 * opt)} %, ${rounded(share, 2)}`;
    const claims = rows.map(holds).filter((held) => held !== undefined);
    const measured =
      here && here.families === recorded!.families ? ` (${told(here)} beside them as measured here)` : '';
    return `${title}: ${told(recorded!)}${measured}, ${claims.filter(Boolean).length} of ${claims.length} claims hold`;
  });

/** The days on which rows were made, and the commits where these are known. */
function made({ rows }: CorpusTable): string {
  const all = new Set(rows.map((row) => (row.commit ? `${row.date}, ${row.commit}` : row.date)));
  return [...all].join('; ');
}

export function corpusDocument(): string {
  const tables = kept();
  const names = [...new Set(tables.flatMap(({ rows }) => rows.map((row) => row.case)))];
  const rows = names.map((name) => {
    const own = tables.map((table) => table.rows.find((row) => row.case === name));
    const known = own.filter((row) => row !== undefined);
    const here = known.map((row) => row['human here']).filter((ratio) => ratio !== null);
    const human = known[0]!.human;
    const people =
      human === null
        ? 'control'
        : `${human}${here.length > 0 ? `; ${here.map((ratio) => rounded(ratio)).join(', ')}` : ''}`;
    return `| ${name} | ${people} | ${own.map((row) => (row ? cell(row) : 'not run')).join(' | ')} |`;
  });
  return `# Functions that people made faster

Made by \`npm run corpus\` from what \`npm run bench -- corpus --corpus <folder> --packages <folder> --arm rules\`, \`others\` and \`kernels\` with \`--seconds\` kept. Each case is a function of a published package that people later made faster; all ratios of time are those of the corpus's own program, which knows nothing of Integron (4 processes). A dash: nothing was claimed. Where what was measured is not within the claim's interval and ${SLACK * 100} %, the claim stands beside it.

${tables.map((table) => `- *${table.title}*: ${table.about} (${made(table)})`).join('\n')}

| case | people's, as recorded, and on this machine | ${tables.map(({ title }) => title).join(' | ')} |
|---|---|${tables.map(() => '---|').join('')}
${rows.join('\n')}

In all, where cases that compute the same thing count once (${inAll(tables[0]!.rows, 'human')!.families} families): share of families in which 95 % of the people's speed-up as recorded was reached (Opt@1), and the median share of it, in logarithms.

${columnsInAll(tables)
  .map((column) => `- ${column}`)
  .join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file('../docs/corpus.md'), corpusDocument());
