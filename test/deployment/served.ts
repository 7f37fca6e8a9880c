/** A registry with versions of a small function, as `deploy` leaves it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { bodyOf } from '../../src/genome/run-form.ts';
import { addVersion, type CodeTraits, type Version } from '../../src/population/registry.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function registryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'integron-live-'));
  folders.push(folder);
  return folder;
}

export const ORIGINAL =
  'module.exports = function total(list) {\n  let sum = 0;\n  for (const x of list) sum += x;\n  return sum;\n};\n';

const PLAIN: CodeTraits = { asynchronous: false, usesThis: false, changesArguments: false, graded: false };

/** Puts a text into service, or on trial with a share of the calls. */
export function put(
  populations: string,
  text: string,
  share = 1,
  { tolerance = 0, ...traits }: Partial<CodeTraits> & { readonly tolerance?: number } = {},
): Promise<Version> {
  const ancestor = parseAncestor(text, join(populations, 'total.js'));
  const { kind } = ancestor.form;
  const code = {
    file: ancestor.file,
    export: 'module.exports',
    kind,
    text: bodyOf(ancestor.form, ancestor.source.run),
    imports: null,
    tolerance,
    traits: { ...PLAIN, ...traits },
  };
  return addVersion(
    populations,
    'total',
    ORIGINAL,
    {
      status: share < 1 ? 'canary' : 'deployed',
      fitness: null,
      changes: [],
      reason: 'a test',
      date: '2026-11-26T00:00:00.000Z',
      source: text,
      run: null,
      code,
    },
    share,
  );
}

export const total = (list: readonly number[]): number => {
  let sum = 0;
  for (const x of list) sum += x;
  return sum;
};
