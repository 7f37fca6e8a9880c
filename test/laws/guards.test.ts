/** What sends inputs to a faster way stays as it is: on the inputs seen it could often be left out, and no case would tell. */
import { describe, expect, it } from 'vitest';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { stream } from '../../src/statistics/random.ts';
import type { Operator } from '../../src/variation/operator.ts';
import { operators } from '../../src/variation/operators/operators.ts';
import { subjectOf, viewOfSubject } from '../subjects.ts';

const subject = subjectOf(
  `module.exports = function unique(list) {
  const out = [];
  for (const x of list) if (!out.includes(x)) out.push(x);
  return out;
};
`,
  'unique.js',
);
const HELPER = /function (is[A-Z]\w*\$\w+)\(.*/;
const of = (operator: Operator) =>
  operator.all!(viewOfSubject(subject)).find(({ places }) => HELPER.test(places[0]!.code))!;
const PROPOSALS = 60;

describe.each([
  ['a kernel', of(operators['apply-kernel'])],
  ['a kernel in part', of(operators['kernel-in-part'])],
  ['a special way', of(operators.specialise)],
])('of %s', (_, guarded) => {
  const view = viewOfSubject(subject, [guarded]);
  const [helper, name] = HELPER.exec(splice(view.phenotype, 'run'))!;
  const branch = splice(view.phenotype, 'run')
    .match(/^ +if \(.*\)(?= return| \{)/m)![0]
    .trim();

  it.each(Object.values(operators).map((operator) => [operator.name, operator] as const))('%s', (_, operator) => {
    expect(branch).toContain(name);
    for (let k = 0; k < PROPOSALS; k++) {
      const edit = operator.propose(view, stream(k, operator.name));
      const text = edit ? splice(express(subject.ancestor, [guarded, edit]), 'run') : '';
      // The faster way may go with its guard.
      if (!text.includes(name!)) continue;
      expect(text).toContain(helper);
      if (text.replace(helper, '').includes(name!) || branch.startsWith('if (!')) expect(text).toContain(branch);
    }
  });
});

describe.each([['apply-kernel'], ['kernel-in-part']] as const)('a kernel that declines, of %s', (name) => {
  const declining = operators[name].all!(viewOfSubject(subject)).find(({ operator }) => operator === 'kernel:unique')!;
  const view = viewOfSubject(subject, [declining]);
  const sees = /if \([^\n]*\) return undefined;/;
  const asked = /if \(answer\S* [!=]== undefined\)/;

  it.each(Object.values(operators).map((operator) => [operator.name, operator] as const))('%s', (_, operator) => {
    const before = splice(view.phenotype, 'run');
    const [seen, asking] = [sees.exec(before)![0], asked.exec(before)![0]];
    for (let k = 0; k < PROPOSALS; k++) {
      const edit = operator.propose(view, stream(k, operator.name));
      const text = edit ? splice(express(subject.ancestor, [declining, edit]), 'run') : '';
      if (!/seen\.add/.test(text)) continue;
      expect(text).toContain(seen);
      // The faster way may go with it.
      if (/return answer|answer\S* ===/.test(text) || name === 'kernel-in-part') expect(text).toContain(asking);
    }
  });
});
