import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { integron, project } from './command.ts';

test('one short cycle: a version is made, proved or rejected with its reason, and the table shows it', () => {
  const folder = project({});
  const short = ['--evaluations', '30', '--pairs', '2', '--online-evaluations', '12', '--seed', '3'];
  const { code, out } = integron(['self', '--cost', 'work', ...short, '--quiet', '--json'], folder);
  expect(code).toBe(0);
  const versions = JSON.parse(out) as { version: string; parent: string | null; status: string; reason: string }[];
  expect(versions.map(({ version, parent }) => [version, parent])).toEqual([
    ['V0', null],
    ['V1', 'V0'],
  ]);
  const [first, second] = versions;
  expect(['deployed', 'rejected']).toContain(second!.status);
  expect(first!.status).toBe(second!.status === 'deployed' ? 'retired' : 'deployed');
  expect(second!.reason).not.toBe('');

  // Sources stay in the registry, out of what is shown.
  const { subjects } = JSON.parse(readFileSync(join(folder, '.integron', 'registry.json'), 'utf8'));
  expect(subjects.integrator.versions[0].source).toContain('export function rank');
  expect(versions[0]).not.toHaveProperty('source');

  const table = integron(['versions', 'integrator'], folder);
  expect(table.code).toBe(0);
  expect(table.out).toMatch(/^version +parent +status/);
  expect(table.out).toMatch(/\nV1 +V0 +(deployed|rejected)/);
  expect(table.out).toMatch(/1 made, [01] rejected; in service: V[01]/);
}, 240_000);

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
