/**
 * No rule and no operator fails, whatever the code: a run would end with it. The code is Integron's own, of which every
 * rule has to make sense or nothing.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { SyntaxRefused } from '../../src/genome/parse.ts';
import { stream } from '../../src/statistics/random.ts';
import { operators } from '../../src/variation/operators/operators.ts';
import { rules } from '../../src/variation/rules/rules.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

const folder = new URL('../../src/', import.meta.url);
const files = globSync('**/*.ts', { cwd: folder }).sort();
/** Of so many files one is looked at, and so many edits of each operator. */
const EVERY = 4;
const DRAWN = 3;

test('rules and operators take any code', () => {
  const failed: string[] = [];
  let matched = 0;
  for (const file of files.filter((_, k) => k % EVERY === 0)) {
    const subject = read(file);
    if (!subject) continue;
    const view = viewOfSubject(subject);
    const attempt = (name: string, run: () => void): void => {
      try {
        run();
      } catch (error) {
        failed.push(`${name} on ${file}: ${(error as Error).message}`);
      }
    };
    for (const rule of rules)
      attempt(rule.name, () => {
        for (const match of rule.matches(view)) matched += Math.sign(match.places().length);
      });
    const random = stream(1, file);
    for (const operator of Object.values(operators))
      attempt(operator.name, () => {
        for (let k = 0; k < DRAWN; k++) operator.propose(view, random);
      });
  }
  expect(failed).toEqual([]);
  expect(matched).toBeGreaterThan(1000);
}, 120_000);

/** Sources that Integron itself refuses, such as those that use `import.meta`, are left out. */
function read(file: string) {
  try {
    return subjectOf(readFileSync(new URL(file, folder), 'utf8'), basename(file));
  } catch (error) {
    if (error instanceof SyntaxRefused) return undefined;
    throw error;
  }
}
