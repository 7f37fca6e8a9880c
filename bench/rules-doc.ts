/** `docs/rules.md`: the registry of rules and kernels with the record that the corpus bench kept of them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { median } from '../src/statistics/summary.ts';
import { kernels } from '../src/variation/kernels/kernels.ts';
import { rules } from '../src/variation/rules/rules.ts';

/** How an operator fared: variants that it made, those right on all cases, those better than their parents. */
export interface Record {
  readonly tried: number;
  readonly passed: number;
  readonly won: number;
  /** Ratios in the first generation, where it is alone. */
  readonly ratios: readonly number[];
}

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
export const recordFile = file('results/rules-record.json');

export const readRecord = (): { readonly [operator: string]: Record } =>
  existsSync(recordFile) ? (JSON.parse(readFileSync(recordFile, 'utf8')) as { [operator: string]: Record }) : {};

const cell = (text: string): string => text.replaceAll('|', '\\|');

export function rulesDocument(record = readRecord()): string {
  const fared = (operator: string): string => {
    const { tried, passed, won, ratios } = record[operator] ?? { tried: 0, passed: 0, won: 0, ratios: [] };
    return tried === 0
      ? '| | | | '
      : `| ${tried} | ${passed} | ${won} | ${ratios.length === 0 ? '' : median(ratios).toFixed(2)} `;
  };
  const rows = rules.map(
    ({ name, why, claims }) => `| ${name} | ${cell(why)} | ${cell(claims ?? '')} ${fared(`rule:${name}`)}|`,
  );
  const kernelRows = kernels.map(
    ({ name, does, complexity, source }) =>
      `| ${name} | ${cell(does)} | ${cell(complexity)} | ${cell(source)} ${fared(`kernel:${name}`)}|`,
  );
  return `# Rules and kernels

Made by \`npm run rules\` from the registries, with the record that \`npm run bench -- corpus\` kept. Nothing here is trusted: every edit is judged. Tried: variants that it made; passed: those right on all cases; won: those at least 2 % faster than their best parent; alone: median ratio of time without it over time with it, where it is the only edit.

## ${rules.length} rules

| rule | why | changes no answer | tried | passed | won | alone |
|---|---|---|---|---|---|---|
${rows.join('\n')}

## ${kernels.length} kernels

Whole functions, put in front of a function's own code behind a guard for the arguments that they are right for.

| kernel | does | complexity | source | tried | passed | won | alone |
|---|---|---|---|---|---|---|---|
${kernelRows.join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file('../docs/rules.md'), rulesDocument());
