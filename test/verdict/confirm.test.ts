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

/** Answers by that number, 1 being the ancestor's own: [ratio of speed, accuracy]. */
const answering = (answers: Record<number, readonly [ratio: number, accuracy: number]>, itself = 1) => {
  const given: Record<number, readonly [number, number]> = { 1: [itself, 0.7], ...answers };
  let timed = 0;
  return {
    async trial({ slot, text, plan }: TrialItem): Promise<TrialResult> {
      const [ratio, accuracy] = given[Number(/\d/.exec(text)![0])]!;
      if (plan.pairs > 0) expect(timed++).toBe(0);
      await new Promise((resolve) => setImmediate(resolve));
      if (plan.pairs > 0) timed--;
      return {
        slot,
        stage: 'done',
        reason: null,
        killer: null,
        ran: true,
        accuracy,
        cases: 64,
        work: null,
        logs: Array.from({ length: plan.pairs }, () => Math.log(ratio)),
        memory: null,
        stress: { checks: 1, score: 1, hard: null, failing: [] },
        spent: {},
      };
    },
  } as unknown as Supervisor;
};

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

test('finalists are timed one at a time, and what an unchanged copy reads beside them is taken off', async () => {
  const supervisor = answering({ 7: [1.21, 0.7], 8: [1.1, 0.7], 9: [1.32, 0.7] }, 1.1);
  const confirmed = await confirm(supervisor, ancestor, finalists, [objectives.speed], {
    minStability: 0.95,
    accuracy: 0.7,
  });
  expect(confirmed.map(({ id }) => id)).toEqual(['g1-9', 'g1-7', 'g1-8']);
  const ratios = confirmed.map(({ measures: { logs } }) => logs.map((log) => Math.exp(log).toFixed(6)));
  for (const [k, ratio] of ['1.200000', '1.100000', '1.000000'].entries())
    expect(new Set(ratios[k])).toEqual(new Set([ratio]));
});
