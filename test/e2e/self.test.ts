import { expect, test } from 'vitest';
import { integron, project } from './command.ts';

test.each([
  [['versions', 'integrator'], /no versions of integrator in .*; integron self makes some/],
  [['self', '--cost', 'money'], /--cost must be time or work/],
  [['self', '--budget', 'soon'], /--budget must be a time such as 60s or 5m, not "soon"/],
  [['self', '--cycles', '0'], /--cycles must be a whole number of at least 1/],
])('%j is refused in one sentence', (args, sentence) => {
  const { code, out, err } = integron(args, project({}));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(sentence);
});
