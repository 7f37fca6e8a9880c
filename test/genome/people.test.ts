import { describe, expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { printForPeople } from '../../src/genome/people.ts';
import { rules } from '../../src/variation/rules/rules.ts';
import { View } from '../../src/variation/view.ts';
import { editOf } from './editing.ts';

test('a short name is not one that the new code itself uses inside', () => {
  const ancestor = parseAncestor('module.exports = function f(a) {\n  return a;\n};\n', 'f.js');
  const [statement] = ancestor.program.body;
  const code = 'const table$7 = (() => { const table = [1]; return table; })();';
  const text = printForPeople(ancestor, [makeEdit('made', [{ at: `before:${statement.locus}`, code }])]);
  expect(text).toMatch(/const table2 = \(\(\) => \{\s*const table = \[1\];/);
});

test('new blocks are indented by tabs where the file is', () => {
  const ancestor = parseAncestor('module.exports = function f(a) {\n\treturn a;\n};\n', 'f.js');
  const [statement] = ancestor.program.body;
  const code = 'function made$7(a) { if (a) { const b = a; return b; } for (;;) { a++; } }';
  const text = printForPeople(ancestor, [makeEdit('made', [{ at: `before:${statement.locus}`, code }])]);
  expect(text.match(/^[\t ]*/gm)!.filter((indent) => indent.includes(' '))).toEqual([]);
});

test('lines that end in another way than most stay as they are', () => {
  const text = "'use strict';\n// one\r\nfunction one(a) {\r\n  return a + 1;\r\n}\nmodule.exports = one;\r\n";
  const ancestor = parseAncestor(text, 'one.js');
  expect(printForPeople(ancestor, [editOf(ancestor, { at: 'a + 1', code: 'a - 2' })])).toBe(text.replace('+ 1', '- 2'));
});

test('what comes before a statement comes before the comments about it, and after a licence', () => {
  const text = `/*! one.js, MIT License */
// Adds one.
/** @param {number} n */
function one(n) {
  return n + 1; // of its own
}
// Of the module.
module.exports = one;
`;
  const ancestor = parseAncestor(text, 'one.js');
  const edit = editOf(ancestor, {
    at: text.slice(text.indexOf('function'), text.indexOf('\n// Of')),
    where: 'before',
    code: 'const two = 2;',
  });
  expect(printForPeople(ancestor, [edit])).toBe(text.replace('// Adds', 'const two = 2;\n// Adds'));
});

describe('remarks', () => {
  const text = `// Sums.\r\nmodule.exports = function total(list) {\r\n  let sum = 0;\r\n  // Each of them.\r\n  for (const item of list) { sum += item; }\r\n  return sum;\r\n};\r\n`;
  const ancestor = parseAncestor(text, 'total.js');
  const view = new View(ancestor, [], new Map(ancestor.nodes.map(({ start }) => [start, 1])));
  const ruleOf = (name: string, at = view) => {
    const [match] = rules.find((rule) => rule.name === name)!.matches(at);
    return makeEdit(`rule:${name}`, match!.places());
  };
  const edit = ruleOf('for-of-to-index');

  test('stand above what an edit brought in, in the lines and the indent of the file, and change nothing else', () => {
    const plain = printForPeople(ancestor, [edit]);
    const remarked = printForPeople(ancestor, [edit], () => 'Faster: no iterator.');
    expect(remarked).toContain('\r\n  // Each of them.\r\n  // Faster: no iterator.\r\n  for (let i = 0');
    expect(remarked.replace('  // Faster: no iterator.\r\n', '')).toBe(plain);
  });

  test('are not said where an edit only takes away or has none, nor where a line is shared', () => {
    const gone = makeEdit('delete-statement', [{ at: edit.places[0]!.at, code: '' }]);
    for (const [edits, remark] of [
      [[gone], 'Faster: less.'],
      [[edit], undefined],
    ] as const)
      expect(printForPeople(ancestor, edits, () => remark)).toBe(printForPeople(ancestor, edits));
    const short = parseAncestor('module.exports = function f(a) { return Math.max(a, 1); };\n', 'f.js');
    const seen = new View(short, [], new Map(short.nodes.map(({ start }) => [start, 1])));
    const inner = ruleOf('max-to-comparison', seen);
    expect(printForPeople(short, [inner], () => 'Faster.')).toBe(printForPeople(short, [inner]));
  });
});
