/** Opportunities: found where they are, with their lines, whatever the facts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze as analyzeFacts } from '../../genomes/integrator/integrator.ts';
import { SHARED } from '../../src/analysis/sharing.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { factsOf, unseen } from '../../src/integrator/facts.ts';
import type { Facts, NodeFact } from '../../src/integrator/integrator.ts';

const found = (text: string) => {
  const ancestor = parseAncestor(text, 'module.mjs');
  return analyzeFacts(factsOf(ancestor, unseen(ancestor)));
};

describe('by text alone', () => {
  test.each<[focus: string, line: number, sentence: RegExp, text: string]>([
    [
      'data structure',
      4,
      /known\.indexOf\(x\).*searches a list from its start/,
      'export function f(list) {\n  const known = [];\n  for (const x of list)\n    if (known.indexOf(x) < 0) known.push(x);\n  return known;\n}\n',
    ],
    [
      'parallelism',
      2,
      /awaits `await get\(url\)` one after the other/,
      'export async function f(urls, get) {\n  for (const url of urls) await get(url);\n}\n',
    ],
    [
      'error recovery',
      3,
      /`try` is entered 16 times a call/,
      'export function f(list) {\n  for (const x of list) {\n    try { JSON.parse(x); } catch { return false; }\n  }\n  return true;\n}\n',
    ],
    [
      'metrics',
      2,
      /Date\.now\(\).*a sample would do/,
      'export function f(list) {\n  for (const x of list) x.at = Date.now();\n}\n',
    ],
    [
      'caching',
      2,
      /size\(all\).*once before the loop/,
      'export function f(list, all, size) {\n  for (let i = 0; i < list.length; i++) list[i] = size(all);\n}\n',
    ],
    [
      'caching',
      1,
      /fib calls itself/,
      'export function fib(n) { let r = n; for (const k of [1, 2]) r += fib(n - k); return r; }\n',
    ],
    [
      'loop',
      3,
      /a loop in a loop/,
      'export function f(m) {\n  for (let i = 0; i < 9; i++)\n    for (let j = 0; j < 9; j++) m[i][j] = 0;\n}\n',
    ],
    [
      'numeric',
      2,
      /floor is called 16 times/,
      'export function f(list) {\n  for (let i = 0; i < 9; i++) list[i] = Math.floor(i / 2);\n}\n',
    ],
    [
      'string',
      2,
      /charAt.*codes or whole pieces/,
      'export function f(t, out) {\n  for (let i = 0; i < t.length; i++) out.push(t.charAt(i));\n}\n',
    ],
    [
      'adaptive strategy',
      2,
      /decides by a fixed number/,
      'export function f(list) {\n  for (const x of list) if (x.size > 64) x.big();\n}\n',
    ],
  ])('%s in line %i: %s', (focus, line, sentence, text) => {
    expect(found(text)).toContainEqual(
      expect.objectContaining({ focus, line, sentence: expect.stringMatching(sentence) }),
    );
  });

  test('nothing stands out where there is nothing', () => {
    expect(found('export const one = 1;\nexport function same(x) {\n  return x;\n}\n')).toEqual([]);
  });
});

test('counts decide what comes first, and which way a branch goes', () => {
  const text =
    'export function f(list, rare) {\n  if (rare) list.slice();\n  let sum = 0;\n  for (const x of list) { if (x < 0) sum--; else sum += [x].length; }\n  return sum;\n}\n';
  const ancestor = parseAncestor(text, 'module.mjs');
  const runs = (node: { type: string; start: number; parent: { type: string } | null }): number =>
    node.parent?.type === 'ForOfStatement' ? 100 : node.start === text.indexOf('sum--') ? 1 : 99;
  const { profile } = unseen(ancestor);
  const counted = new Map(
    ancestor.nodes.map((node) => [
      node.start,
      node.start < text.indexOf('{ if') ? profile.get(node.start)! : runs(node),
    ]),
  );
  counted.set(text.indexOf('list.slice'), 0);
  const opportunities = analyzeFacts(factsOf(ancestor, { profile: counted, values: new Map(), micros: 1, bytes: 0 }));
  expect(opportunities).toContainEqual(expect.objectContaining({ line: 4, focus: 'allocation' }));
  expect(opportunities[0]!.line).toBe(4);
  expect(opportunities).toContainEqual(
    expect.objectContaining({ focus: 'prediction', sentence: expect.stringMatching(/the other way 99 %/) }),
  );
  expect(opportunities.some(({ line }) => line === 2)).toBe(false);
});

test('what takes memory is worth the more, the more of it a call takes', () => {
  const text =
    'export function f(list) {\n  let sum = 0;\n  for (let i = 0; i < 8; i++) sum += [i, sum].length * (i % 3);\n  return sum;\n}\n';
  const ancestor = parseAncestor(text, 'module.mjs');
  const { profile } = unseen(ancestor);
  const gains = [0, 320, 32_000].map((bytes) => {
    const found = analyzeFacts(factsOf(ancestor, { profile, values: new Map(), micros: 1, bytes }));
    return ['allocation', 'numeric'].map((focus) => found.find((one) => one.focus === focus)!.gain);
  });
  const [none, some, much] = gains as [number[], number[], number[]];
  expect(some[0]).toBeGreaterThan(none[0]!);
  expect(much[0]).toBeGreaterThan(some[0]!);
  expect(much[1]).toBeLessThan(none[1]!);
  // What hardly ever runs takes no more memory than there is.
  const rare = new Map([...profile].map(([at]) => [at, Number.MIN_VALUE]));
  const facts = factsOf(ancestor, { profile: rare, values: new Map(), micros: 1, bytes: 32_000 });
  for (const { gain } of analyzeFacts(facts)) expect(gain).toBeGreaterThanOrEqual(1);
});

test('who holds what is made decides what could be done about it', () => {
  const text = 'export function f(n) {\n  const own = [n];\n  const out = [n];\n  return own[0] > 1 ? out : null;\n}\n';
  const ancestor = parseAncestor(text, 'module.mjs');
  const at = (code: string): string => `${text.indexOf(code) + 6}-${text.indexOf(code) + 9}`;
  const seen = { kinds: 128, members: 1, most: 1 };
  const values = new Map([
    [at('own = '), { ...seen, shared: 0 }],
    [at('out = '), { ...seen, shared: SHARED.result }],
  ]);
  const { profile } = unseen(ancestor);
  const found = analyzeFacts(factsOf(ancestor, { profile, values, micros: 1, bytes: 0 }));
  expect(found).toEqual([
    expect.objectContaining({ line: 2, focus: 'allocation', sentence: expect.stringMatching(/nobody holds it/) }),
  ]);
});

describe('laws', () => {
  const number = fc.oneof(fc.double(), fc.integer({ min: -3, max: 900 }), fc.constantFrom(Number.NaN, 1e308, -1e308));
  const word = fc.constantFrom('', 'indexOf', 'try', 'constructor', '+=', '%', 'push', 'Map', 'now', 'f');
  const types = [
    'CallExpression',
    'NewExpression',
    'IfStatement',
    'ForStatement',
    'Identifier',
    'Odd',
    'FunctionExpression',
  ];
  const node: fc.Arbitrary<NodeFact> = fc.record({
    locus: fc.string(),
    line: fc.nat(99),
    type: fc.constantFrom(...types, 'ArrayExpression', 'AwaitExpression', 'AssignmentExpression', 'BinaryExpression'),
    text: fc.string(),
    parent: fc.constantFrom('parameter', 'Program', ''),
    heat: number,
    loops: number,
    size: number,
    below: number,
    inside: word,
    name: word,
    reads: fc.array(word, { maxLength: 2 }),
    changing: fc.array(word, { maxLength: 2 }),
    seen: number,
    most: number,
    taken: number,
    stays: number,
  });
  const facts: fc.Arbitrary<Facts> = fc.record({
    nodes: fc.array(node, { maxLength: 20 }),
    micros: number,
    bytes: number,
  });

  test('odd facts never throw; gains are ratios of at least 1, shares lie in [0, 1], best first, the same each time', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const opportunities = analyzeFacts(given);
        expect(analyzeFacts(given)).toEqual(opportunities);
        for (const [i, { gain, share, sentence }] of opportunities.entries()) {
          expect(gain).toBeGreaterThanOrEqual(1);
          expect(gain).toBeLessThanOrEqual(10);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
          expect(sentence).not.toBe('');
          if (i > 0) expect(gain).toBeLessThanOrEqual(opportunities[i - 1]!.gain);
        }
      }),
      { numRuns: 300 },
    );
  });
});
