/** Short ways to make and apply edits in tests: places are found by the code that stands there. */
import { type Ancestor, parseAncestor } from '../../src/genome/ancestor.ts';
import { type Edit, makeEdit, type Place } from '../../src/genome/edit.ts';
import { express, type Phenotype } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';

/** The locus of the `nth` node below the program, outermost first, whose text is `code`. */
export function locusOf(ancestor: Ancestor, code: string, nth = 0): string {
  const found = ancestor.nodes.slice(1).filter(({ start, end }) => ancestor.text.slice(start, end) === code);
  if (!found[nth]) throw new Error(`no node reads ${JSON.stringify(code)} (${nth})`);
  return found[nth].locus;
}

/** A place of an edit, with code where an edit has loci. */
export interface Draft {
  readonly at: string;
  /** Which of the nodes that read so, outermost first; 0 by default. */
  readonly nth?: number;
  readonly where?: 'before' | 'after';
  readonly code: string;
  readonly holes?: Record<string, string | string[]>;
}

export function editOf(ancestor: Ancestor, ...drafts: Draft[]): Edit {
  return makeEdit(
    'test',
    drafts.map(({ at, nth, where, code, holes }): Place => {
      const place = { at: `${where ? `${where}:` : ''}${locusOf(ancestor, at, nth)}`, code };
      if (!holes) return place;
      const loci = Object.entries(holes).map(([name, value]) => [
        name,
        typeof value === 'string' ? locusOf(ancestor, value) : value.map((item) => locusOf(ancestor, item)),
      ]);
      return { ...place, holes: Object.fromEntries(loci) };
    }),
  );
}

export interface Edited {
  readonly ancestor: Ancestor;
  readonly phenotype: Phenotype;
  readonly text: string;
  readonly run: string;
}

/** A module with one edit in force. @throws Error where the edit does not apply. */
export function edited(text: string, file: string, ...drafts: Draft[]): Edited {
  const ancestor = parseAncestor(text, file);
  const phenotype = express(ancestor, [editOf(ancestor, ...drafts)]);
  for (const applied of phenotype.applied) if (!applied.done) throw new Error(applied.why);
  return { ancestor, phenotype, text: splice(phenotype, 'text'), run: splice(phenotype, 'run') };
}

/** The text that one edit makes of a script. */
export const rewritten = (text: string, ...drafts: Draft[]): string => edited(text, 'm.cjs', ...drafts).text;
