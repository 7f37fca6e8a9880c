/** Which finalist is proved after one of which nothing could be claimed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { leftOut, nextAfter, rightKin, unlike, withoutKernels } from '../../src/improvement/judge-best.ts';
import type { Confirmed } from '../../src/verdict/confirm.ts';

const experiment = resolveExperiment({ module: 'one.js', threshold: 0.1 }, '/');
const finalist = (id: string, value: number, edits: string[], claimable = true): Confirmed =>
  ({ id, value, claimable, edits: edits.map((name) => ({ id: name, operator: name, places: [] })) }) as never;

const best = finalist('best', 0.9, ['a', 'b', 'c']);
const alike = finalist('alike', 0.8, ['a', 'b']);
const half = finalist('half', 0.7, ['a', 'd']);
const other = finalist('other', 0.3, ['d', 'e']);
const weak = finalist('weak', 0.05, ['f']);
const unclaimable = finalist('unclaimable', 0.6, ['g'], false);

test('after a wrong one with a kernel all that its kin hold beside that kernel, and what stands in it no more', () => {
  const ancestor = parseAncestor('module.exports = (a, b) => a + b;\n', 'one.js');
  const [sum, a, b] = ['a + b', 'a', 'b'].map((code) =>
    ancestor.nodes.find(
      (node) => /Expr|Ident/.test(node.type) && ancestor.text.slice(node.start, node.end) === code && node.start > 25,
    ),
  );
  const kernel = makeEdit('kernel:sum', [{ at: sum!.locus, code: 'total($x)', holes: { $x: a!.locus } }]);
  const inside = makeEdit('change', [{ at: `${kernel.id}.1`, code: 'all' }]);
  const rule = makeEdit('rule:one', [{ at: b!.locus, code: '1' }]);
  const finalists = [
    { id: 'one', edits: [kernel, inside] },
    { id: 'two', edits: [rule] },
    { id: 'three', edits: [kernel] },
  ];
  expect(withoutKernels(ancestor, finalists, [kernel, inside])).toEqual([{ id: 'two', edits: [rule] }]);
  expect(withoutKernels(ancestor, finalists, [rule])).toEqual([]);
});

test('after a slow one the least like it of those that promise enough', () => {
  expect(nextAfter(best, [alike, half, other, weak, unclaimable], experiment)).toBe(other);
  expect(nextAfter(best, [alike, half], experiment)).toBe(half);
  // Parts of it alone, too little, or what cannot be claimed, are no other chance.
  expect(nextAfter(best, [alike, weak, unclaimable], experiment)).toBe(undefined);
});

test('a genome without each of its edits, and without those that need it', () => {
  const ancestor = parseAncestor('module.exports = (a, b) => a + b;\n', 'one.js');
  const at = (code: string): string =>
    ancestor.nodes.find(({ type, start, end }) => type !== 'Identifier' && ancestor.text.slice(start, end) === code)!
      .locus;
  const outer = makeEdit('change', [{ at: at('a + b'), code: '(a - 1) * b' }]);
  const inner = makeEdit('change', [{ at: `${outer.id}.1`, code: 'b' }]);
  expect(leftOut(ancestor, [outer, inner]).map(({ edits }) => edits)).toEqual([[], [outer]]);
  expect(leftOut(ancestor, [outer])).toEqual([]);
});

test('each genome once, and not the one that is known', () => {
  const [a, b] = [finalist('a', 1, ['a']), finalist('b', 1, ['b'])];
  const none = finalist('none', 1, []);
  expect(unlike(b.edits, [a, b, none, finalist('again', 2, ['a'])])).toEqual([a]);
});

test('of a genome some of whose edits are wrong together what holds all the others', async () => {
  const wrongs = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 6 });
  const all = finalist('all', 1, [...'abcdefgh']);
  const without = ({ edits }: Pick<Confirmed, 'edits'>): Confirmed[] =>
    edits.map((_, k) => ({ ...all, edits: edits.filter((_, i) => i !== k) }));
  await fc.assert(
    fc.asyncProperty(wrongs, async (wrong) => {
      const asked: number[] = [];
      const right = await rightKin(
        without(all),
        (edits) => without({ edits }),
        async (some) => {
          asked.push(some.length);
          return some.map(({ edits }) => edits.filter(({ id }) => wrong.includes(id)).length / 8);
        },
      );
      // The first that is left out, and three more.
      if (wrong.length > 4) expect(right).toEqual([]);
      else expect(right.map(({ edits }) => edits)).toEqual([all.edits.filter(({ id }) => !wrong.includes(id))]);
      expect(asked).toEqual([8, 7, 6, 5].slice(0, wrong.length));
    }),
  );
});
