/** Dead code: equal forms for what runs alike, and a print without what edits made dead. */
import { describe, expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { canonicalForm, canonicalHash } from '../../src/genome/canonical.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { printForPeople } from '../../src/genome/people.ts';
import { express } from '../../src/genome/phenotype.ts';
import { stream } from '../../src/statistics/random.ts';
import { operators } from '../../src/variation/operators/operators.ts';
import { tidied } from '../../src/variation/tidy.ts';
import { subjects, viewOfSubject } from '../subjects.ts';

const inside = (body: string): string => `module.exports = function (a, b) {\n${body}\n};\n`;
const formOf = (body: string) => express(parseAncestor(inside(body), 'f.js'), []);

describe('equal without what is dead', () => {
  test.each<[name: string, one: string, other: string]>([
    ['a branch always taken', 'if (true) return a; return b;', 'return a;'],
    ['a branch never taken', 'if (false) { a++; } else { b++; } return b;', 'b++; return b;'],
    ['a branch never taken without another', 'if (a && false) a = 1; return a;', 'if (a && false) a = 1; return a;'],
    ['both of which one stands fixed', 'return true && a;', 'return a;'],
    ['either of which one stands fixed', 'return (false || a) + b;', 'return a + b;'],
    ['a choice that stands fixed', 'return !false ? a : b;', 'return a;'],
    ['what comes after the end', 'return a; b = 2; a++;', 'return a;'],
    ['a loop that never turns', 'while (false) a++; return a;', 'return a;'],
    ['a name that nothing reads', 'const c = a + 1; return b;', 'return b;'],
    [
      'a name that only another function reads',
      'function f() { var c; return b; } return [a].map(function () { var c = b; return c; }).concat(f());',
      'function f() { return b; } return [a].map(function () { var c = b; return c; }).concat(f());',
    ],
    ['a function that nobody calls', 'function c() { return b; } return a;', 'return a;'],
    ['a variable given to itself', 'a = a; return a;', 'return a;'],
    ['another name', 'const c = a; return c + b;', 'return a + b;'],
    ['another name of another name', 'const c = a; let d = c; return () => d;', 'return () => a;'],
    ['another name in a shorthand', 'var c = a; return { c };', 'return { c: a };'],
    ['what literals come to', "if (typeof undefined === 'string' || null != undefined) a++; return a;", 'return a;'],
  ])('%s', (_, one, other) => {
    expect(canonicalHash(formOf(one))).toBe(canonicalHash(formOf(other)));
    if (one !== other) expect(canonicalForm(formOf(one))).not.toBe(canonicalForm(formOf(other)));
  });

  test.each<[name: string, one: string, other: string]>([
    ['a call that nothing reads', 'const c = b(); return a;', 'return a;'],
    ['a function that calls itself and is called', 'function c() { return a; } return c();', 'return c();'],
    ['a function after the end', 'return c(); function c() { return a; }', 'return c();'],
    ['a test with effects', 'if (a++ && false) b = 1; return a;', 'return a;'],
    ['a name that an inner function reads', 'var c; return () => c;', 'return () => c;'],
    ['a value that may be none', 'return true ?? a;', 'return a;'],
    ['a name that changes later', 'const c = a; a++; return c;', 'a++; return a;'],
    ['a name that is changed itself', 'let c = a; c++; return a + c;', 'c++; return a + c;'],
    ['a name that is read before its turn', 'return c || a; var c = a;', 'return a || a;'],
    [
      'a name that a function may read before its turn',
      'f(); var c = a; function f() { b = c; }',
      'f(); function f() { b = a; }',
    ],
    ['a name that is another one in a function', 'const c = a; return (a) => c + a;', 'return (a) => a + a;'],
    ['a name that is not always given', 'if (b) { var c = a; } return c;', 'if (b) {} return a;'],
    ['a name read in a shorthand', 'const c = a; return { c };', 'return { c };'],
  ])('but not without %s', (_, one, other) => {
    expect(canonicalHash(formOf(one))).not.toBe(canonicalHash(formOf(other)));
  });
});

test('inside of what is exported too, but never what is exported itself', () => {
  const formOfModule = (text: string) => canonicalHash(express(parseAncestor(text, 'm.mjs'), []));
  expect(formOfModule('export function f(a) { const b = 1; return a; }\n')).toBe(
    formOfModule('export function f(a) { return a; }\n'),
  );
  expect(formOfModule('export const b = 1;\n')).not.toBe(formOfModule(''));
  expect(formOfModule('export function f(a) { return a; }\n')).not.toBe(formOfModule(''));
  expect(formOfModule('export default function f(a) { return a; }\n')).not.toBe(formOfModule(''));
  expect(formOfModule('function f(a) { return a; }\nexport { f };\n')).not.toBe(
    formOfModule('let f;\nexport { f };\n'),
  );
});

describe('tidied', () => {
  const ancestor = parseAncestor(
    inside('  const unused = 1;\n  if (a > 3) {\n    b = a;\n    a = 2;\n  } else {\n    b++;\n  }\n  return a + b;'),
    'f.js',
  );
  const test_ = ancestor.nodes.find(({ type }) => type === 'BinaryExpression')!;
  const force = (code: string) => [makeEdit('force-condition', [{ at: test_.locus, code }])];
  const printed = (code: string): string => {
    const edits = force(code);
    return printForPeople(ancestor, [...edits, ...tidied(ancestor, edits)]);
  };

  test('takes out what the edits made dead, and nothing that was dead before', () => {
    expect(printed('true')).toBe(inside('  const unused = 1;\n  b = a;\n  a = 2;\n  return a + b;'));
    expect(printed('false')).toBe(inside('  const unused = 1;\n  b++;\n  return a + b;'));
    expect(tidied(ancestor, [])).toEqual([]);
  });

  test('takes out a helper that another edit left without a caller', () => {
    const helped = makeEdit('test', [
      {
        at: `before:${ancestor.nodes.find(({ type }) => type === 'ExpressionStatement')!.locus}`,
        code: 'function helper() { return 1; }',
      },
      { at: test_.locus, code: 'helper() > $x', holes: { $x: test_.locus } },
    ]);
    const over = makeEdit('test', [{ at: `${helped.id}.5`, code: 'true' }]);
    const edits = [helped, over];
    expect(express(ancestor, edits).applied).toEqual([{ done: true }, { done: true }]);
    expect(printForPeople(ancestor, [...edits, ...tidied(ancestor, edits)])).toBe(
      inside('  const unused = 1;\n  b = a;\n  a = 2;\n  return a + b;'),
    );
  });

  test('takes out a name that an edit brought in for what has one', () => {
    const alone = parseAncestor(inside('  return a + b;'), 'g.js');
    const sum = alone.nodes.find(({ type }) => type === 'BinaryExpression')!;
    const statement = alone.nodes.find(({ type }) => type === 'ReturnStatement')!;
    const named = [
      makeEdit('test', [
        { at: `before:${statement.locus}`, code: 'const other = a, kept = 1;' },
        { at: sum.locus, code: 'other + kept' },
      ]),
      makeEdit('test', [
        { at: `before:${statement.locus}`, code: 'const again = b;' },
        { at: sum.locus, code: 'again * again' },
      ]),
    ];
    expect(printForPeople(alone, [named[1]!, ...tidied(alone, [named[1]!])])).toBe(inside('  return b * b;'));
    // Of a declaration that makes more than a copy nothing is taken out.
    expect(tidied(alone, [named[0]!])).toEqual([]);
  });

  test('never changes the canonical form, whatever the edits', () => {
    let taken = 0;
    for (const subject of subjects) {
      for (let seed = 0; seed < 30; seed++) {
        const random = stream(seed, 'tidy');
        const edits = ['force-condition', 'early-return', 'delete-statement', 'replace-name'].flatMap((name) => {
          const edit = operators[name as keyof typeof operators].propose(viewOfSubject(subject), random);
          return edit ? [edit] : [];
        });
        const more = tidied(subject.ancestor, edits);
        taken += more.length;
        const [before, after] = [edits, [...edits, ...more]].map((genome) => express(subject.ancestor, genome));
        expect(canonicalHash(after!)).toBe(canonicalHash(before!));
      }
    }
    expect(taken).toBeGreaterThan(30);
  });
});
