import { describe, expect, it } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';

/** Runs an ES module's form as the worker does; `$imports` are namespaces in the order of `imports`. */
function run(text: string, file = 'm.mjs', namespaces: Record<string, object> = {}): Record<string, unknown> {
  const { form, source } = parseAncestor(text, file);
  const $imports = form.imports.map((name) => namespaces[name]);
  return new Function('$imports', `${form.head}${source.run}\n${form.tail}`)($imports);
}

describe('an ES module in a function', () => {
  it.each([
    ['export const a = 1, [b, { c, ...d }] = [2, { c: 3, e: 4 }];', { a: 1, b: 2, c: 3, d: { e: 4 } }],
    [
      'let a = 1; export { a, a as b, a as default, a as "odd name" }; a = 2;',
      { a: 2, b: 2, default: 2, 'odd name': 2 },
    ],
    ['export default 1 + 1;', { default: 2 }],
    ['export default (1, { a: 1 })', { default: { a: 1 } }],
    ['export default [1, 2].map((n) => n * 2)', { default: [2, 4] }],
    ['export { f as g }; function f() {} export var x = typeof f', { x: 'function', g: expect.any(Function) }],
    ['export let n; n = 3', { n: 3 }],
    ['const hidden = 1', {}],
  ])('%s', (text, values) => {
    expect(run(text)).toEqual(values);
  });

  it('hands out functions and classes, named or not', () => {
    const values = run(`
      export default function () { return 1; }
      export function two() { return 2; }
      export async function three() {}
      export function* four() { yield 4; }
      export class Five { static six = 6; }`);
    expect((values.default as () => number)()).toBe(1);
    expect((values.two as () => number)()).toBe(2);
    expect([...(values.four as () => Iterable<number>)()]).toEqual([4]);
    expect((values.Five as { six: number }).six).toBe(6);
    expect((run('export default class Named { static a = 1 }').default as { a: number }).a).toBe(1);
    expect((run('export default function named() { return named.name }').default as () => string)()).toBe('named');
    expect(new (run('export default class { a = 1 }').default as new () => object)()).toEqual({ a: 1 });
  });

  it('takes what it imports', () => {
    const a = { default: 1, x: 2, 'odd name': 3 };
    const text = `import d, { x, x as y, 'odd name' as odd } from 'a'; import * as all from "a"; import 'b';
      export { x as again, default as first } from 'a'; export * as space from 'a'; export * from 'c';
      export default [d, x, y, odd, all.x];`;
    const values = run(text, 'm.js', { a, b: {}, c: { z: 9 } });
    expect(values).toEqual({ default: [1, 2, 2, 3, 2], again: 2, first: 1, space: a, z: 9 });
    expect(parseAncestor(text, 'm.js').form.imports).toEqual(['a', 'b', 'c']);
  });

  it('is strict, keeps its lines and leaves a comment at the end alone', () => {
    expect(run('const f = function () { return this }; export const self = f();')).toEqual({ self: undefined });
    const { source, text } = parseAncestor('import {\n  a,\r\n} from "a";\nexport const b = a; // the end', 'm.mjs');
    expect(source.run.split('\n').map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
    expect(run('import {\n  a,\r\n} from "a";\nexport const b = a; // the end', 'm.mjs', { a: { a: 5 } })).toEqual({
      b: 5,
    });
  });

  it('drops types and keeps values', () => {
    const text = `import type { T } from 'gone'; import { type U, v } from 'kept';
      export type { T }; export type W = T; export interface X { a: T } export { type U, v };
      export function f(a: string): string; export function f(a: number): number; export function f(a: any) { return a; }
      export const n: number = (v as number)!; declare const outside: T; export default { n } satisfies object;`;
    expect(parseAncestor(text, 'm.ts').form.imports).toEqual(['kept']);
    expect(run(text, 'm.ts', { kept: { v: 4 } })).toEqual({ v: 4, f: expect.any(Function), n: 4, default: { n: 4 } });
  });
});

it('a script is run as it is, and what it requires is known', () => {
  const { form, source } = parseAncestor("module.exports = [require('a'), require('a'), require(b)];", 'm.js');
  expect(form).toMatchObject({ kind: 'cjs', head: '', tail: '', imports: ['a'] });
  const module = { exports: {} };
  new Function('module', 'require', 'b', source.run)(module, (name: string) => `<${name}>`, 'c');
  expect(module.exports).toEqual(['<a>', '<a>', '<c>']);
});
