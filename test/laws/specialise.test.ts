/** Copies of a function for what its arguments mostly are give what the function gives, for all arguments. */
import { describe, expect, it } from 'vitest';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { specialise } from '../../src/variation/operators/specialise.ts';
import { View } from '../../src/variation/view.ts';
import { subjectOf } from '../subjects.ts';

const { ancestor } = subjectOf(
  'module.exports = function f(text, list, how) {\n  if (how) return text + list.length;\n  return [text, list];\n};\n',
  'f.js',
);
const body = ancestor.nodes.find(({ type, start }) => type === 'BlockStatement' && start > 0)!;
const editsFor = (...seen: string[][]) =>
  specialise.all!(new View(ancestor, [], new Map([[body.start, 1]]), { domains: new Map([[body.start, seen]]) }));
const copyIn = (places: readonly { code: string }[]): string =>
  places.find(({ code }) => code.startsWith('if (!('))!.code;
const guardOf = (code: string): string => /^if \(!\((.*)\)\) \{/.exec(code)![1]!;

describe('specialise', () => {
  const edits = editsFor(
    ['text', 'short text', 'ascii text'],
    ['list', 'numbers', 'ascending numbers'],
    ['=undefined', '=true'],
  );

  it('asks for all arguments together, for single values, and walks where the kind alone does not tell', () => {
    expect(edits.map(({ places }) => guardOf(copyIn(places)).replaceAll(/\$\d+/g, ''))).toEqual([
      `(typeof text === 'string' && text.length <= 32) && Array.isArray(list)`,
      'how === undefined',
      'how === true',
      'isAscii(text)',
      'isAscending(list)',
    ]);
    expect(edits.map(({ places }) => places.length)).toEqual([1, 2, 2, 2, 2]);
  });

  it('reads the one value where a parameter is no other, and the parameter where it is given another', () => {
    const [, none, all] = edits.map((edit) => splice(express(ancestor, [edit]), 'run'));
    expect(none).toMatch(/return text \+ list\.length;[\s\S]*if \(undefined\) return text/);
    expect(all).toMatch(/if \(true\) return text/);
    const { ancestor: other } = subjectOf(
      'module.exports = function f(a) {\n  if (!a) a = 1;\n  return a;\n};\n',
      'g.js',
    );
    const scope = other.nodes.find(({ type, start }) => type === 'BlockStatement' && start > 0)!;
    const seen = { domains: new Map([[scope.start, [['=undefined']]]]) };
    const [edit] = specialise.all!(new View(other, [], new Map([[scope.start, 1]]), seen));
    expect(edit!.places).toHaveLength(1);
  });

  it('reads one parameter for two that are the same, where neither changes', () => {
    const same = (text: string, ...seen: string[][]) => {
      const { ancestor: other } = subjectOf(text, 'h.js');
      const scope = other.nodes.find(({ type, start }) => type === 'BlockStatement' && start > 0)!;
      const view = new View(other, [], new Map([[scope.start, 1]]), { domains: new Map([[scope.start, seen]]) });
      return specialise.all!(view).map((edit) => splice(express(other, [edit]), 'run'));
    };
    const [text, ...more] = same('module.exports = function h(a, b) {\n  return [a, b];\n};\n', [], ['same as 0']);
    expect(more).toEqual([]);
    expect(text).toMatch(/if \(!\(b === a\)\) \{[\s\S]*return \[a, b\];[\s\S]*return \[a, a\];/);
    const h = new Function(`const module = {}; ${text}; return module.exports;`)() as (...args: unknown[]) => unknown;
    for (const [a, b] of [
      [1, 1],
      [1, 2],
      [Number.NaN, Number.NaN],
      ['x', 'x'],
    ])
      expect(h(a, b)).toEqual([a, b]);
    const [changed] = same('module.exports = function h(a, b) {\n  a++;\n  return [a, b];\n};\n', [], ['same as 0']);
    expect(changed).toMatch(/\}\s*a\+\+;\s*return \[a, b\];/);
    expect(same('module.exports = ({ a }, b) => {\n  return [a, b];\n};\n', [], ['same as 0'])).toEqual([]);
  });

  it('gives what the function gives, in the domain and outside of it', () => {
    const of = (text: string): unknown => {
      const module = { exports: {} };
      new Function('module', text)(module);
      const f = module.exports as (...args: unknown[]) => unknown;
      const texts = ['ab', 'é', 'x'.repeat(40), 7, undefined];
      const lists = [[], [1, 2], [2, 1], new Array(3), 'no list'];
      return texts.map((a) => lists.map((b) => [undefined, true, 0].map((how) => f(a, b, how))));
    };
    const wanted = of(ancestor.source.run);
    for (const edit of edits) {
      const phenotype = express(ancestor, [edit]);
      expect(phenotype.applied).toEqual([{ done: true }]);
      expect(of(splice(phenotype, 'run'))).toEqual(wanted);
    }
  });

  it('leaves alone what nothing is known of, and what only a kernel needs to know', () => {
    expect(editsFor([], [], [])).toEqual([]);
    expect(editsFor(['word', 'hex text'], ['plain data', 'few'], ['share'])).toEqual([]);
  });
});
