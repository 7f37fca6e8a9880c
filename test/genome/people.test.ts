import { describe, expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { printForPeople } from '../../src/genome/people.ts';
import { express } from '../../src/genome/phenotype.ts';
import { ruleOperator } from '../../src/variation/operators/apply-rule.ts';
import { rules } from '../../src/variation/rules/rules.ts';
import { View } from '../../src/variation/view.ts';
import { subjects, viewOfSubject } from '../subjects.ts';
import { editOf } from './editing.ts';

test('a short name is not one that the new code itself uses inside', () => {
  const ancestor = parseAncestor('module.exports = function f(a) {\n  return a;\n};\n', 'f.js');
  const [statement] = ancestor.program.body;
  const code = 'const table$7 = (() => { const table = [1]; return table; })();';
  const text = printForPeople(ancestor, [makeEdit('made', [{ at: `before:${statement.locus}`, code }])]);
  expect(text).toMatch(/const table2 = \(\(\) => \{\s*const table = \[1\];/);
});

test('new names are put together as those of the module are', () => {
  const printed = (text: string): string => {
    const ancestor = parseAncestor(text, 'f.js');
    const code = 'const lastRow$7 = 1, lastRow$8 = 2;';
    return printForPeople(ancestor, [makeEdit('made', [{ at: `before:${ancestor.program.body[0].locus}`, code }])]);
  };
  expect(printed('module.exports = function f(old_row, new_row, oneMore) { return old_row + new_row; };\n')).toMatch(
    /^const last_row = 1, last_row2 = 2;/,
  );
  expect(printed('module.exports = function f(oldRow, new_row) { return oldRow + new_row; };\n')).toMatch(
    /^const lastRow = 1, lastRow2 = 2;/,
  );
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

test('comments inside of what an edit replaced stand above what it brought in', () => {
  const text = `module.exports = function total(list) {
  let sum = 0;
  for (/* all of them */ let i = 0; i < list.length; i++) {
    sum += list[i]; // added up
  }
  return Math.max(/* at least */ sum, 0);
};
`;
  const ancestor = parseAncestor(text, 'total.js');
  const loop = ancestor.nodes.find(({ type }) => type === 'ForStatement')!;
  const edits = [
    makeEdit('one', [{ at: loop.locus, code: 'for (const one of list) sum += one;' }]),
    editOf(ancestor, { at: 'Math.max(/* at least */ sum, 0)', code: 'sum > 0 ? sum : 0' }),
  ];
  expect(printForPeople(ancestor, edits)).toBe(`module.exports = function total(list) {
  let sum = 0;
  /* all of them */
  // added up
  for (const one of list)
    sum += one;
  /* at least */
  return sum > 0 ? sum : 0;
};
`);
});

test('no rule takes a comment along that stands in what it replaces', () => {
  let kept = 0;
  for (const subject of subjects) {
    const view = viewOfSubject(subject);
    const comments = [...subject.ancestor.text.matchAll(/\/\/.*|\/\*[\s\S]*?\*\//g)].map(([comment]) => comment);
    for (const rule of rules) {
      const [match] = rule.matches(view);
      const edit = match && makeEdit(ruleOperator(rule), match.places());
      if (!edit || !express(subject.ancestor, [edit]).applied[0]!.done) continue;
      if (edit.places.some(({ code }) => code === '')) continue;
      const text = printForPeople(subject.ancestor, [edit]);
      for (const comment of comments) expect(text, rule.name).toContain(comment);
      kept++;
    }
  }
  expect(kept).toBeGreaterThan(100);
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
