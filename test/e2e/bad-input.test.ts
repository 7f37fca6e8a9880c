import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { integron, integronBeside, project } from './command.ts';

const INPUTS = 'export const inputs = (random, count) => Array.from({ length: count }, () => [random()]);\n';
const GOOD = 'export const half = (x) => x / 2;\n';

const files = {
  'package.json': '{ "type": "module" }',
  'good.js': GOOD,
  'good.inputs.js': INPUTS,
  'lonely.js': GOOD,
  'broken.js': 'export const half = (x) => {\n  return x +;\n};\n',
  'broken.inputs.js': INPUTS,
  'two.js': 'export const a = 1;\nexport const half = (x) => x / 2;\nexport const twice = (x) => 2 * x;\n',
  'two.inputs.js': INPUTS,
  'needs.cjs': "const needed = require('no-such-package');\nmodule.exports = (x) => needed(x);\n",
  'needs.inputs.js': INPUTS,
  'none.inputs.js': 'export const other = 1;\n',
  'rows.inputs.js': 'export const inputs = (random, count) => Array.from({ length: count }, () => random());\n',
  'empty.inputs.js': 'export const inputs = () => [];\n',
  'throws.js': "export const half = () => { throw new RangeError('too far'); };\n",
  'throws.inputs.js': INPUTS,
  'maker.js': 'export const maker = (x) => () => x;\n',
  'maker.inputs.js': INPUTS,
  'later.js': 'export const later = async (x) => x;\n',
  'later.inputs.js': INPUTS,
  'chance.js': 'export const chance = (x) => x + Math.random();\n',
  'chance.inputs.js': INPUTS,
  'clock.js': 'let calls = 0;\nexport const clock = (x) => x + calls++;\n',
  'clock.inputs.js': INPUTS,
  'view.jsx': 'export const view = () => <b/>;\n',
  'enum.ts': 'export enum A { B }\nexport const half = (x: number) => x / 2;\n',
  'enum.inputs.js': INPUTS,
  'missing.js': "import { gone } from './gone.js';\nexport const half = (x) => gone(x);\n",
  'missing.inputs.js': INPUTS,
  'loop.yaml': 'targets:\n  - module: good.js\n',
  'own-dice.inputs.js':
    'export const inputs = (random, count) => Array.from({ length: count }, () => [Math.random()]);\n',
};

const cases: [args: string, sentence: RegExp][] = [
  ['', /no verb given/],
  ['improove good.js', /unknown verb improove/],
  ['worker', /integron worker is not built yet/],
  ['deploy x', /no run named x in /],
  ['loop', /required option '--config <file>' not specified/],
  ['loop --config nowhere.yaml', /no such configuration: .*nowhere\.yaml/],
  ['loop --config loop.yaml --when later', /--when must be idle, not "later"/],
  ['loop --config loop.yaml --populations /proc/nowhere', /cannot write to \/proc\/nowhere: \w+/],
  ['improve', /missing required argument 'module'/],
  ['improve nowhere.js', /no such module: .*nowhere\.js/],
  ['improve package.json', /package\.json is no JavaScript or TypeScript module/],
  ['improve broken.js', /broken\.js:2:13: syntax error/],
  ['improve view.jsx', /JSX is not supported/],
  ['improve enum.ts', /enum\.ts: .*no enum/],
  ['improve missing.js', /cannot resolve what missing\.js imports: .*gone\.js/],
  ['improve needs.cjs', /needs\.cjs: the module fails when it is loaded: Cannot find module 'no-such-package'/],
  ['improve two.js --export thrice', /two\.js has no export thrice; its functions are half, twice/],
  ['improve two.js --export a', /export a of two\.js is not a function but number/],
  ['improve lonely.js', /no inputs for lonely\.js: name a file with --inputs/],
  ['improve good.js --inputs nowhere.js', /no such inputs file/],
  ['improve good.js --inputs none.inputs.js', /exports no function inputs/],
  ['improve good.js --inputs rows.inputs.js', /row 0 of inputs\(\) is not an array/],
  ['improve good.js --inputs empty.inputs.js', /gave no rows/],
  ['improve good.js --inputs own-dice.inputs.js', /gives other rows from the same random stream/],
  ['improve throws.js', /half throws on every input: too far/],
  ['improve good.js --runtime /nowhere/node', /--runtime: there is no \/nowhere\/node/],
  ['improve good.js --max-growth 0.5', /--max-growth must be at least 1/],
  ['improve maker.js', /maker returns a function, which cannot be compared/],
  ['improve later.js', /asynchronous functions are not supported yet/],
  ['improve chance.js', /chance differs from itself between two calls with \[/],
  ['improve clock.js', /clock differs from itself between two calls with \[/],
  ['improve good.js --budget soon', /--budget must be a time such as 60s or 5m/],
  ['improve good.js --budget 0', /--budget must be a time/],
  ['improve good.js --evaluations many', /--evaluations must be a whole number/],
  ['improve good.js --workers 0', /--workers must be at least 1/],
  ['improve good.js --objective beauty', /--objective must be some of speed, memory, accuracy, stability/],
  ['improve good.js --min-stability 2', /--min-stability must be at most 1/],
  ['improve good.js --cost money', /--cost must be time or work/],
  ['improve good.js --name registry-1', /--name must not begin with registry/],
  ['improve good.js --faster', /unknown option '--faster'/],
  ['improve good.js --record npm', /option --record is not built yet/],
  ['improve good.js --populations /proc/nowhere', /cannot write to \/proc\/nowhere/],
  ['improve good.js --populations good.js/runs', /cannot write to .*good\.js is not a folder/],
  ['report nothing', /no run named nothing/],
  ['resume nothing', /no run named nothing/],
  ['verify nothing', /no run named nothing/],
  ['inspect', /no runs in/],
  ['run nothing', /no experiment nothing: give a file, or one of .*levenshtein/],
];

test.concurrent.each(cases)('integron %s', async (line, sentence) => {
  const folder = project(files);
  const { code, err, out } = await integronBeside(line.split(' ').filter(Boolean), folder);
  expect(err.trim()).toMatch(sentence);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(out).toBe('');
  expect(code).toBe(2);
  expect(existsSync(join(folder, '.integron'))).toBe(false);
});

test('a run of an older version, or a damaged one, is told in a sentence and hides no other', () => {
  const folder = project({
    '.integron/old/run.json': '{ "format": 1, "name": "old" }',
    '.integron/torn/run.json': '{ "format": 2, "na',
  });
  for (const verb of ['verify', 'resume', 'report', 'inspect']) {
    const args = verb === 'report' ? [verb, 'old', '--format', 'md'] : [verb, 'old'];
    const { code, err } = integron(args, folder);
    expect({ verb, code }).toEqual({ verb, code: 2 });
    expect(err).toMatch(/run old was made by an older version of Integron/);
  }
  const { code, out } = integron(['runs'], folder);
  expect(code).toBe(0);
  expect(out).toMatch(/old +unreadable .*older version/);
  expect(out).toMatch(/torn +unreadable/);
});
