import { describe, expect, it } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit, type Place } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { edited, editOf, locusOf, rewritten } from './editing.ts';

const source = parseAncestor('f(a + b, c * d);\ng();\nif (x) y();\nfor (;;) z();\nconst s = x ? 1 : 2;\n', 'm.cjs');

const plus = locusOf(source, 'a + b');
const a = locusOf(source, 'a');
const test = locusOf(source, 'x');

/** What became of one edit of places given by loci, and the text. */
function apply(...places: Place[]): { why: string | undefined; text: string } {
  const phenotype = express(source, [makeEdit('test', places)]);
  const [applied] = phenotype.applied;
  return { why: applied!.done ? undefined : applied!.why, text: splice(phenotype, 'text') };
}

describe('an edit', () => {
  it.each([
    ['replaces', 'a + b;', { at: 'a + b', code: 'c' }, 'c;'],
    ['replaces a statement by several', 'a(); b();', { at: 'a();', code: 'c(); d();' }, 'c();\nd(); b();'],
    ['removes a statement', 'a(); b();', { at: 'a();', code: '' }, ' b();'],
    ['removes an argument', 'f(a, b, c);', { at: 'b', code: '' }, 'f(a, c);'],
    ['removes all there is', 'f(a);', { at: 'a', code: '' }, 'f();'],
    ['removes an else', 'if (a) b(); else c();', { at: 'c();', code: '' }, 'if (a) b();'],
    ['removes what is returned', 'function f() { return a; }', { at: 'a', code: '' }, 'function f() { return; }'],
    ['removes parts of a loop head', 'for (; (a); b) c();', { at: 'a', code: '' }, 'for (; ; b) c();'],
    ['empties a body', 'for (;;) a();', { at: 'a();', code: '' }, 'for (;;) {}'],
    ['inserts before', 'a();', { at: 'a();', where: 'before', code: 'b();' }, 'b();\na();'],
    ['inserts after', '  a();', { at: 'a();', where: 'after', code: 'b();' }, '  a();\n  b();'],
    ['inserts elements', '[a, , b];', { at: 'b', where: 'before', code: '...c, 0' }, '[a, , ...c, 0, b];'],
    [
      'inserts properties',
      'f({ a: 1 });',
      { at: 'a: 1', where: 'after', code: 'b() {}, c' },
      'f({ a: 1, b() {}, c });',
    ],
    ['inserts declarators', 'let a = 1;', { at: 'a = 1', where: 'after', code: 'b = 2' }, 'let a = 1, b = 2;'],
    [
      'inserts cases',
      'switch (a) { case 1: }',
      { at: 'case 1:', where: 'after', code: 'default: b();' },
      'switch (a) { case 1:\ndefault: b(); }',
    ],
    [
      'makes a block of statements in a slot for one',
      'if (a) b();',
      { at: 'b();', code: 'c(); d();' },
      /^if \(a\) \{\s*c\(\);\s*d\(\);\s*\}$/,
    ],
    [
      'makes a block for a declaration',
      'if (a) b();',
      { at: 'b();', code: 'let c = 1;' },
      /^if \(a\) \{\s*let c = 1;\s*\}$/,
    ],
    ['puts numbers', 'f(a);', { at: 'a', code: '0x10 + 1e3 + .5 + 10n' }, 'f(0x10 + 1e3 + .5 + 10n);'],
    [
      'puts the names that are no holes as they stand',
      'f(a);',
      { at: 'a', code: '$b + $c', holes: { $c: 'a' } },
      'f($b + a);',
    ],
  ])('%s', (_, before, draft, after) => {
    const text = rewritten(before, draft as Parameters<typeof rewritten>[1]);
    if (typeof after === 'string') expect(text).toBe(after);
    else expect(text).toMatch(after);
  });

  it('is done at all places, or at none', () => {
    const times = locusOf(source, 'c * d');
    expect(apply({ at: plus, code: '1' }, { at: times, code: '2' })).toMatchObject({ why: undefined });
    const { why, text } = apply({ at: plus, code: '1' }, { at: times, code: '2 +' });
    expect(why).toBeTruthy();
    expect(text).toBe(source.text);
  });

  it.each<[string, Place[], RegExp]>([
    ['a locus that there is not', [{ at: '9999', code: '1' }], /9999 is gone/],
    ['a locus of an edit that there is not', [{ at: '0123456789ab.0', code: '1' }], /0123456789ab\.0 is gone/],
    ['a hole that is gone', [{ at: plus, code: '$a', holes: { $a: '9999' } }], /9999 is gone/],
    ['the module itself', [{ at: '0', code: 'f();' }], /module/],
    ['a neighbour where there is no list', [{ at: `before:${test}`, code: 'f();' }], /list/],
    ['a statement for an expression', [{ at: test, code: 'return 1;' }], /template is no expression/],
    ['what does not parse', [{ at: plus, code: '1 +' }], /template is no/],
    ['several for one', [{ at: test, code: '1; 2' }], /template/],
    ['nothing to insert', [{ at: `after:${plus}`, code: '' }], /nothing to insert/],
    ['what cannot be left out', [{ at: test, code: '' }], /cannot be left out/],
    ['half of a conditional expression', [{ at: locusOf(source, '1'), code: '' }], /cannot be left out/],
    ['the only declarator', [{ at: locusOf(source, 's = x ? 1 : 2'), code: '' }], /cannot be left out/],
    [
      'the same node twice',
      [
        { at: plus, code: '1' },
        { at: plus, code: '2' },
      ],
      /same node/,
    ],
    [
      'a place inside of what another place replaces',
      [
        { at: plus, code: '1' },
        { at: a, code: '2' },
      ],
      /in what another one/,
    ],
  ])('does nothing and says why: %s', (_, places, why) => {
    const result = apply(...places);
    expect(result.why).toMatch(why);
    expect(result.text).toBe(source.text);
  });

  it('does nothing where an earlier edit took its place away', () => {
    const remove = editOf(source, { at: 'f(a + b, c * d);', code: '' });
    const change = editOf(source, { at: 'a + b', code: '1' });
    const { applied } = express(source, [remove, change]);
    expect(applied).toEqual([{ done: true }, { done: false, why: expect.stringMatching(/is gone/) }]);
    expect(express(source, [change, remove]).applied).toEqual([{ done: true }, { done: true }]);
  });

  it('stands in a genome once', () => {
    const edit = editOf(source, { at: 'g();', where: 'before', code: 'h();' });
    const phenotype = express(source, [edit, edit]);
    expect(phenotype.applied[1]).toEqual({ done: false, why: 'the genome holds this edit already' });
    expect(splice(phenotype, 'text')).toBe(splice(express(source, [edit]), 'text'));
  });

  it('never touches the ancestor', () => {
    const before = JSON.stringify(source.nodes.map(({ type, locus, start, end }) => [type, locus, start, end]));
    const shapes = source.nodes.map((node) => ({ ...node }));
    const edits = [
      editOf(source, { at: 'a + b', code: '$b - $a', holes: { $a: 'a', $b: 'b' } }),
      editOf(source, { at: 'g();', code: '' }, { at: 'y();', code: '$s', holes: { $s: 'g();' } }),
    ];
    expect(express(source, edits).applied).toEqual([{ done: true }, { done: true }]);
    expect(JSON.stringify(source.nodes.map(({ type, locus, start, end }) => [type, locus, start, end]))).toBe(before);
    for (const [i, node] of source.nodes.entries()) {
      for (const [field, value] of Object.entries(shapes[i]!)) expect(node[field]).toBe(value);
    }
    expect(splice(express(source, []), 'text')).toBe(source.text);
  });
});

describe('a hole', () => {
  it('keeps its loci on first use inside of what is replaced, and is a copy on any other', () => {
    const edit = editOf(source, { at: 'a + b', code: '$a * $a', holes: { $a: 'a' } });
    const phenotype = express(source, [edit]);
    expect(splice(phenotype, 'text')).toContain('f(a * a, ');
    const product = phenotype.node(`${edit.id}.0`)!;
    expect(product.type).toBe('BinaryExpression');
    expect(product.left.locus).toBe(a);
    expect(phenotype.node(a)).toBe(product.left);
    expect(product.right.locus).toMatch(new RegExp(`^${edit.id}\\.\\d+$`));
    expect(phenotype.node(product.right.locus)).toBe(product.right);
    expect(phenotype.node(locusOf(source, 'b'))).toBe(undefined);
  });

  it('from elsewhere is a copy, whose loci stay whatever is done to the code that it is a copy of', () => {
    const edit = editOf(source, { at: 'a + b', code: '-$c', holes: { $c: 'c * d' } });
    const phenotype = express(source, [edit]);
    expect(splice(phenotype, 'text')).toContain('f(-(c * d), c * d)');
    const copy = phenotype.node(`${edit.id}.0`)!.argument;
    const longer = express(source, [editOf(source, { at: 'c', code: 'c + 1' }), edit]);
    expect(longer.node(copy.locus)!.operator).toBe('*');
    expect(longer.node(copy.right.locus)!.name).toBe('d');
    expect(phenotype.node(locusOf(source, 'c * d'))).toBeDefined();
  });

  it('may be the very node that is replaced, wherever that stands in a list', () => {
    const text = 'f(a, b, c); g(); h();';
    for (const name of ['a', 'b', 'c'])
      expect(rewritten(text, { at: name, code: '[$x]', holes: { $x: name } })).toBe(text.replace(name, `[${name}]`));
    for (const call of ['f(a, b, c);', 'g();', 'h();'])
      expect(
        rewritten(text, { at: call, code: 'do { $x; } while (0);', holes: { $x: call } }).replace(/\s+/g, ' '),
      ).toBe(text.replace(call, `do { ${call} } while (0);`));
  });

  it('carries earlier edits inside it', () => {
    const first = editOf(source, { at: 'a', code: 'e' });
    const second = editOf(source, { at: 'a + b', code: '!$x', holes: { $x: 'a + b' } });
    expect(splice(express(source, [first, second]), 'text')).toContain('f(!(e + b), ');
    const third = makeEdit('test', [{ at: `${first.id}.0`, code: 'h' }]);
    const phenotype = express(source, [first, second, third]);
    expect(phenotype.applied.every(({ done }) => done)).toBe(true);
    expect(splice(phenotype, 'text')).toContain('f(!(h + b), ');
  });

  it('lets a locus that moved be edited where it is now', () => {
    const wrap = editOf(source, { at: 'g();', code: 'while (w) { $s }', holes: { $s: 'g();' } });
    const inner = editOf(source, { at: 'g();', where: 'before', code: 'h();' });
    const phenotype = express(source, [wrap, inner]);
    expect(phenotype.applied.every(({ done }) => done)).toBe(true);
    expect(splice(phenotype, 'run').replace(/\s+/g, ' ')).toContain('while (w) { h(); g(); }');
  });

  it('carries a list, also an empty one, among arguments and statements', () => {
    const text = 'f(a, b); { c(); d(); }';
    const holes = { $$x: ['a', 'b'], $$s: ['c();', 'd();'] };
    expect(rewritten(text, { at: 'f(a, b)', code: 'g(0, ...$$x)', holes: { $$x: holes.$$x } })).toMatch(
      /^g\(0, a, b\);/,
    );
    const loop = rewritten(text, { at: '{ c(); d(); }', code: 'if (e) { $$s h(); }', holes: { $$s: holes.$$s } });
    expect(loop.replace(/\s+/g, ' ')).toBe('f(a, b); if (e) { c(); d(); h(); }');
    expect(rewritten(text, { at: 'f(a, b)', code: 'g($$x, 1)', holes: { $$x: [] } })).toMatch(/^g\(1\);/);
  });

  it('swaps: two places each carry the other', () => {
    const text = rewritten(
      'a(); b(); c();',
      { at: 'a();', code: '$s', holes: { $s: 'c();' } },
      { at: 'c();', code: '$s', holes: { $s: 'a();' } },
    );
    expect(text).toBe('c(); b(); a();');
  });

  it('as a statement makes a statement of an expression', () => {
    expect(
      rewritten('if (a) b(c);', { at: 'b(c);', code: '$e; $s', holes: { $e: 'c', $s: 'b(c);' } }).replace(/\s+/g, ' '),
    ).toBe('if (a) { c; b(c); }');
  });
});

it('loci of a template are numbered by place and in pre-order', () => {
  const { phenotype } = edited('f(1, 2);', 'm.cjs', { at: '1', code: 'g(h)' }, { at: '2', code: 'k' });
  const id = phenotype.root.body[0].expression.arguments[0].locus.split('.')[0];
  expect(['0', '1', '2', '3'].map((n) => phenotype.node(`${id}.${n}`)?.name)).toEqual([undefined, 'g', 'h', 'k']);
});
