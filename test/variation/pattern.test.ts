/** Patterns match what is the same in other clothes, and templates come out in the clothes of the code. */
import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { printForPeople } from '../../src/genome/people.ts';
import { patternRule } from '../../src/variation/rule.ts';
import { View } from '../../src/variation/view.ts';

const everywhere = { get: () => 1 } as never;

/** The module after the first match of a rule; undefined where it matches nothing. */
function rewritten(find: string, replace: string, code: string): string | undefined {
  const ancestor = parseAncestor(`module.exports = function (list, n) {\n${code}\n};\n`, 'one.js');
  const rule = patternRule({ name: 'rule', why: 'it is tested', find, replace });
  const [match] = rule.matches(new View(ancestor, [], everywhere));
  if (!match) return undefined;
  const text = printForPeople(ancestor, [makeEdit('rule:rule', match.places())]);
  return text
    .replace(/^.*\n|\};\n$|\s*\/\/.*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const LOOP = 'for (let $i = 0; $i < $list.length; $i++) { $$body }';
const BACK = 'for (let $i = $list.length - 1; $i >= 0; $i--) { $$body }';

test.each([
  [
    'for (var i = 0; i < list.length; i++) { n += list[i]; }',
    'for (var i = list.length - 1; i >= 0; i--) { n += list[i]; }',
  ],
  [
    'var i;\nfor (i = 0; i < list.length; ++i) n += list[i];',
    'var i; for (i = list.length - 1; i >= 0; i--) { n += list[i]; }',
  ],
  ['for (let i = 0; i < list.length; i += 1) { n++; }', 'for (let i = list.length - 1; i >= 0; i--) { n++; }'],
  ['for (let i = 0; i < list.length; i = i + 1) { n++; }', 'for (let i = list.length - 1; i >= 0; i--) { n++; }'],
  ['for (var i = 0, m = list.length; i < m; i++) { n++; }', 'for (var i = list.length - 1; i >= 0; i--) { n++; }'],
])('a loop in other words: %s', (code, wanted) => {
  expect(rewritten(LOOP, BACK, code)).toContain(wanted);
});

test.each([
  'for (let i = 0; i < list.length; i += 2) { n++; }',
  'for (let i = 0; i < list.length; i--) { n++; }',
  'for (var i = 0, m = list.length; i < m; i++) { n += m; }',
  'for (var i = 0, m = list.length; i <= m; i++) { n++; }',
  'for (var i = 0, m = 5; i < list.length; i++) { n += m; }',
])('another loop is not it: %s', (code) => {
  expect(rewritten(LOOP, BACK, code)).toBeUndefined();
});

const MAP = 'const $r = $list.map(($x) => $e);';
const MADE = 'const $r = []; for (const $x of $list) $r.push($e);';

test.each([
  ['const out = list.map((x) => x + n);', 'const out = []; for (const x of list)'],
  ['var out = list.map(function (x) { return x + n; });', 'var out = []; for (const x of list)'],
  ['let out = list.map((x) => { return x + n; });', 'let out = []; for (const x of list)'],
  ['let out;\nout = list.map(function each(x) { return x + n; });', 'out = []; for (const x of list)'],
])('a list made in other words: %s', (code, wanted) => {
  expect(rewritten(MAP, MADE, code)).toContain(wanted);
});

test.each([
  'list = list.map((x) => x + n);',
  'const out = list.map(async (x) => x + n);',
  'const out = list.map(function each(x) { return n ? each(x) : 1; });',
  'const out = list.map((x) => { n++; return x; });',
])('another list is not it: %s', (code) => {
  expect(rewritten(MAP, MADE, code)).toBeUndefined();
});

test.each<[find: string, module: string, matches: number]>([
  ['JSON.stringify($x)', 'var json = JSON;\nmodule.exports = (x) => json.stringify(x);\n', 1],
  ['Array.isArray($x)', 'const isArray = Array.isArray || ((x) => false);\nmodule.exports = (x) => isArray(x);\n', 1],
  [
    'Object.prototype.hasOwnProperty.call($o, $k)',
    'var has = Object.prototype.hasOwnProperty;\nmodule.exports = function (o, k) { return has.call(o, k); };\n',
    1,
  ],
  ['Math.max($a, $b)', 'var max = Math.min;\nmodule.exports = (a, b) => max(a, b);\n', 0],
  ['Math.max($a, $b)', 'var max = Math.max;\nmodule.exports = (a, b) => { max = b; return max(a, b); };\n', 0],
  ['Math.max($a, $b)', 'var max = Math.max;\nmodule.exports = (a, b, max) => max(a, b);\n', 0],
  ['Math.max($a, $b)', 'var Math = {}, max = Math.max;\nmodule.exports = (a, b) => max(a, b);\n', 0],
  ['Math.max($a, $b)', 'module.exports = (a, b) => { var max = Math.max; return max(a, b); };\n', 1],
  [
    'Math.max($a, $b)',
    'exports.f = (a, b) => { var max = Math.max; return max(a, b); };\nexports.g = (a) => { var max = Math.min; return max(a, 1); };\n',
    0,
  ],
])('%s is found by a name that the module has for it: %s', (find, module, matches) => {
  const ancestor = parseAncestor(module, 'one.js');
  const rule = patternRule({ name: 'rule', why: 'it is tested', find, replace: '0' });
  expect(rule.matches(new View(ancestor, [], everywhere))).toHaveLength(matches);
});

test.each([
  ['if ($a) $b = 1;', 'if (list) { n = 1; }'],
  ['if ($a) { $b = 1; }', 'if (list) n = 1;'],
  ['while ($a) if ($b) $a--;', 'while (n) { if (list) { n--; } }'],
])('braces around one statement say nothing: %s', (find, code) => {
  expect(rewritten(find, 'found();', code)).toContain('found();');
});

test.each(['if (list) { n = 1; n = 1; }', 'if (list) { }', 'if (list) { let m = 1; }'])(
  'but around others they do: %s',
  (code) => {
    expect(rewritten('if ($a) $b = 1;', 'found();', code)).toBeUndefined();
  },
);

test.each([
  ['$list.indexOf($x) === 0', 'return 0 === list.indexOf(n);', 'return list[0] === n'],
  ['$list.indexOf($x) < 0', 'return 0 > list.indexOf(n);', 'return list[0] === n'],
  ['0 == $list.indexOf($x)', 'return list.indexOf(n) == 0;', 'return list[0] === n'],
])('a comparison with its constant on the other side: %s in %s', (find, code, wanted) => {
  expect(rewritten(find, '$list[0] === $x', code)).toContain(wanted);
});

test.each([
  ['$list.indexOf($x) < 0', 'return 0 < list.indexOf(n);'],
  ['$list.indexOf($x) === 0', 'return 0 !== list.indexOf(n);'],
  ['$list.indexOf($x) === 0', 'return list.indexOf(n) === n;'],
])('another comparison is not it: %s in %s', (find, code) => {
  expect(rewritten(find, '$list[0] === $x', code)).toBeUndefined();
});
