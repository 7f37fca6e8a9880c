/** The law that all else stands on: the text that is handed out and run is the tree that was edited. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { canonicalForm } from '../../src/genome/canonical.ts';
import type { Edit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { stream } from '../../src/statistics/random.ts';
import { type OperatorName, operators } from '../../src/variation/operators/operators.ts';
import { refusal, type Subject, subjects, viewOfSubject } from '../subjects.ts';

/** Which operators propose, one after the other, and the seed of their streams: shrinks to few operators. */
const course = fc.record({
  seed: fc.nat(1_000_000),
  names: fc.array(fc.constantFrom(...(Object.keys(operators) as OperatorName[])), { minLength: 1, maxLength: 4 }),
});

function grow(subject: Subject, seed: number, names: readonly OperatorName[]): Edit[] {
  const edits: Edit[] = [];
  for (const [i, name] of names.entries()) {
    const edit = operators[name].propose(viewOfSubject(subject, edits), stream(seed, i));
    if (edit && !edits.some(({ id }) => id === edit.id)) edits.push(edit);
  }
  return edits;
}

describe.each(subjects)('random edits of $name', (subject) => {
  const { ancestor } = subject;
  const law = (check: (edits: Edit[]) => void): void => {
    let tried = 0;
    const property = fc.property(course, ({ seed, names }) => {
      const edits = grow(subject, seed, names);
      if (edits.length > 0) tried++;
      check(edits);
    });
    fc.assert(property, { seed: 20_261_130, numRuns: 100 });
    expect(tried).toBeGreaterThan(50);
  };

  it('apply as they were proposed, and leave the ancestor as it was', () => {
    law((edits) => {
      const { applied } = express(ancestor, edits);
      expect(applied).toEqual(edits.map(() => ({ done: true })));
      expect(splice(express(ancestor, []), 'text')).toBe(ancestor.text);
    });
  });

  it('give a text that parses', () => {
    law((edits) => {
      const phenotype = express(ancestor, edits);
      expect(refusal(splice(phenotype, 'run'), { ...ancestor, form: { ...ancestor.form, kind: 'cjs' } })).toBe(
        undefined,
      );
      if (!ancestor.typescript) expect(refusal(splice(phenotype, 'text'), ancestor)).toBe(undefined);
    });
  });

  it('give a text that reads as the edited tree', () => {
    law((edits) => {
      const phenotype = express(ancestor, edits);
      const again = parseAncestor(splice(phenotype, 'text'), ancestor.file);
      expect(canonicalForm(express(again, []))).toBe(canonicalForm(phenotype));
    });
  });
});
