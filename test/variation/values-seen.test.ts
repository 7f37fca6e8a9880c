/** Rules that ask what was seen of values, and which places of an expression have one value. */
import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { preflight } from '../../src/improvement/subject.ts';
import { charCodes } from '../../src/variation/rules/char-codes.ts';
import { commonSubexpression } from '../../src/variation/rules/common-subexpression.ts';
import { workByCharacter } from '../../src/variation/rules/work-by-character.ts';
import { View } from '../../src/variation/view.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

/** A module's view, with all that a run of it shows. */
async function lookedAt(text: string): Promise<View> {
  const payload = await payloadOf(text);
  const pool = poolOf(payload, 1);
  const { profile, values } = await preflight(pool, payload);
  await pool.close();
  return new View(parseAncestor(text, payload.file), [], new Map(profile), { values: new Map(values) });
}

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
  const view = await lookedAt(text);
  const read = charCodes.matches(view).flatMap((match) => match.places());
  expect(read.map(({ at }) => view.phenotype.node(at)!).map(({ start, end }) => text.slice(start, end))).toEqual([
    'word[i]',
  ]);
});

test('a table by character is for names that stand for texts, and not for lists and numbers', async () => {
  const text = `module.exports = function (list) {
  var area = 0.5;
  let word = 'abc' + list.length;
  for (const one of list) area = Math.max(one, 1);
  list = list.map(Math.abs).concat(1);
  let c = word[0];
  c = c.toUpperCase() + c.toLowerCase();
  if (c.length < 2) return Math.abs(area) / 2;
  return c + list.length;
};
`;
  const view = await lookedAt(text);
  const worked = workByCharacter.matches(view).map((match) => {
    const { code, holes } = match.places()[1]!;
    return holes?.$c ? view.phenotype.node(holes.$c as string)!.name : code.split(' = ')[0];
  });
  expect(new Set(worked)).toEqual(new Set(['c']));
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
