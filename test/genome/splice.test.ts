import { describe, expect, it } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { canonicalForm } from '../../src/genome/canonical.ts';
import { express } from '../../src/genome/phenotype.ts';
import { type Reading, splice } from '../../src/genome/splice.ts';
import { refusal, subjects } from '../subjects.ts';
import { type Draft, edited, rewritten } from './editing.ts';

const unedited = (text: string, file: string, reading: Reading = 'text'): string =>
  splice(express(parseAncestor(text, file), []), reading);

/** The text that one edit makes of a script, which must read back as the tree that the edit makes. */
function faithful(text: string, drafts: Draft[], file = 'm.cjs'): string {
  const made = edited(text, file, ...drafts);
  const again = parseAncestor(made.text, file);
  expect(refusal(made.run, made.ancestor)).toBe(undefined);
  expect(canonicalForm(express(again, []))).toBe(canonicalForm(made.phenotype));
  return made.text;
}

describe('no edits give the ancestor, byte for byte', () => {
  it.each([
    ['tabs', '\tif (a) {\n\t\tb();\t// c\n\t}\n', 'm.js'],
    ['CRLF', 'a();\r\n\r\nb();\r\n', 'm.js'],
    ['mixed line ends', 'a();\r\nb();\rc();\n\u2028d();', 'm.js'],
    ['a mark at the start', '\uFEFFa();\n', 'm.js'],
    ['a hashbang', '#!/usr/bin/env node\na();\n', 'm.js'],
    ['both', '\uFEFF#!/usr/bin/env node\na();\n', 'm.js'],
    ['no semicolons', 'let a = 1\n;[a].map(b)\n;(c)()\n', 'm.js'],
    ['no line end at the end', 'a()', 'm.js'],
    ['nothing', '', 'm.js'],
    ['only a comment', '// nothing\n', 'm.js'],
    ['comments and odd space', '/* a */ a ( /* b */ b\u00a0, ) /* c */ ; // d\n\n\n<!-- e\n', 'm.cjs'],
    ['types', 'let a: Array<{ b?: number }> = [] as never;\n', 'm.ts'],
    ['module syntax', "import a, { b as c } from 'd' with { type: 'json' };\nexport * as e from 'f';\n", 'm.mjs'],
  ])('%s', (_, text, file) => {
    expect(unedited(text, file)).toBe(text);
  });

  it.each(subjects)('$name', ({ ancestor }) => {
    expect(splice(express(ancestor, []), 'text')).toBe(ancestor.text);
    expect(splice(express(ancestor, []), 'run')).toBe(ancestor.source.run);
  });

  it('to be run, marks, hashbangs, types and module syntax are blanks', () => {
    expect(unedited('\uFEFF#!node\na();', 'm.js', 'run')).toBe(' //node\na();');
    expect(unedited('#!node\na();', 'm.js', 'run')).toBe('//node\na();');
    expect(unedited('let a: number = b!;', 'm.ts', 'run')).toBe('let a         = b ;');
    expect(unedited('export const a = 1;', 'm.mjs', 'run')).toBe('       const a = 1;');
  });
});

describe('an edit leaves all other bytes alone', () => {
  it.each([
    ['tabs', '\tif (a) {\n\t\tb(1);\t// c\n\t}\n'],
    ['CRLF and mixed line ends', 'if (a) {\r\n  b(1);\n}\r\n'],
    ['a mark and a hashbang', '\uFEFF#!/usr/bin/env node\n\tb(1)\n'],
    ['characters beyond the first plane', "c('😀', `😀${a}`); b(1); d('é')"],
    ['comments inside', 'b( /* one */ 1 /* two */ )'],
  ])('%s', (_, text) => {
    expect(faithful(text, [{ at: '1', code: '22' }])).toBe(text.replace('1', '22'));
  });

  it('of a text with types, in both readings', () => {
    const text =
      'export function f(a: number, b?: string): number {\n  const c: number = a as number;\n  return c + 1;\n}\n';
    const { text: written, run } = edited(text, 'm.ts', {
      at: 'c + 1',
      code: '$a * $c',
      holes: { $a: 'a as number', $c: 'c' },
    });
    expect(written).toBe(text.replace('c + 1', '(a as number) * c'));
    expect(run).toBe(unedited(text, 'm.ts', 'run').replace('c + 1', '(a          ) * c'));
    expect(run).not.toContain('number');
  });

  it('of what a module imports and exports', () => {
    const text = "import { a } from 'b';\nexport default a(1);\n";
    const { text: written, run } = edited(text, 'm.mjs', { at: 'a(1)', code: 'function () {}' });
    expect(written).toBe("import { a } from 'b';\nexport default (function () {});\n");
    expect(run.trim()).toMatch(/^__default__ = +\(?function \(\) \{\}\)?;$/);
  });
});

describe('parentheses come and go by precedence', () => {
  const put = (before: string, at: string, code: string) => faithful(before, [{ at, code }]);
  it.each([
    ['x * y;', 'x', 'a + b', '(a + b) * y;'],
    ['x * y;', 'x', 'a * b', 'a * b * y;'],
    ['x * y;', 'y', 'a * b', 'x * (a * b);'],
    ['x ** y;', 'x', '-a', '(-a) ** y;'],
    ['x ** y;', 'y', 'a ** b', 'x ** a ** b;'],
    ['x ** y;', 'x', 'a ** b', '(a ** b) ** y;'],
    ['x ?? y;', 'x', 'a || b', '(a || b) ?? y;'],
    ['x && y;', 'y', 'a ?? b', 'x && (a ?? b);'],
    ['x || y;', 'x', 'a && b', 'a && b || y;'],
    ['!x;', 'x', 'a && b', '!(a && b);'],
    ['typeof x;', 'x', 'a', 'typeof a;'],
    ['x.y;', 'x', '1', '(1).y;'],
    ['x.y;', 'x', 'new A', '(new A).y;'],
    ['x.y;', 'x', 'a?.b', '(a?.b).y;'],
    ['x?.y;', 'x', 'a?.b', 'a?.b?.y;'],
    ['x`y`;', 'x', 'a?.b', '(a?.b)`y`;'],
    ['new x(y);', 'x', 'a().b', 'new (a().b)(y);'],
    ['new x(y);', 'x', 'a?.b', 'new (a?.b)(y);'],
    ['x(y);', 'x', 'function () {}', '(function () {})(y);'],
    ['x.y(z);', 'x', '{}', '({}).y(z);'],
    ['x(y);', 'y', 'a, b', 'x(a, b);'],
    ['x(y, z);', 'y', '(a, b)', 'x((a, b), z);'],
    ['x;', 'x', '{ a: 1 }', '({ a: 1 });'],
    ['x;', 'x', 'class {}', '(class {});'],
    ['f(() => x);', 'x', '{}', 'f(() => ({}));'],
    ['f(() => x);', 'x', '(a, b)', 'f(() => (a, b));'],
    ['let f = x;', 'x', '(a, b)', 'let f = (a, b);'],
    ['f([x]);', 'x', '(a, b)', 'f([(a, b)]);'],
    ['x ? y : z;', 'x', 'a ? b : c', '(a ? b : c) ? y : z;'],
    ['x ? y : z;', 'z', 'a ? b : c', 'x ? y : a ? b : c;'],
    ['x ? y : z;', 'x', 'a => b', '(a => b) ? y : z;'],
    ['class A extends x {}', 'x', 'a || b', 'class A extends (a || b) {}'],
    ['class A { b = x }', 'x', '(a, b)', 'class A { b = (a, b) }'],
    ['for (var i = x; ;) f();', 'x', "'a' in b", "for (var i = ('a' in b); ;) f();"],
    ['f((x, y));', 'x', '(a, b)', 'f(((a, b), y));'],
    ['(x + y) * z;', 'x + y', 'a', '(a) * z;'],
    ['function f() { x; }', 'x', "'use strict'", "function f() { ('use strict'); }"],
  ])('%s with %s as %s', (before, at, code, after) => {
    expect(put(before, at, code)).toBe(after);
  });

  it('in a module', () => {
    expect(faithful('export default x;', [{ at: 'x', code: 'class {}' }], 'm.mjs')).toBe('export default (class {});');
    expect(faithful('export default x;', [{ at: 'x', code: '(a, b)' }], 'm.mjs')).toBe('export default (a, b);');
    const typed = faithful('f(x < y, z as number);', [{ at: 'x', code: '$z', holes: { $z: 'z as number' } }], 'm.ts');
    expect(typed).toBe('f((z as number) < y, z as number);');
  });
});

describe('tokens that would run together stay apart', () => {
  it.each([
    ['function f() { return!x }', '!x', 'y', 'function f() { return y }'],
    ['typeof(x)', 'x', 'y', 'typeof(y)'],
    ['a-b;', 'b', '-c', 'a- -c;'],
    ['a+b;', 'b', '++c', 'a+ ++c;'],
    ['a/b;', 'b', '/c/', 'a/ /c/;'],
    ['"a"in b;', '"a"', 'c', 'c in b;'],
    ['switch(a){case"b":}', '"b"', 'c', 'switch(a){case c:}'],
    ['f(`a${b}c`);', 'b', 'd', 'f(`a${d}c`);'],
  ])('%s', (before, at, code, after) => {
    expect(faithful(before, [{ at, code }])).toBe(after);
  });
});

describe('statements', () => {
  it('keep their else', () => {
    const inner = faithful('if (a) b(); else c();', [{ at: 'b();', code: 'if (d) e();' }]);
    expect(inner).toBe('if (a) { if (d) e(); } else c();');
    const deep = faithful('if (a) for (;;) b(); else c();', [{ at: 'b();', code: 'if (d) e();' }]);
    expect(deep).toBe('if (a) for (;;) { if (d) e(); } else c();');
    faithful('if (a) if (b) c(); else d(); else e();', [{ at: 'd();', code: '' }]);
    faithful('if (a) { b(); } else c(); if (d) e();', [{ at: '{ b(); }', code: '$s', holes: { $s: 'if (d) e();' } }]);
  });

  it('in a file without semicolons do not run on into one that begins with a bracket', () => {
    const text = 'let a = b\nc()\n;[1].map(d)\ne()\n;(f)()\nlet g = h\n';
    for (const at of ['let a = b', 'c()\n;', '[1].map(d)', 'e()\n;', '(f)()', 'let g = h']) {
      faithful(text, [{ at, code: '' }]);
      faithful(text, [{ at, code: '[i].map(j)' }]);
      faithful(text, [{ at, where: 'before', code: '(k)()' }]);
      faithful(text, [{ at, where: 'after', code: '`l`' }]);
      for (const from of ['c()\n;', '[1].map(d)', '(f)()', 'let g = h']) {
        if (from === at) continue;
        faithful(text, [
          { at, code: '$s', holes: { $s: from } },
          { at: from, code: '$s', holes: { $s: at } },
        ]);
        faithful(text, [
          { at, where: 'before', code: '$s', holes: { $s: from } },
          { at: from, code: '' },
        ]);
      }
    }
    faithful('let a = b\nc((d) => e)\n', [{ at: 'c((d) => e)', code: '$f', holes: { $f: '(d) => e' } }]);
    faithful('let a = b\nc([d])\n', [{ at: 'c([d])', code: '$f', holes: { $f: '[d]' } }]);
    faithful('if (a) b = c\nd()\n', [
      { at: 'd()', code: 'switch (e) { case f: $s default: g() }', holes: { $s: 'if (a) b = c' } },
    ]);
  });

  it('have what follows them on their line', () => {
    expect(rewritten('a(); // first\nb(); // second', { at: 'b();', where: 'before', code: 'c();' })).toBe(
      'a(); // first\nc();\nb(); // second',
    );
  });
});

describe('lists', () => {
  it.each([
    ['f(a, /* x */ (b), c);', 'b', '', 'f(a, c);'],
    ['f((a), b);', 'b', '', 'f((a));'],
    ['f(((a)), b);', 'b', '', 'f((a));'],
    ['(f)((a), b);', 'b', '', '(f)((a));'],
    ['[, 1, , 2];', '1', '', '[, , 2];'],
    ['[1, , 2];', '2', '', '[1, ,];'],
    ['[a, b,];', 'b', '', '[a];'],
    ['f(([, a]) => 1);', 'a', '', 'f(([,]) => 1);'],
    ['class A { b = 1; c() {} [d] = 2 }', 'c() {}', '', /b = 1;\s+\[d\] = 2/],
  ])('%s without %s', (before, at, code, after) => {
    const text = faithful(before, [{ at, code }]);
    if (typeof after === 'string') expect(text).toBe(after);
    else expect(text).toMatch(after);
  });

  it('shorthand properties get a value of their own only where it has another name', () => {
    expect(faithful('f({ a, b });', [{ at: 'a', nth: 1, code: 'c' }])).toBe('f({ a: c, b });');
    expect(faithful('f({ a, b }); g();', [{ at: 'g();', code: '$s', holes: { $s: 'f({ a, b });' } }])).toBe(
      'f({ a, b }); f({ a, b });',
    );
    expect(
      faithful('f({ a, b });', [
        { at: 'a', nth: 1, code: 'x' },
        { at: 'b', nth: 1, code: 'a' },
      ]),
    ).toBe('f({ a: x, b: a });');
  });
});
