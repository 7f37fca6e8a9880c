/** A rule at all its places at once, and what may stand where code runs only while the module is loaded. */
import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { preflight } from '../../src/improvement/subject.ts';
import { applyRules } from '../../src/variation/operators/apply-rule.ts';
import { constantsOutwards } from '../../src/variation/rules/constants-outwards.ts';
import { rules } from '../../src/variation/rules/rules.ts';
import { actsOnRunningCode, View } from '../../src/variation/view.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';

async function viewOf(text: string): Promise<View> {
  const payload = await payloadOf(text);
  const pool = poolOf(payload, 1);
  const { profile } = await preflight(pool, payload);
  await pool.close();
  return new View(parseAncestor(text, payload.file), [], new Map(profile));
}

const charAt = rules.filter(({ name }) => name === 'char-at-to-index');

test('is one edit for each function with several, and one for the module, without what lies in another or never runs', async () => {
  const view = await viewOf(`function first(text) {
  return text.charAt(0) + text.charAt(1);
}
function never(text) {
  return text.charAt(4) + text.charAt(5);
}
module.exports = function (list) {
  const text = String(list);
  if (list === null) return never(text);
  return first(text) + text.charAt(text.charAt(2) === '1' ? 2 : 3);
};
`);
  const edits = applyRules(charAt).all!(view);
  const counts = edits.map(({ places }) => places.length);
  // Two in the first function; in the module the one within another is left out. Then each alone.
  expect(counts).toEqual([2, 3, 1, 1, 1, 1]);
  const text = splice(express(view.ancestor, [edits[1]!]), 'text');
  expect(text).toContain('text[0] + text[1]');
  expect(text.match(/charAt\([45]\)/g)).toHaveLength(2);
});

test('what serves running code stands beside it, where the code around it ran when the module was loaded', async () => {
  const view = await viewOf(`(function () {
  var digits = '[0-9]';
  var unused = digits + digits;
  function pick(list) {
    return new RegExp(digits + '$').test(list[0]) ? list : [];
  }
  module.exports = pick;
})();
`);
  const [match] = constantsOutwards.matches(view);
  const edit = makeEdit('rule:constants-outwards', match!.places());
  expect(actsOnRunningCode(view, edit)).toBe(true);
  const unused = view.ancestor.nodes.find(({ type, id }) => type === 'VariableDeclarator' && id.name === 'unused')!;
  expect(view.takes(unused.init.locus)).toBe(false);
  expect(view.takes(`before:${unused.parent!.locus}`)).toBe(false);
});
