/** Small steps around the best: guards that stand at one place are asked in either order. */
import { expect, test } from 'vitest';
import type { Individual } from '../../src/evolution/generation.ts';
import { local } from '../../src/evolution/strategies/local.ts';
import type { Knowledge } from '../../src/evolution/strategies/strategy.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { type Edit, makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { stream } from '../../src/statistics/random.ts';

const ancestor = parseAncestor('module.exports = function (list, n) {\n  return list[n];\n};\n', 'one.js');
const statement = ancestor.nodes.find(({ type }) => type === 'ReturnStatement')!;
const asking = (condition: string): Edit =>
  makeEdit('specialise', [{ at: `before:${statement.locus}`, code: `if (${condition}) { return 0; }` }]);
const [few, none] = [asking('n < 3'), asking('n < 0')];
const longer = makeEdit('rule:x', [{ at: `before:${statement.locus}`, code: 'const m = n;' }]);

const madeOf = (edits: readonly Edit[]) => {
  const best = [{ id: 'g1-1', edits }] as unknown as Individual[];
  const knowledge = { ancestor, screened: [], best, view: () => ({ byType: new Map() }), mutation: () => undefined };
  return Array.from({ length: 200 }, (_, seed) =>
    local.make(knowledge as unknown as Knowledge, stream(1, seed), 0, 0),
  ).flatMap((made) => (made?.operator === 'reorder-guards' ? [made.edits] : []));
};

test('guards of one place are asked in the other order, and nothing else changes places', () => {
  const turned = madeOf([longer, few, none]);
  expect(turned.length).toBeGreaterThan(10);
  for (const edits of turned) expect(edits.map(({ id }) => id)).toEqual([longer.id, none.id, few.id]);
  const text = splice(express(ancestor, turned[0]!), 'run');
  expect(text.indexOf('n < 0')).toBeLessThan(text.indexOf('n < 3'));
  expect(madeOf([longer, few])).toEqual([]);
});
