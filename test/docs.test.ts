/** Documents that are made of the code, or run it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { columnsInAll, corpusDocument } from '../bench/corpus-doc.ts';
import { rulesDocument } from '../bench/rules-doc.ts';
import { makeEdit } from '../src/genome/edit.ts';
import { express } from '../src/genome/phenotype.ts';
import { splice } from '../src/genome/splice.ts';
import { patternRule, type RuleData } from '../src/variation/rule.ts';
import { subjectOf, viewOfSubject } from './subjects.ts';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');

test('docs/rules.md is that of the registries: npm run rules', () => {
  expect(read('docs/rules.md')).toBe(rulesDocument());
});

test('docs/corpus.md is that of the kept results: npm run corpus', () => {
  expect(read('docs/corpus.md')).toBe(corpusDocument());
});

test('README says of the corpus what its columns come to', () => {
  for (const column of columnsInAll()) expect(read('README.md')).toContain(column);
});

test('the rule of CONTRIBUTING.md is one of ten lines that works', () => {
  const [, code] = /```js rule\n([\s\S]*?)\n```/.exec(read('CONTRIBUTING.md'))!;
  expect(code!.split('\n').length).toBeLessThanOrEqual(10);
  const rule = patternRule(new Function(`return ${code}`)() as RuleData);
  const subject = subjectOf('module.exports = (n) => n * 2 + 1;\n', 'f.js');
  const [match] = rule.matches(viewOfSubject(subject));
  const text = splice(express(subject.ancestor, [makeEdit('made', match!.places())]), 'text');
  expect(text).toBe('module.exports = (n) => n + n + 1;\n');
});
