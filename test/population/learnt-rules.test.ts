/** Rules learnt from proven edits: kept with their record, retired where they do not pay. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { learnRules, learntRules, withMore } from '../../src/population/learnt-rules.ts';
import type { Example } from '../../src/variation/generalise.ts';

const example = (name: string, module: string): Example => ({
  operator: 'replace-expression',
  position: 'expression',
  before: `Math.floor(${name} / 2) * 2`,
  after: `${name} & -2`,
  module,
});
const record = (tried: number, won: number) => ({ tried, passed: won, won });
const nothing = { examples: [], rules: [] };

test('one example is none; two of a kind make a rule, a third from elsewhere speaks for it', () => {
  const once = withMore(nothing, [example('a', 'one')], {});
  expect(once.rules).toEqual([]);
  const twice = withMore(once, [example('b', 'two')], {});
  expect(twice.rules).toHaveLength(1);
  expect(twice.rules[0]).toMatchObject({ modules: ['one', 'two'], retired: false });
  const thrice = withMore(twice, [example('c', 'three')], {});
  expect(thrice.rules).toHaveLength(1);
  expect(new Set(thrice.rules[0]!.modules)).toEqual(new Set(['one', 'two', 'three']));
  expect(withMore(thrice, [example('c', 'three')], {})).toEqual(thrice);
});

test('a rule that is tried long enough and never wins is retired for good; one that wins stays', () => {
  const known = withMore(nothing, [example('a', 'one'), example('b', 'two')], {});
  const operator = `rule:${known.rules[0]!.data.name}`;
  const poor = withMore(withMore(known, [], { [operator]: record(40, 0) }), [], { [operator]: record(40, 0) });
  expect(poor.rules[0]).toMatchObject({ retired: true, record: { tried: 80 } });
  expect(withMore(poor, [], { [operator]: record(5, 5) }).rules[0]!.retired).toBe(true);
  expect(withMore(known, [], { [operator]: record(80, 3) }).rules[0]!.retired).toBe(false);
  // One win in so many is a poor record, too; none in a few is none yet.
  expect(withMore(known, [], { [operator]: record(400, 4) }).rules[0]!.retired).toBe(true);
  expect(withMore(known, [], { [operator]: record(40, 0) }).rules[0]!.retired).toBe(false);
});

test('in a folder: offered to the next run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'integron-rules-'));
  try {
    expect(await learntRules(folder)).toEqual([]);
    await learnRules(folder, [example('a', 'one')], {});
    await learnRules(folder, [example('b', 'two')], {});
    const [rule] = await learntRules(folder);
    expect(rule).toMatchObject({ find: 'Math.floor($h0 / 2) * 2', replace: '$h0 & -2' });
    await learnRules(folder, [], { [`rule:${rule!.name}`]: record(90, 0) });
    expect(await learntRules(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
