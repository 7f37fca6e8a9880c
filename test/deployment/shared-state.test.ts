/** What a version would not see, for it has its module's state to itself. */
import { expect, test } from 'vitest';
import { sharedState } from '../../src/deployment/shared-state.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';

test.each<[text: string, path: string, shared: string[]]>([
  ["let lang = 'en';\nexport const use = (x) => { lang = x; };\nexport const f = (x) => lang + x;\n", 'f', ['lang']],
  [
    'const set = {};\nexport function use(k, v) { set[k] = v; }\nfunction at(k) { return set[k]; }\nexport function f(k) { return at(k); }\n',
    'f',
    ['set'],
  ],
  ["let lang = 'en';\nexports.use = (x) => { lang = x; };\nexports.f = (x) => lang + x;\n", 'f', ['lang']],
  [
    "var lang = 'en';\nmodule.exports = (x) => lang + x;\nmodule.exports.use = function (x) { lang = x; };\n",
    'module.exports',
    ['lang'],
  ],
  // Its own memory is no other's.
  [
    'const known = new Map();\nlet last;\nexport const f = (x) => { last = x; known[x] = last; return known[x]; };\n',
    'f',
    [],
  ],
  ['let n = 0;\nfunction next() { return n++; }\nexport const f = () => next();\n', 'f', []],
  // Changed while the module is loaded alone, or another variable of that name, or read by nobody.
  [
    "let lang = 'en';\nlang = lang + 'US';\nexport const use = (x) => { let lang = x; lang += x; return lang; };\nexport const f = (x) => lang + x;\n",
    'f',
    [],
  ],
  ['let count = 0;\nexport const g = () => { count++; };\nexport const f = (x) => x;\n', 'f', []],
])('%s', (text, path, shared) => {
  expect(sharedState(parseAncestor(text, 'module.js'), path)).toEqual(shared);
});
