import { describe, expect, it } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { canonicalForm, canonicalHash } from '../../src/genome/canonical.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { subjects } from '../subjects.ts';
import { edited, editOf } from './editing.ts';

const form = (text: string, file = 'm.js'): string => canonicalForm(express(parseAncestor(text, file), []));

describe('the canonical form', () => {
  it.each([
    ['names of locals', 'let a = 1; f(a, (b) => a + b);', 'let x = 1; f(x, (y) => x + y);'],
    [
      'names of functions, parameters and caught errors',
      'function f(a) { try { f(a); } catch (e) { g(e); } }',
      'function k(l) { try { k(l); } catch (m) { g(m); } }',
    ],
    ['the name of a local in a shorthand', 'let a = 1; f({ a });', 'let b = 1; f({ a: b });'],
    ['white space and comments', 'if(a){b( 1 )}', 'if (a) {\n\t// why\n\tb(1);\n}\n'],
    ['kinds of quotes and needless parentheses', "f('a', (1), ((b)));", 'f("a", 1, b)'],
    ['braces round one statement', 'if (a) { b(); } else { for (;;) { c(); } }', 'if (a) b(); else for (;;) c();'],
    ['empty statements and branches', 'a();; if (b) c(); else {};', 'a(); if (b) c();'],
    ['how a number is written', 'f(0x10, 1e3, 1_000, .5);', 'f(16, 1000, 1000, 0.5);'],
    ['line ends and a mark at the start', 'a();\nb();', '\uFEFFa();\r\nb();\r\n'],
  ])('does not change with %s', (_, a, b) => {
    expect(form(b)).toBe(form(a));
  });

  it('does not change with types', () => {
    const typed = 'let a: number = f<string>(1); interface B {} const c = a as unknown as B; export { c }';
    const other = 'let a: any = f(1); const c = a as unknown as string; export { c }';
    expect(form(typed, 'm.ts')).not.toBe(form(typed.replace('f<', 'g<'), 'm.ts'));
    expect(form(typed.replace('interface B {} ', '').replace('B;', 'X;'), 'm.ts')).toBe(
      form(other.replace('string', 'Y').replace('f(1)', 'f<string>(1)'), 'm.ts'),
    );
  });

  it.each([
    ['an operator', 'let a = b + c;', 'let a = b - c;'],
    ['a prefix', 'f(a++);', 'f(++a);'],
    ['a number', 'f(1);', 'f(2);'],
    ['a sign', 'f(0);', 'f(-0);'],
    ['a text', "f('a');", "f('b');"],
    ['a pattern and its flags', 'f(/a/g);', 'f(/a/);'],
    ['a global name', 'f(a);', 'f(b);'],
    ['a property name', 'let a; a.b;', 'let a; a.c;'],
    ['computed or not', 'let a, b; a.b;', 'let a, b; a[b];'],
    ['which local is meant', 'let a, b; f(a, b);', 'let a, b; f(b, a);'],
    ['the order of statements', 'a(); b();', 'b(); a();'],
    ['the kind of a declaration', 'let a = 1;', 'var a = 1;'],
    ['holes in a list', '[, a];', '[a];'],
    ['where an element is left out', '[1, , 2];', '[1, 2, ,];'],
    ['where an else belongs', 'if (a) if (b) c(); else d();', 'if (a) { if (b) c(); } else d();'],
    ['the shape of a sum', 'f(a + (b + c));', 'f(a + b + c);'],
    ['an optional step', 'a?.b.c;', 'a.b.c;'],
    ['where an optional chain ends', '(a?.b).c;', 'a?.b.c;'],
    ['a block that holds a declaration', 'if (a) { let b = c; }', 'if (a) { var b = c; }'],
    ['static, async, generators and getters', 'class A { static b() {} }', 'class A { b() {} }'],
    ['async', '(async () => 1)', '(() => 1)'],
    ['a generator', '(function* () {})', '(function () {})'],
    ['a getter', '({ get a() {} })', '({ a() {} })'],
    ['strictness', "'use strict'; f();", 'f();'],
  ])('changes with %s', (_, a, b) => {
    expect(form(b)).not.toBe(form(a));
  });

  it('names that a module exports are kept', () => {
    expect(form('export const a = 1;')).not.toBe(form('export const b = 1;'));
    expect(form('const a = 1; export { a as c };')).not.toBe(form('const a = 1; export { a as d };'));
  });

  it.each(subjects)('$name: the hash is one of 16 digits and of the form alone', ({ ancestor }) => {
    const phenotype = express(ancestor, []);
    expect(canonicalHash(phenotype)).toMatch(/^[0-9a-f]{16}$/);
    expect(canonicalHash(phenotype)).toBe(canonicalHash(express(parseAncestor(ancestor.text, ancestor.file), [])));
  });

  it('is that of what an edit makes, whatever made it', () => {
    const { phenotype } = edited('let a = 1; f(a + b);', 'm.js', {
      at: 'a + b',
      code: '$b + $a',
      holes: { $a: 'a', $b: 'b' },
    });
    const ancestor = parseAncestor('let a = 1; f(a + b);', 'm.js');
    const other = express(ancestor, [editOf(ancestor, { at: 'f(a + b)', code: 'f(b + $x)', holes: { $x: 'a' } })]);
    expect(canonicalForm(phenotype)).not.toBe(canonicalForm(express(ancestor, [])));
    expect(canonicalForm(phenotype)).toBe(form('let a = 1; f(b + a);'));
    expect(canonicalForm(other)).toBe(canonicalForm(phenotype));
  });

  it('knows which names are declared now', () => {
    const gone = edited('var a = 1; f(a);', 'm.js', { at: 'var a = 1;', code: '' });
    expect(canonicalForm(gone.phenotype)).toBe(form('f(a);'));
    const ancestor = parseAncestor('f(1);', 'm.js');
    const fresh = [
      editOf(ancestor, { at: 'f(1);', where: 'before', code: 'const row$2 = 1;' }),
      editOf(ancestor, { at: '1', code: 'row$2' }),
    ];
    expect(canonicalForm(express(ancestor, fresh))).toBe(form('const row = 1; f(row);'));
    const undone = makeEdit('test', [{ at: `${fresh[0]!.id}.0`, code: '' }]);
    expect(canonicalForm(express(ancestor, [...fresh, undone]))).toBe(form('f(row$2);'));
  });
});
