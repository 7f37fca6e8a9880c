/** What a module names by which a second call of its functions could be seen from outside. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { effectsOf, effectsOfBundle } from '../../src/deployment/deploy.ts';
import { bundleImports } from '../../src/experiment/subject.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { project } from '../e2e/command.ts';

test.each<[text: string, effects: string[]]>([
  ['module.exports = (x) => { console.log(x); return x; };', ['console']],
  ["const fs = require('fs'); module.exports = (x) => fs.writeFileSync(x, x);", ['fs']],
  ["import { appendFile } from 'node:fs/promises'; export const f = (x) => appendFile(x, x);", ['fs/promises']],
  ['export const f = (x) => setTimeout(() => x, 5);', ['setTimeout']],
  ['export const f = (x) => process.stdout.write(x);', ['process']],
  ['const { stdout } = process; export const f = (x) => stdout.write(x);', ['process']],
  ['export const f = (x) => globalThis.fetch(x);', ['globalThis']],
  ["import { format } from 'node:util'; export const f = (x) => format('%s', x);", []],
  ["export const f = (x) => (process.env.NODE_ENV === 'production' ? x : x + 1);", []],
  ['export const f = (console) => console.log();', []],
  ['export const f = (x) => x.console.fetch;', []],
])('%s', (text, effects) => {
  expect(effectsOf(parseAncestor(text, 'module.js'))).toEqual(effects);
});

test('what a module imports counts, too; a library that asks what there is has no effect by that', async () => {
  const folder = project({
    'log.js': 'export const log = (x) => console.log(x);\n',
    'root.cjs': "module.exports = (typeof globalThis === 'object' ? globalThis : this).Math;\n",
    'module.js':
      "import { log } from './log.js';\nimport Math from './root.cjs';\nexport const f = (x) => log(Math.abs(x));\n",
  });
  const file = join(folder, 'module.js');
  const bundle = await bundleImports(parseAncestor(readFileSync(file, 'utf8'), file));
  expect(effectsOfBundle(bundle!)).toEqual(['console']);
});
