/** Where an index of a list is kept: only as long as nothing else changes the list, as far as names tell. */
import { expect, test } from 'vitest';
import type { Rule } from '../../src/variation/rule.ts';
import { indexInRecursion } from '../../src/variation/rules/index-in-recursion.ts';
import { includesToSet, searchToPlaces, walkToGroups } from '../../src/variation/rules/list-index.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

const matches = (rule: Rule, text: string): number => rule.matches(viewOfSubject(subjectOf(text, 'f.js'))).length;
const around = (before: string, inside = '', behind = ''): string =>
  `module.exports = function (list, wanted) {
  ${before}
  const out = [];
  for (const x of wanted) {
    if (list.includes(x)) out.push(x);
    ${inside}
  }
  ${behind}
  return out;
};
`;

test('a list that is filled before it is asked, and left alone then, has an index', () => {
  expect(matches(includesToSet, around(''))).toBe(1);
  expect(matches(includesToSet, around('list.push(1);'))).toBe(1);
  expect(matches(includesToSet, around('list = list.slice();'))).toBe(1);
});

test.each([
  ['grows meanwhile', around('', 'list.push(x);')],
  ['gets another member', around('', 'list[0] = x;')],
  ['becomes another list', around('', 'list = [x];')],
  ['is changed by what comes behind, which a callback may come after', around('', '', 'list.length = 0;')],
  ['is another one in the loop', around('').replace('const x of wanted', 'const list of wanted')],
  ['is asked once', 'module.exports = (list, x) => { return list.includes(x); };'],
  [
    'is a constant that the module changes',
    "const list = ['a'];\nmodule.exports = (x) => { if (list.includes(x)) list.push(x); return list.length; };",
  ],
  [
    'is a constant that others may change',
    "const list = ['a'];\nexports.f = (x) => list.includes(x);\nexports.list = list;",
  ],
  ['is no constant', 'let list = [];\nmodule.exports = (x) => { list = [x]; return list.includes(x); };'],
])('not one that %s', (_, text) => {
  expect(matches(includesToSet, text)).toBe(0);
});

test('a constant of the module that nobody else holds has one index for good', () => {
  expect(
    matches(includesToSet, "const list = ['a'];\nexports.f = (x) => list.includes(x);\nexports.n = () => list.length;"),
  ).toBe(1);
});

test('what is wanted is told before the walk: not by the member, nor by what its turn changes', () => {
  const walk = (test: string, body: string): string =>
    `module.exports = function (list, keys) {
  let sum = 0;
  for (let k of keys) { for (let i = 0; i < list.length; i++) { if (${test}) { ${body} } } }
  return sum;
};
`;
  expect(matches(walkToGroups, walk('list[i].key === k', 'sum += i;'))).toBe(1);
  expect(matches(walkToGroups, walk('k === list[i].key && list[i].on', 'sum += i;'))).toBe(1);
  expect(matches(walkToGroups, walk('list[i].key === list[i].other', 'sum += i;'))).toBe(0);
  expect(matches(walkToGroups, walk('list[i].key === k', 'k = list[i].next;'))).toBe(0);
  expect(matches(walkToGroups, walk('list[i].key < k', 'sum += i;'))).toBe(0);
  const find = (test: string): string =>
    `module.exports = (list, keys) => { return keys.map((k) => list.find((x) => ${test})); };\n`;
  expect(matches(searchToPlaces, find('x.key === k'))).toBe(1);
  expect(matches(searchToPlaces, find('x.key === x.other'))).toBe(0);
});

test('a recursion has one index only where each of its calls hands the list on as it is', () => {
  const tree = (call: string): string =>
    `function build(list, id) {
  return list.filter((x) => x.parent === id).map((x) => ({ id: x.id, below: ${call} }));
}
module.exports = (list) => build(list, 0);
`;
  expect(matches(indexInRecursion, tree('build(list, x.id)'))).toBe(1);
  expect(matches(indexInRecursion, tree('build(list.slice(1), x.id)'))).toBe(0);
  expect(matches(indexInRecursion, tree('build(x, x.id)'))).toBe(0);
  expect(matches(indexInRecursion, tree('build(list, x.id, 1)'))).toBe(0);
  expect(matches(indexInRecursion, tree('[build].map((one) => one(list, x.id))'))).toBe(0);
});
