import { describe, expect, it } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { parseFragment, SyntaxRefused } from '../../src/genome/parse.ts';
import { children } from '../../src/genome/syntax.ts';
import { subjects } from '../subjects.ts';

const refused = (text: string, file: string): string => {
  try {
    parseAncestor(text, file);
  } catch (error) {
    if (error instanceof SyntaxRefused) return error.message;
    throw error;
  }
  return 'parsed';
};

describe('parsing', () => {
  it.each(subjects)('$name: loci are pre-order numbers and ranges nest', ({ ancestor }) => {
    const visited: string[] = [];
    const visit = (node: (typeof ancestor.nodes)[number]): void => {
      visited.push(node.locus);
      for (const child of children(node)) {
        expect(child.parent).toBe(node);
        expect(child.start).toBeGreaterThanOrEqual(node.start);
        expect(child.end).toBeLessThanOrEqual(node.end);
        visit(child);
      }
    };
    visit(ancestor.program);
    expect(visited).toEqual(ancestor.nodes.map((_, i) => String(i)));
    expect(ancestor.nodes.length).toBeGreaterThan(50);
  });

  it.each(subjects)('$name: a name, a number or a text stands where its node says', ({ ancestor }) => {
    let seen = 0;
    for (const node of ancestor.nodes) {
      const text = ancestor.text.slice(node.start, node.end);
      if (node.type === 'Identifier') expect(text.startsWith(node.name)).toBe(true);
      else if (node.type === 'NumericLiteral') expect(Number(text)).toBe(node.value);
      else if (node.type === 'StringLiteral')
        expect(text.slice(1, -1).length).toBeGreaterThanOrEqual(node.value.length);
      else continue;
      seen++;
    }
    expect(seen).toBeGreaterThan(20);
  });

  it.each(subjects)('$name: the text to run is as long as the text as written', ({ ancestor }) => {
    expect(ancestor.source.run.length).toBe(ancestor.text.length);
  });

  it('knows a module by its ending, else by its syntax', () => {
    const kind = (text: string, file: string) => parseAncestor(text, file).form.kind;
    expect(kind('f()', 'a.mjs')).toBe('esm');
    expect(kind('let f: number', 'a.mts')).toBe('esm');
    expect(kind('f()', 'a.cjs')).toBe('cjs');
    expect(kind('export default 1', 'a.js')).toBe('esm');
    expect(kind('export default 1', 'a.ts')).toBe('esm');
    expect(kind('import("x"); const s = "export default 1"', 'a.js')).toBe('cjs');
    expect(kind('return require("x")', 'a.js')).toBe('cjs');
  });

  it('refuses what is no code with line and column', () => {
    expect(refused('let a = 1;\nlet = = 2;\n', '/x/broken.js')).toMatch(/^broken\.js:2:\d+: syntax error: \S/);
    expect(refused('\tlet a = ;', 'tab.js')).toMatch(/^tab\.js:1:10: /);
    expect(refused('export default 1', 'a.cjs')).toMatch(/^a\.cjs:1:1: syntax error: /);
  });

  it('refuses what it cannot run in one sentence', () => {
    const sentences = [
      refused('f(<b>x</b>)', 'a.js'),
      refused('f()', 'a.jsx'),
      refused('f()', 'a.tsx'),
      refused('enum E { A }', 'a.ts'),
      refused('namespace N { export const a = 1 }', 'a.ts'),
      refused('class A { constructor(private x: number) {} }', 'a.ts'),
      refused('export default import.meta.url', 'a.js'),
      refused('export default await f()', 'a.js'),
      refused('for await (const x of f()) g(x); export {}', 'a.js'),
    ];
    for (const sentence of sentences) expect(sentence).toMatch(/^[^\n]{20,}$/);
    expect(sentences.slice(0, 3).join()).toMatch(/JSX.*JSX.*JSX/);
    expect(sentences[3]).toContain('enum');
    expect(sentences[6]).toContain('import.meta');
    expect(sentences[7]).toContain('awaits at top level');
    expect(sentences[8]).toContain('awaits at top level');
  });

  it('lets a function await and import.meta stand in a text', () => {
    expect(refused('export const f = async () => { await 1; "import.meta"; };', 'a.js')).toBe('parsed');
  });

  it('parses fragments that only a bigger place makes legal', () => {
    expect(parseFragment('return x; break; yield; new.target; super.x').body.length).toBeGreaterThan(2);
    expect(() => parseFragment('if (')).toThrow();
  });
});
