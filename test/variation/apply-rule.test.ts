/** A rule at all its places at once, and what may stand where code runs only while the module is loaded. */
import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { preflight } from '../../src/improvement/subject.ts';
import { stream } from '../../src/statistics/random.ts';
import { applyRules } from '../../src/variation/operators/apply-rule.ts';
import type { Rule } from '../../src/variation/rule.ts';
import { constantsOutwards } from '../../src/variation/rules/constants-outwards.ts';
import { rules } from '../../src/variation/rules/rules.ts';
import { actsOnRunningCode, View } from '../../src/variation/view.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

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

test('a rule that fails is passed over, and the others are not', () => {
  const failing: Rule = {
    name: 'fails',
    why: '',
    matches: () => {
      throw new TypeError('of nothing');
    },
  };
  const late: Rule = {
    name: 'fails-late',
    why: '',
    matches: (view) =>
      view.all.slice(0, 3).map(({ node, heat }) => ({
        at: node.locus,
        heat,
        places: () => {
          throw new TypeError('of nothing');
        },
      })),
  };
  const warned: string[] = [];
  const listen = ({ message }: Error): void => void warned.push(message);
  process.on('warning', listen);
  const view = viewOfSubject(subjectOf('module.exports = (a) => { for (const b of a) if (b) return 1; };\n', 'f.js'));
  const edits = applyRules([failing, late, ...rules]).all!(view);
  const operator = applyRules([failing, late]);
  expect(operator.all!(view)).toEqual([]);
  expect(operator.propose(view, stream(1, 'x'))).toBeUndefined();
  expect(edits.map(({ id }) => id)).toEqual(applyRules(rules).all!(view).map(({ id }) => id));
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    process.off('warning', listen);
    // Once each, however often they fail.
    expect(warned.sort()).toEqual([
      'rule fails failed and is passed over there: of nothing',
      'rule fails-late failed and is passed over there: of nothing',
    ]);
  });
});
