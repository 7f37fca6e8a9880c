import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { integron, project, stoppedBy } from './command.ts';

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

// Three minutes on two cores, of the fifteen that all tests may take: INTEGRON_LONG=1 runs it.
test.skipIf(process.env.INTEGRON_LONG !== '1')(
  'one short cycle makes a version of the integrator, with its proof, its whole searches and its reason',
  () => {
    const folder = project({});
    const counted = [
      '--cost',
      'work',
      '--evaluations',
      '1',
      '--tune',
      '4',
      '--pairs',
      '2',
      '--online-evaluations',
      '8',
    ];
    const { code, out, err } = integron(['self', ...counted, '--json', '--quiet'], folder, undefined, 600_000);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [first, made, ...more] = JSON.parse(out) as Record<string, unknown>[];
    expect(more).toEqual([]);
    expect(first).toMatchObject({ version: 'V0', parent: null, status: expect.stringMatching(/^(deployed|retired)$/) });
    expect(made).toMatchObject({ version: 'V1', parent: 'V0', status: expect.stringMatching(/^(retired|rejected)$/) });
    expect(made!.reason).toMatch(/\w+ \w+/);
    const { subjects } = JSON.parse(readFileSync(join(folder, '.integron', 'registry.json'), 'utf8'));
    // Two pairs put nothing into service.
    expect(subjects.integrator.active).toBe('V0');
    expect(subjects.integrator.versions[0].source).toContain('export function rank');
    const shown = integron(['versions', 'integrator'], folder);
    expect(shown.out).toMatch(/^version +parent +status +speed/);
    expect(shown.out).toMatch(/\n1 cycle: 1 version made, 0 served, /);
  },
  620_000,
);

test('stopped, it leaves no version behind and no words of an error', async () => {
  const folder = project({});
  const begun = join(folder, '.integron', 'registry-versions', 'integrator-cycle-0.scored.inputs.js');
  const args = ['self', '--cost', 'work', '--evaluations', '8', '--tune', '20000', '--quiet'];
  const { code, out, err } = await stoppedBy('SIGINT', args, folder, () => existsSync(begun));
  expect({ code, out, err }).toEqual({ code: 130, out: '', err: '' });
  expect(existsSync(join(folder, '.integron', 'registry.json'))).toBe(false);
}, 200_000);
