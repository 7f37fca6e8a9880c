/** Functions of other files: found by what the module calls them, where they can stand by themselves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { neighboursOf } from '../../src/experiment/neighbours.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { operators } from '../../src/variation/operators/operators.ts';
import { View } from '../../src/variation/view.ts';
import { project } from '../e2e/command.ts';

const found = (files: Record<string, string>, main: string): Record<string, string> => {
  const folder = project(files);
  const file = join(folder, main);
  return neighboursOf(parseAncestor(readFileSync(file, 'utf8'), file));
};

describe('in CommonJS', () => {
  const files = {
    'sort.js': 'function sort(list) {\n  return list.slice().sort();\n}\nmodule.exports = sort;\n',
    'helpers/index.js':
      'exports.half = (x) => x / 2;\nconst two = 2;\nexports.twice = (x) => x * two;\nmodule.exports.same = function (x) { return x; };\n',
    'object.js':
      'function a(x) { return a(x - 1); }\nmodule.exports = { a, b: (y) => y, "c": function () { return require("fs"); } };\n',
  };
  test('the whole, a member, members of a whole, destructured ones', () => {
    const main =
      "const sort = require('./sort');\nconst h = require('./helpers');\nconst { half: h2 } = require('./helpers/index.js');\nconst same = require('./helpers').same;\nvar o = require('./object');\nconst fs = require('fs');\n";
    expect(found({ ...files, 'main.js': main }, 'main.js')).toEqual({
      sort: 'function sort(list) {\n  return list.slice().sort();\n}',
      'h.half': '(x) => x / 2',
      'h.same': 'function (x) { return x; }',
      h2: '(x) => x / 2',
      same: 'function (x) { return x; }',
      'o.a': 'function a(x) { return a(x - 1); }',
      'o.b': '(y) => y',
    });
  });

  test('nothing where the file is not there, cannot be read as a module, or is another package', () => {
    const main = "const a = require('./gone');\nconst b = require('./broken');\nconst c = require('left-pad');\n";
    expect(found({ 'main.js': main, 'broken.js': 'let let = 1;' }, 'main.js')).toEqual({});
  });
});

test('in ES modules: default, named, renamed and whole imports', () => {
  const files = {
    'main.mjs':
      "import one, { two, three as drei } from './all.mjs';\nimport * as all from './all.mjs';\nimport { four } from './all.mjs';\n",
    'all.mjs':
      'export default function one(x) { return x + 1; }\nexport const two = (x) => x + 2;\nfunction three(x) { return x + 3; }\nexport { three, three as four };\n',
  };
  const seen = found(files, 'main.mjs');
  expect(seen).toMatchObject({
    one: 'function one(x) { return x + 1; }',
    two: '(x) => x + 2',
    drei: 'function three(x) { return x + 3; }',
  });
  expect(seen['all.two']).toBe('(x) => x + 2');
  expect(seen.four).toBe(seen.drei);
});

describe('a copy of its own', () => {
  const main =
    "const sort = require('./sort');\nmodule.exports = function top(list) {\n  return sort(list)[0] + sort(list)[list.length - 1];\n};\n";
  const sorting = 'function sort(list) {\n  return list.slice().sort(function (a, b) { return a - b; });\n}\n';
  const folder = project({ 'main.js': main, 'sort.js': `${sorting}module.exports = sort;\n` });
  const ancestor = parseAncestor(main, join(folder, 'main.js'));
  const everywhere = new Map(ancestor.nodes.map(({ start }) => [start, 1]));
  const view = new View(ancestor, [], everywhere, { neighbours: neighboursOf(ancestor) });
  const edits = operators['own-copy'].all!(view);
  const answerOf = (text: string, list: number[]): unknown => {
    const module = { exports: {} as (list: number[]) => unknown };
    const loaded = { exports: {} };
    new Function('module', `${sorting}module.exports = sort;`)(loaded);
    new Function('module', 'require', text)(module, () => loaded.exports);
    return module.exports(list);
  };

  test('stands before the function that calls it, which calls it wherever it called the other', () => {
    const text = splice(express(ancestor, [edits[0]!]), 'run');
    expect(text).toMatch(/const ownSort\$\d+ = function sort\(list\)/);
    expect(text).toMatch(/return ownSort\$\d+\(list\)\[0\] \+ ownSort\$\d+\(list\)\[list\.length - 1\];/);
  });

  test('comes as it is and with rules applied, and gives the same answers', () => {
    expect(edits.length).toBeGreaterThan(3);
    const texts = edits.map((edit) => splice(express(ancestor, [edit]), 'run'));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.some((text) => /Float64Array/.test(text))).toBe(true);
    for (const text of texts) expect(answerOf(text, [3, 1, 2.5, 10])).toBe(answerOf(main, [3, 1, 2.5, 10]));
  });

  test('can be changed further like any other code', () => {
    const [plain] = edits;
    const after = new View(ancestor, [plain!], everywhere, { neighbours: neighboursOf(ancestor) });
    const inner = after.all.find(
      ({ node }) => node.locus.startsWith(`${plain!.id}.`) && node.type === 'NumericLiteral',
    );
    expect(inner).toBe(undefined);
    const comparator = after.all.find(
      ({ node }) => node.locus.startsWith(plain!.id) && node.type === 'BinaryExpression',
    )!;
    const changed = makeEdit('change', [{ at: comparator.node.locus, code: 'b - a' }]);
    expect(splice(express(ancestor, [plain!, changed]), 'run')).toContain('return b - a;');
  });
});
