/** Rules that ask what was seen of values, and which places of an expression have one value. */
import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { preflight } from '../../src/improvement/subject.ts';
import { charCodes } from '../../src/variation/rules/char-codes.ts';
import { commonSubexpression } from '../../src/variation/rules/common-subexpression.ts';
import { View } from '../../src/variation/view.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

test('codes are read of texts, and not of lists: given, or made in the function', async () => {
  const text = `function sum(list, word) {
  const half = list.slice(1);
  let total = 0;
  for (let i = 0; i < 3; i++) total += list[i] * half[i] + (word[i] === 'a' ? 1 : 0);
  return total;
}
module.exports = function (list) {
  return sum(list, 'abc' + list.length);
};
`;
  const payload = await payloadOf(text);
  const pool = poolOf(payload, 1);
  const { profile, values } = await preflight(pool, payload);
  await pool.close();
  const view = new View(parseAncestor(text, payload.file), [], new Map(profile), { values: new Map(values) });
  const read = charCodes.matches(view).flatMap((match) => match.places());
  expect(read.map(({ at }) => view.phenotype.node(at)!).map(({ start, end }) => text.slice(start, end))).toEqual([
    'word[i]',
  ]);
});

test('an expression is computed once for the places before a variable in it changes', () => {
  const subject = subjectOf(
    `module.exports = function (list, k) {
  let sum = list[k + 1] * (k + 1);
  k = (k + 1) % list.length;
  sum += list[k + 1];
  for (let i = 0; i < 2; i++) sum += list[i + 1] - (i + 1);
  return sum;
};
`,
    'f.js',
  );
  const texts = commonSubexpression
    .matches(viewOfSubject(subject))
    .map((match) => splice(express(subject.ancestor, [makeEdit('rule:common-subexpression', match.places())]), 'text'))
    .map((text) => text.split('\n').slice(1, -2));
  expect(texts.map((lines) => lines.join(' ').replace(/\s+/g, ' ').replace(/\$\d+/g, ''))).toEqual([
    ' const term = k + 1; let sum = list[term] * (term); k = (term) % list.length; sum += list[k + 1]; for (let i = 0; i < 2; i++) sum += list[i + 1] - (i + 1); return sum;',
  ]);
});
