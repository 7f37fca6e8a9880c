/** The best genome made minimal: what is worth nothing goes, what is needed stays. */
import { expect, test } from 'vitest';
import type { TrialItem, TrialResult } from '../../src/evaluation/protocol.ts';
import type { Supervisor } from '../../src/evaluation/supervisor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { minimise } from '../../src/verdict/confirm.ts';
import { subjectOf } from '../subjects.ts';

const { ancestor } = subjectOf('module.exports = (a) => [a + 1, a + 2, a + 3, a + 4];\n', 'one.js');
const edits = ancestor.nodes
  .filter(({ type }) => type === 'NumericLiteral')
  .map(({ locus }, k) => makeEdit('change-literal', [{ at: locus, code: String(91 + k) }]));

/**
 * Answers by which of the edits a text has. @param timeOf time of a genome by the numbers of its edits; null where its
 * answers are wrong. The best genome, with all of them, stands in the ancestor's place.
 */
const answering = (timeOf: (held: readonly number[]) => number | null) => {
  const asked: string[] = [];
  const all = timeOf([0, 1, 2, 3])!;
  const pool = {
    async trial({ slot, text }: TrialItem): Promise<TrialResult> {
      const held = [0, 1, 2, 3].filter((k) => text.includes(String(91 + k)));
      asked.push(held.join());
      const time = timeOf(held);
      return {
        slot,
        stage: time === null ? 'cases' : 'done',
        reason: null,
        killer: null,
        ran: true,
        accuracy: time === null ? null : 1,
        cases: 64,
        work: null,
        logs: time === null ? [] : Array.from({ length: 12 }, () => Math.log(all / time)),
        memory: null,
        stress: null,
        spent: {},
      };
    },
  } as unknown as Supervisor;
  return { pool, asked };
};
const plain = { memory: false, accuracy: null };
const kept = async (timeOf: Parameters<typeof answering>[0]): Promise<[number[], (number | null)[]]> => {
  const { edits: left, ablation } = await minimise(answering(timeOf).pool, ancestor, edits, plain);
  return [left.map((edit) => edits.indexOf(edit)), ablation.map(({ gain }) => gain && Math.round(gain * 100) / 100)];
};

test('edits that are worth nothing go, all at once; those that gain stay with what each is worth', async () => {
  expect(await kept((held) => (held.includes(1) ? 1 : 2) * (held.includes(3) ? 1 : 1.5))).toEqual([
    [1, 3],
    [2, 1.5],
  ]);
});

test('edits that cost something go', async () => {
  expect(await kept((held) => (held.includes(0) ? 1 : 2) + (held.includes(2) ? 0.3 : 0))).toEqual([[0], [2]]);
});

test('an edit that gains nothing and without which the answers are wrong stays', async () => {
  const time = (held: readonly number[]): number | null => (held.includes(2) ? (held.includes(0) ? 1 : null) : 2);
  expect(await kept(time)).toEqual([
    [0, 2],
    [null, 2],
  ]);
});

test('of two that do the same one stays', async () => {
  const [left] = await kept((held) => (held.includes(0) || held.includes(3) ? 1 : 2));
  expect(left).toHaveLength(1);
  expect([0, 3]).toContain(left[0]);
});

test('where there is no time left, nothing more is left out', async () => {
  const { pool, asked } = answering(() => 1);
  const { edits: left } = await minimise(pool, ancestor, edits, plain, () => true);
  expect(left).toEqual(edits);
  // Only each alone was left out, before and after.
  expect(new Set(asked)).toEqual(new Set(['0,1,2,3', '1,2,3', '0,2,3', '0,1,3', '0,1,2']));
});
