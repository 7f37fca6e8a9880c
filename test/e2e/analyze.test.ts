import { expect, test } from 'vitest';
import { integron, project, SLOW, SLOW_INPUTS } from './command.ts';

const files = {
  'total.mjs': SLOW,
  'total.inputs.js': SLOW_INPUTS,
  'src/alone.js': 'exports.f = (l) => { for (const x of l) l.push(JSON.parse(x)); };\n',
  'src/bad.js': 'let let = 1;\n',
};

test('of one module on its inputs: counts, lines, the most promising first', () => {
  const folder = project(files);
  const { code, out, err } = integron(['analyze', 'total.mjs', '--json'], folder);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { modules } = JSON.parse(out);
  expect(modules).toHaveLength(1);
  const [{ ran, note, microsPerCall, opportunities }] = modules;
  expect({ ran, note }).toEqual({ ran: true, note: null });
  expect(microsPerCall).toBeGreaterThan(0);
  const slice = opportunities.find((one: { sentence: string }) => /slice\(\)/.test(one.sentence));
  expect(slice).toMatchObject({ line: 4, focus: 'caching' });
  const gains = opportunities.map(({ gain }: { gain: number }) => gain);
  expect(gains).toEqual([...gains].sort((a, b) => b - a));
});

test('of many: by text where there are no inputs, and what cannot be read is named and left out', () => {
  const folder = project(files);
  const { code, out, err } = integron(['analyze', '.', '--focus', 'allocation,loop'], folder);
  expect(code).toBe(0);
  expect(out).toMatch(/src\/alone\.js:1 .*allocation +`JSON\.parse\(x\)` goes through text 16 times a call/);
  expect(out).toMatch(/total\.mjs:4/);
  expect(out).not.toMatch(/data structure/);
  expect(err).toMatch(/left out src\/bad\.js: .*syntax error/);
});

test.each([
  [['analyze', 'nowhere.js'], /no such module: nowhere\.js/],
  [['analyze', 'src/bad.js'], /bad\.js:1:5: syntax error/],
  [['analyze', 'total.mjs', '--focus', 'magic'], /--focus: there is no area magic; there are caching/],
  [['analyze', 'total.mjs', 'src/alone.js', '--inputs', 'total.inputs.js'], /--inputs belongs to one module/],
  [['analyze', 'total.mjs', '--top', '0'], /--top must be a whole number of at least 1/],
])('%j is refused in one sentence', (args, sentence) => {
  const { code, out, err } = integron(args, project(files));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(sentence);
  expect(err.trim().split('\n')).toHaveLength(1);
});
