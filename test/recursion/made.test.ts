/** What a cycle makes of the version in service: both halves together, and the code alone. */
import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { madeOf } from '../../src/recursion/self.ts';

const ancestor = parseAncestor('const RATE = 0.5;\nexport function play(a) {\n  return a * RATE + 0;\n}\n', 'p.js');
const locusOf = (text: string): string =>
  ancestor.nodes.find(({ start, end }) => ancestor.text.slice(start, end) === text)!.locus;
const choices = {
  edits: [makeEdit('tuned-constant', [{ at: locusOf('0.5'), code: '0.7' }])],
  changes: ['constant: RATE 0.5 -> 0.7: 0.02 of the gain to be had'],
};
const sum = ancestor.nodes.find(({ type, operator }) => type === 'BinaryExpression' && operator === '+')!;
const code = {
  edits: [makeEdit('drop-operand', [{ at: sum.locus, code: '$left', holes: { $left: sum.left.locus } }])],
  changes: ['line 3: drop-operand'],
};

test('both halves come first, then the code alone, which chooses as before', () => {
  const [both, alone, ...more] = madeOf(ancestor, choices, code);
  expect(more).toEqual([]);
  expect(both).toMatchObject({
    choosesOtherwise: true,
    changes: ['constant: RATE 0.5 -> 0.7: 0.02 of the gain to be had', 'line 3: drop-operand'],
  });
  expect(both!.text).toBe('const RATE = 0.7;\nexport function play(a) {\n  return a * RATE;\n}\n');
  expect(alone).toMatchObject({ choosesOtherwise: false, changes: ['line 3: drop-operand'] });
  expect(alone!.text).toBe('const RATE = 0.5;\nexport function play(a) {\n  return a * RATE;\n}\n');
});

test('a half by itself is judged once, and nothing not at all', () => {
  expect(madeOf(ancestor, choices, null).map(({ choosesOtherwise }) => choosesOtherwise)).toEqual([true]);
  expect(madeOf(ancestor, null, code).map(({ choosesOtherwise }) => choosesOtherwise)).toEqual([false]);
  expect(madeOf(ancestor, null, null)).toEqual([]);
});
