/** Tables of the bench: printed for people, kept as JSON with the machine they were made on. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

export interface Table {
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly about: string;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

export interface SectionOptions {
  readonly seconds?: number;
  readonly seeds?: number;
  /** Of the corpus: its folder, that of its packages, what the search may use, and names of cases. */
  readonly folder?: string;
  readonly packages?: string;
  readonly arm?: string;
  readonly only?: string;
}

export type Section = (options: SectionOptions) => Promise<Table[]>;

export function keep(table: Table): void {
  process.stdout.write(`\n${table.about}\n`);
  console.table(table.rows);
  write(table);
}

/** The file in which the table of a name is kept. */
export const resultFile = (name: string): string => fileURLToPath(new URL(`results/${name}.json`, import.meta.url));

/** Keeps a table with the machine and the day. */
export function write(table: Table): void {
  const machine = {
    node: process.version,
    v8: process.versions.v8,
    cores: cpus().length,
    platform: `${process.platform} ${process.arch}`,
  };
  writeFileSync(
    resultFile(table.name),
    `${JSON.stringify({ ...table, machine, date: new Date().toISOString().slice(0, 10) }, null, 2)}\n`,
  );
}

export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits));
