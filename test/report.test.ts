import { describe, expect, test } from 'vitest';
import type { ReportedRun } from '../src/report/format.ts';
import { formats } from '../src/report/formats.ts';
import { makePatch } from '../src/report/patch.ts';
import { proofPlan } from '../src/verdict/plan.ts';

const hostile = '</td><script>alert(1)</script>|`x`\n# no';
const estimate = { ratio: 2, low: 1.8, high: 2.2 };
const fitness = {
  speed: estimate,
  memory: { ...estimate, bytesBefore: 10, bytesAfter: 2, retained: 0 },
  accuracy: { score: 1, before: 1, cases: 99 },
  stability: { score: 1, checks: 50, failing: [] },
};
const edits = [{ operator: hostile, line: 3, gain: 1.5, why: hostile }];
const result = {
  ...{
    run: 'one',
    seed: 7,
    verdict: 'improved' as const,
    reason: hostile,
    module: `/m/${hostile}.js`,
    exports: [hostile],
    variants: 5,
  },
  ...{ evaluations: 4, generations: 2, searchSeconds: 1, seconds: 2, stoppedBy: 'budget' },
  best: { id: 'g2-1', file: '/m/best.js', patch: '/m/change.patch', edits, fitness },
};
const run = {
  record: {
    name: 'one',
    experiment: { module: result.module, seed: 7, objective: ['speed'], threshold: 0.1 },
    exports: [hostile],
    facts: { cases: 9, microsPerCall: 1 },
    policy: {
      calibration: {
        model: 'logistic',
        modules: 3,
        count: 900,
        brierSkill: 0.125,
        skills: { logistic: 0.2, network: 0.1 },
        reliability: [{ score: 0.051, kept: 0.049, count: 800 }],
      },
    },
    versions: { integron: '0.1.0', node: 'v24.21.0', v8: '13.6', platform: 'linux x64', cores: 2 },
    started: '2026-01-01T00:00:00.000Z',
    result: {
      result,
      candidate: {
        ...{
          id: 'g2-1',
          edits: [],
          explained: edits,
          text: 'b\n',
          diff: makePatch('lib/a.js', 'a\n', '```\nb\n'),
          fitness,
        },
        proof: {
          paired: estimate,
          alone: estimate,
          logs: [],
          turns: [],
          looks: 1,
          confidence: 0.95,
          checked: 99,
          different: 0,
          mismatch: null,
          scores: null,
          hard: null,
          micros: { before: 2, after: 1 },
          memory: { ratio: estimate, bytesBefore: 10, bytesAfter: 2, retained: 0, growth: 0 },
          plan: proofPlan(30, 7),
        },
        runtimes: [],
        stress: { checks: 50, score: 1, hard: null, failing: [] },
      },
      front: [],
      again: null,
      typeCheck: null,
      judge: { faults: 42, caught: 36, unseen: 2, before: 20, inputs: 7, reached: 1, idle: ['3-4'], blind: ['9'] },
      tests: { command: 'npm test | `x`', passed: true, seconds: 1.5, said: 'passed' },
      hosts: { restarts: 0, blamed: 0 },
    },
  },
  generations: [],
  outcomes: [
    {
      generation: 1,
      slot: 0,
      id: 'g1-0',
      kind: 'offspring',
      operator: '=HYPERLINK("x")',
      parents: ['g0-0'],
      edits: 1,
      stage: 'cases',
      reason: 'a, "b"\nc',
      ratio: null,
      cost: 1,
    },
  ],
} as unknown as ReportedRun;

describe('report formats', () => {
  test.each(Object.values(formats))('$name gives the same text for the same run', (format) => {
    expect(format.render(run)).toBe(format.render(structuredClone(run)));
    expect(format.render(run)).not.toBe('');
  });

  test('markdown shows hostile names and obeys none', () => {
    const text = formats.md.render(run);
    const outside = text.replace(/(`{3,})[\s\S]*?\n\1/g, '');
    expect(outside).not.toMatch(/<script|^# no/m);
    expect(outside).toContain('&lt;script&gt;');
    expect(text).toMatch(/````diff[\s\S]*```[\s\S]*````/);
  });

  test('the judge’s own strength and the user’s tests stand beside the verdict', () => {
    const text = formats.md.render(run);
    expect(text).toContain('catch 90 % of 40 broken copies of the original, one small fault each; 2 more made no');
    expect(text).toContain('Your inputs alone catch 50 %, so 7 were made beside them');
    expect(text).toContain('No input reaches lines 3-4');
    expect(text).toContain('No fault ever showed in line 9');
    expect(text).toMatch(/Your tests, npm test .*: passed, 1\.5 s/);
  });

  test('how far the scores could be believed stands in the report, where it is known', () => {
    expect(formats.md.render(run)).toMatch(
      /3 modules .*900 candidate edits.*Brier skill of 0\.125[\s\S]*\| 0\.051 \| 0\.049 \| 800 \|/,
    );
    const fresh = { ...run, record: { ...run.record, policy: { calibration: null } } } as unknown as typeof run;
    expect(formats.md.render(fresh)).not.toContain('search policy');
  });

  test('markdown and json state seed, runtime, interval and counts', () => {
    for (const name of ['md', 'json'] as const) {
      const text = formats[name].render(run);
      for (const part of ['7', 'v24.21.0', '1.8', '2.2', '99']) expect(text).toContain(part);
    }
  });

  test('csv quotes what it must and starts no formula', () => {
    const line = formats.csv.render(run);
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
    expect(line).toContain('"a, ""b""\nc"');
  });
});

test('a patch has plain headers and says where the last line ends', () => {
  const patch = makePatch('lib/a b.js', 'one\ntwo', 'one\nthree');
  expect(patch).toMatch(/^--- a\/lib\/a b\.js\n\+\+\+ b\/lib\/a b\.js\n@@/);
  expect(patch).not.toContain('diff --git');
  expect(patch).toContain('\\ No newline at end of file');
});
