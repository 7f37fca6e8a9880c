/** Checks that the counts show to be dead are found by them. */
import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { preflight } from '../../src/improvement/subject.ts';
import { deadCheck } from '../../src/variation/rules/dead-check.ts';
import { View } from '../../src/variation/view.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';

test('a check that never holds becomes false, one that always holds true, and one that varies stays', async () => {
  const text = `module.exports = function (list) {
  let sum = 0;
  if (!list) return -1;
  for (let i = 0; i < list.length; i++) {
    if (list[i] > 24) sum += list[i];
    if (typeof list[i] === 'number') {
      sum++;
    }
  }
  return sum;
};
`;
  const payload = await payloadOf(text);
  const pool = poolOf(payload, 1);
  const { profile } = await preflight(pool, payload);
  await pool.close();
  const ancestor = parseAncestor(text, payload.file);
  const matches = deadCheck.matches(new View(ancestor, [], new Map(profile)));
  const said = matches.map((match) => {
    const { at, code } = match.places()[0]!;
    const { start, end } = ancestor.nodes[Number(at)]!;
    return [text.slice(start, end), code];
  });
  expect(said).toEqual([
    ['!list', 'false'],
    ["typeof list[i] === 'number'", 'true'],
  ]);
});
