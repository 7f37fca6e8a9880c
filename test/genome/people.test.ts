import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { printForPeople } from '../../src/genome/people.ts';
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
