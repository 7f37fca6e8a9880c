/**
 * Cases of a corpus of functions that people made faster: a folder with `pairs.json` and `cases/<name>/inputs.mjs`; the
 * packages lie in another one, as `<package>@<version>/`.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SectionOptions } from './table.ts';

export interface CorpusCase {
  readonly name: string;
  /** What people reached, or null for a control. */
  readonly human: number | null;
  /** Their version, as `measure.mjs` takes it, or null for a control. */
  readonly theirs: string | null;
  /** Options of `measure.mjs`. */
  readonly measureOptions: readonly string[];
  readonly options: { readonly module: string; readonly inputs: string; readonly export?: string };
}

interface Listed {
  readonly name: string;
  readonly old: { readonly package: string; readonly version: string; readonly file: string; readonly export: string };
  readonly new?: {
    readonly package: string;
    readonly version: string;
    readonly file: string;
    readonly export: string;
  } | null;
  readonly humanRatio?: { readonly median: number } | null;
  readonly measureOptions?: string;
}

/** The cases, or those named by `--only`. @throws Error where the folders are not named. */
export function corpusCases({ folder, packages, only }: SectionOptions): CorpusCase[] {
  if (folder === undefined || packages === undefined)
    throw new Error('name the corpus with --corpus <folder> and its packages with --packages <folder>');
  return (JSON.parse(readFileSync(join(folder, 'pairs.json'), 'utf8')) as Listed[])
    .filter(({ name }) => only === undefined || only.split(',').includes(name))
    .map(({ name, old, new: young, humanRatio, measureOptions = '' }) => ({
      name,
      human: humanRatio?.median ?? null,
      theirs: !humanRatio
        ? null
        : young
          ? `${resolve(packages, `${young.package}@${young.version}`, young.file)}#${young.export}`
          : resolve(folder, 'cases', name, 'expert.mjs'),
      measureOptions: measureOptions.split(' ').filter((word) => word !== ''),
      options: {
        module: resolve(packages, `${old.package}@${old.version}`, old.file),
        inputs: resolve(folder, 'cases', name, 'inputs.mjs'),
        ...(old.export === 'module.exports' ? {} : { export: old.export }),
      },
    }));
}
