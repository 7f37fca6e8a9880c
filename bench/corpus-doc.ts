/** `docs/corpus.md`: what people reached on the functions of the corpus, and what was found there, case by case. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Row {
  readonly case: string;
  readonly human?: number | null;
  readonly 'human here'?: number | null;
  readonly claimed: string;
  readonly measured: number | string;
}
interface Kept {
  readonly about: string;
  readonly rows: readonly Row[];
  readonly date: string;
}

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const kept = (name: string): Kept => JSON.parse(readFileSync(file(`results/${name}.json`), 'utf8')) as Kept;

/** Arms of the bench, by what a search may use. */
const ARMS = [
  ['rules', 'corpus-rules'],
  ['other kernels', 'corpus-others'],
  ['all kernels', 'corpus-kernels'],
] as const;

const CLAIM = /^[\d.]+ \(([\d.]+) to ([\d.]+)\)/;
/** What the bench allows beside a claim's interval. */
const SLACK = 0.03;

/** What was measured of a claim, and whether it lies within the claim's interval; a dash where nothing was claimed. */
function cell({ claimed, measured }: Row): string {
  const [, low, high] = CLAIM.exec(claimed) ?? [];
  if (low === undefined) return '–';
  const held = Number(measured) >= Number(low) * (1 - SLACK) && Number(measured) <= Number(high) * (1 + SLACK);
  return held ? `${measured}` : `${measured} (claimed ${claimed})`;
}

export function corpusDocument(): string {
  const tables = ARMS.map(([title, name]) => ({ title, ...kept(name) }));
  const isCase = (row: Row): boolean => row.human !== undefined;
  const names = tables[0]!.rows.filter(isCase).map((row) => row.case);
  const rows = names.map((name) => {
    const own = tables.map((table) => table.rows.find((row) => row.case === name)!);
    const [first] = own as [Row, ...Row[]];
    const here = own.map((row) => row['human here']).filter((ratio) => typeof ratio === 'number');
    const people = first.human === null ? 'control' : `${first.human}${here.length > 0 ? `, ${here.join(', ')}` : ''}`;
    return `| ${name} | ${people} | ${own.map(cell).join(' | ')} |`;
  });
  const sums = tables.flatMap(({ title, rows: all }) =>
    all.filter((row) => !isCase(row)).map((row) => `- ${title}, ${row.case}: ${row.claimed}, ${row.measured}`),
  );
  return `# Functions that people made faster

Made by \`npm run corpus\` from what \`npm run bench -- corpus --corpus <folder> --packages <folder> --arm rules\`, \`others\` and \`kernels\` kept. Each case is a function of a published package that people later made faster; all ratios of time are those of the corpus's own program, which knows nothing of Integron (4 processes). A dash: nothing was claimed. Where what was measured is not within the claim's interval and ${SLACK * 100} %, the claim stands beside it.

${tables.map(({ title, about, date }) => `- *${title}*: ${about} (${date})`).join('\n')}

| case | people's, as recorded, and on this machine | ${tables.map(({ title }) => title).join(' | ')} |
|---|---|${tables.map(() => '---|').join('')}
${rows.join('\n')}

In all, where cases that compute the same thing count once: share of families in which 95 % of the people's speed-up was reached (Opt@1), and the median share of it, in logarithms.

${sums.join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file('../docs/corpus.md'), corpusDocument());
