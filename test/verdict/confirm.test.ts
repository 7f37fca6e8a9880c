import { expect, test } from 'vitest';
import { objectives } from '../../src/evaluation/objectives/objectives.ts';
import type { TrialItem, TrialResult } from '../../src/evaluation/protocol.ts';
import type { Supervisor } from '../../src/evaluation/supervisor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { confirm } from '../../src/verdict/confirm.ts';
import { subjectOf } from '../subjects.ts';

const { ancestor } = subjectOf('module.exports = (a) => a + 1 * 2;\n', 'one.js');
const literals = ancestor.nodes.filter(({ type }) => type === 'NumericLiteral');

/** Finalists that are told apart by a number in their text. */
const finalists = [7, 8, 9].map((value) => ({
  id: `g1-${value}`,
  edits: [makeEdit('change-literal', [{ at: literals[0]!.locus, code: String(value) }])],
}));

/** Answers by that number: [ratio of speed, accuracy]. */
const answering = (answers: Record<number, readonly [ratio: number, accuracy: number]>) =>
  ({
    async trial({ slot, text }: TrialItem): Promise<TrialResult> {
      const [ratio, accuracy] = answers[Number(/\d/.exec(text)![0])]!;
      return {
        slot,
        stage: 'done',
        reason: null,
        killer: null,
        ran: true,
        accuracy,
        cases: 64,
        work: null,
        logs: Array.from({ length: 10 }, () => Math.log(ratio)),
        memory: null,
        stress: { checks: 1, score: 1, hard: null, failing: [] },
        spent: {},
      };
    },
  }) as unknown as Supervisor;

test('a finalist of which nothing could be claimed comes last, however much its other objective gained', async () => {
  const supervisor = answering({ 7: [0.2, 0.999], 8: [1.5, 0.7], 9: [1.2, 0.7] });
  const asked = [objectives.speed, objectives.accuracy];
  const confirmed = await confirm(supervisor, ancestor, finalists, asked, { minStability: 0.95, accuracy: 0.7 });
  expect(confirmed.map(({ id }) => id)).toEqual(['g1-8', 'g1-9', 'g1-7']);
  const [fast] = await confirm(supervisor, ancestor, finalists, [objectives.speed], {
    minStability: 0.95,
    accuracy: 0.7,
  });
  expect(fast!.id).toBe('g1-8');
});
