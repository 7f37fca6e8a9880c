/** What stands above an edit in the patch. */
import { expect, test } from 'vitest';
import { makeEdit } from '../../src/genome/edit.ts';
import { remarkOn } from '../../src/improvement/explain.ts';
import { kernelOperator } from '../../src/variation/kernel-code.ts';
import { kernels } from '../../src/variation/kernels/kernels.ts';
import { ruleOperator } from '../../src/variation/operators/apply-rule.ts';
import { operators } from '../../src/variation/operators/operators.ts';
import { rules } from '../../src/variation/rules/rules.ts';

const remark = (operator: string) => remarkOn(makeEdit(operator, [{ at: '1', code: 'a' }]));

test('whatever is not plain to see says why it is fast, and kernels and guards say it themselves', () => {
  for (const rule of rules) expect(remark(ruleOperator(rule))).toBe(`Faster: ${rule.why}.`);
  expect(remark('rule:learnt-1')).toMatch(/^Faster: \w/);
  const others = Object.keys(operators).filter((name) => remark(name) !== undefined);
  expect(others.sort()).toEqual(['own-copy', 'specialise']);
  for (const kernel of kernels) expect(remark(kernelOperator(kernel))).toBeUndefined();
});
