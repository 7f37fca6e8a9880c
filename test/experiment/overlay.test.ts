import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyProject, makeOverlay } from '../../src/experiment/overlay.ts';
import { project } from '../e2e/command.ts';

const load = (file: string): unknown => createRequire(file)(file);

describe('a copy of a project', () => {
  const files = {
    'package.json': '{ "name": "root" }',
    'node_modules/factor/index.js': 'module.exports = 3;\n',
    'packages/one/package.json': '{ "name": "one" }',
    'packages/one/node_modules/own/index.js': 'module.exports = 5;\n',
    'packages/one/src/module.js': "module.exports = 'old';\n",
    'packages/one/test/module.test.js':
      "module.exports = [require('../src/module.js'), require('factor'), require('own')];\n",
    'packages/one/.git/HEAD': 'ref: none\n',
  };

  test('has the new text where files beside it load it, and packages of every level', () => {
    const folder = project(files);
    const one = join(folder, 'packages/one');
    const copy = copyProject(one, join(one, 'src/module.js'), "module.exports = 'new';\n");
    expect(load(join(copy.root, 'test/module.test.js'))).toEqual(['new', 3, 5]);
    expect(load(join(one, 'test/module.test.js'))).toEqual(['old', 3, 5]);
    expect(lstatSync(join(copy.root, 'node_modules')).isSymbolicLink()).toBe(true);
    expect(existsSync(join(copy.root, '.git'))).toBe(false);
    copy.remove();
    expect(existsSync(copy.root)).toBe(false);
    expect(readFileSync(join(one, 'node_modules/own/index.js'), 'utf8')).toBe('module.exports = 5;\n');
  });

  test('never writes through a link', () => {
    const folder = project(files);
    const one = join(folder, 'packages/one');
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere/real.js'), "module.exports = 'old';\n");
    symlinkSync(join(folder, 'elsewhere'), join(one, 'linked'));
    symlinkSync(join(folder, 'elsewhere/real.js'), join(one, 'src/linked.js'));
    for (const file of ['linked/real.js', 'src/linked.js']) {
      const copy = copyProject(one, join(one, file), "module.exports = 'new';\n");
      expect(load(join(copy.root, file))).toBe('new');
      copy.remove();
    }
    expect(readFileSync(join(folder, 'elsewhere/real.js'), 'utf8')).toBe("module.exports = 'old';\n");
    const installed = join(one, 'node_modules/own/index.js');
    expect(() => copyProject(one, installed, '')).toThrow(/is no source of/);
    expect(readFileSync(installed, 'utf8')).toBe('module.exports = 5;\n');
  });
});

test('an overlay of an installed package finds its neighbours', () => {
  const folder = project({
    'package.json': '{ "name": "root" }',
    'node_modules/factor/index.js': 'module.exports = 3;\n',
    'node_modules/subject/package.json': '{ "name": "subject" }',
    'node_modules/subject/lib/part.js': "module.exports = 'part';\n",
    'node_modules/subject/index.js': "module.exports = 'old';\n",
  });
  const file = join(folder, 'node_modules/subject/index.js');
  const overlay = makeOverlay(file, "module.exports = [require('factor'), require('./lib/part.js')];\n");
  expect(load(overlay.file)).toEqual([3, 'part']);
  expect(load(file)).toBe('old');
  overlay.remove();
});
