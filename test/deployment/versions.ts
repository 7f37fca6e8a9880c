/** Versions of a small function, put into a registry as `deploy` leaves them. */
import { join } from 'node:path';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { bodyOf } from '../../src/genome/run-form.ts';
import { addVersion, type CodeTraits, type Version } from '../../src/population/registry.ts';

export const ORIGINAL =
  'module.exports = function total(list) {\n  let sum = 0;\n  for (const x of list) sum += x;\n  return sum;\n};\n';

const PLAIN: CodeTraits = { asynchronous: false, usesThis: false, changesArguments: false, graded: false };

/** Puts a text into service, or on trial with a share of the calls. */
export function put(
  populations: string,
  text: string,
  share = 1,
  {
    tolerance = 0,
    date = '2026-11-26T00:00:00.000Z',
    ...traits
  }: Partial<CodeTraits> & { readonly tolerance?: number; readonly date?: string } = {},
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
      date,
      source: text,
      run: null,
      code,
    },
    share,
  );
}
