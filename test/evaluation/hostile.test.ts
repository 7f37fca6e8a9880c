import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan, TrialResult } from '../../src/evaluation/protocol.ts';
import type { Supervisor } from '../../src/evaluation/supervisor.ts';
import { CASES, DOUBLED, judged, payloadOf, poolOf, STRESS, TIMED } from './subject.ts';

let pool: Supervisor;

beforeAll(async () => {
  pool = poolOf(await payloadOf(DOUBLED), 2, 3000);
  expect((await pool.preflight()).refusal).toBeNull();
});
afterAll(() => pool.close());

const inBody = (code: string): string => DOUBLED.replace('const out = [];', `${code} const out = [];`);
const beside = (code: string): string => `${code}\n${DOUBLED}`;

describe('a hostile variant costs itself alone', () => {
  const hostile: [name: string, text: string, reason: RegExp][] = [
    ['loops without end', inBody('while (true) {}'), /hangs/],
    [
      'loops without end and catches what stops it',
      inBody('for (;;) { try { for (;;) {} } catch {} }'),
      /hangs|does not come to an end/,
    ],
    [
      'calls itself without end',
      DOUBLED.replace('const out = [];', 'module.exports(list); const out = [];'),
      /hangs|throws/,
    ],
    ['waits for a regular expression', inBody("/^(a+)+$/.test('a'.repeat(40) + 'b');"), /does not come to an end/],
    [
      'fills the memory natively',
      inBody("'x'.repeat(5e8).split('').map((c) => [c]);"),
      /fills the memory|kills its process|does not come to an end/,
    ],
    [
      'fills typed arrays',
      inBody('const kept = []; for (let k = 0; k < 500; k++) kept.push(new Float64Array(1e7).fill(k));'),
      /fills the memory|kills its process|does not come to an end|throws/,
    ],
  ];

  test('among ordinary ones', async () => {
    const texts = hostile.flatMap(([, text]) => [DOUBLED, text]);
    const results = await judged(pool, texts, CASES);
    for (const [i, result] of results.entries()) {
      if (i % 2 === 0) expect(result, 'an ordinary variant').toMatchObject({ stage: 'done', reason: null });
      else expect(result.reason, hostile[i >> 1]![0]).toMatch(hostile[i >> 1]![2]);
    }
    expect(pool.supervision.restarts).toBeGreaterThan(0);
    const [after] = await judged(pool, [DOUBLED], CASES);
    expect(after).toMatchObject({ stage: 'done' });
  });
});

test('what never ends by itself, or only on rows that no case has, is stopped in its worker: no host is replaced', async () => {
  const own = poolOf(await payloadOf(DOUBLED), 1, 3000);
  const waiting = inBody("/^(a+)+$/.test('a'.repeat(40) + 'b');");
  const sometimes = inBody(
    "let calls = (list.length * 31 + list[0]) % 23 === 22 ? 1 : 0; if (calls) /^(a+)+$/.test('a'.repeat(40) + 'b');",
  );
  try {
    const [first, , second] = await judged(own, [waiting, DOUBLED, sometimes, DOUBLED], { ...TIMED, cases: false });
    expect(first!.reason).toMatch(/does not come to an end/);
    expect(second!.reason).toMatch(/does not come to an end/);
    const [third, after] = await judged(own, [waiting, DOUBLED], TIMED);
    expect(third).toMatchObject({ stage: 'cases', reason: 'does not come to an end' });
    expect(after).toMatchObject({ stage: 'done', reason: null });
    expect(own.supervision.restarts).toBe(0);
  } finally {
    await own.close();
  }
});

describe('a cheating variant is rejected', () => {
  const cheats: [name: string, text: string, stage: string, reason: RegExp][] = [
    ['returns NaN', DOUBLED.replace('* 2', '* NaN'), 'cases', /another result/],
    ['returns nothing', 'module.exports = function () {};', 'cases', /another result/],
    [
      'returns a proxy of everything',
      'module.exports = () => new Proxy([], { get: () => NaN });',
      'scope',
      /names Proxy/,
    ],
    ['names the process', inBody('process.exit();'), 'scope', /names process/],
    ['names require', inBody("require('fs');"), 'scope', /names require/],
    ['names globalThis', inBody('globalThis.x = 1;'), 'scope', /names globalThis/],
    [
      'reaches for a constructor',
      inBody("list.constructor.constructor('return 1')();"),
      'scope',
      /reaches for constructor/,
    ],
    ['reaches for it by a text', inBody("list['constructor'];"), 'scope', /reaches for constructor/],
    ['evaluates text', inBody("eval('1');"), 'scope', /names eval/],
    ['makes code', inBody("Function('1');"), 'scope', /names Function/],
    ['leaks a global', inBody('leaked = 1;'), 'scope', /names leaked/],
    ['patches an array method', beside('Array.from = () => [];'), 'stress', /changes Array\.from/],
    ['patches the clock', beside('Date.now = () => 0;'), 'stress', /changes Date\.now/],
    ['patches Math', beside('Math.imul = (a) => a;'), 'stress', /changes Math\.imul/],
    ['changes its arguments', inBody('list.push(0); list.pop(); list.reverse();'), 'cases', /result|arguments/],
    ['sorts its arguments afterwards', DOUBLED.replace('return out', 'list.sort(); return out'), 'cases', /arguments/],
    [
      'returns one buffer again and again',
      beside('const kept = [];').replace('const out = [];', 'const out = kept; kept.length = 0;'),
      'cases',
      /overwrites an earlier result/,
    ],
    [
      'returns its argument',
      'module.exports = (list) => { for (let i = 0; i < list.length; i++) list[i] *= 2; return list; };',
      'cases',
      /argument/,
    ],
    [
      'is right once and wrong later',
      beside('let n = 0;').replace('return out', 'if (n++ > 100) out.push(0); return out'),
      'cases|stress',
      /./,
    ],
    ['is no code', 'module.exports = function (', 'parse', /Unexpected/],
    ['fails when it is loaded', beside('null.x;'), 'load', /Cannot read/],
    ['exports nothing', 'module.exports = 1;', 'load', /not a function/],
  ];

  test.each(cheats)('%s', async (_, text, stage, reason) => {
    const [result] = await judged(pool, [text], STRESS);
    expect(result!.stage).toMatch(new RegExp(`^(${stage})$`));
    expect(result!.reason).toMatch(reason);
    const [honest] = await judged(pool, [DOUBLED], STRESS);
    expect(honest).toMatchObject({ stage: 'done', reason: null });
  });
});

test.each([
  ['of its own', 'Array.from({ length: 1 + Math.floor(random() * 12) }, () => Math.floor(random() * 50))'],
  ['that all rows share', 'SHARED'],
])('a list %s that a variant changed is as before for the next one', async (_, list) => {
  const inputs = `const SHARED = [3, 1, 2];
    export const inputs = (random, count) => Array.from({ length: count }, () => [${list}]);`;
  const own = poolOf(await payloadOf(DOUBLED, inputs), 1, 3000);
  try {
    const changing = inBody('list.push(9);');
    const results = await judged(own, [changing, DOUBLED, changing, DOUBLED], { ...TIMED, stress: 12 });
    expect(results.map(({ stage }) => stage)).toEqual(['cases', 'done', 'cases', 'done']);
  } finally {
    await own.close();
  }
});

test('objects that a function hands on unread are compared in peace', async () => {
  const text = 'module.exports = (list) => list.slice().reverse();\n';
  const inputs = `export const inputs = (random, count) => Array.from({ length: count }, () => [
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({ name: Math.floor(random() * 9) })),
  ]);`;
  const own = poolOf(await payloadOf(text, inputs), 1, 3000);
  try {
    const [same, other] = await judged(own, [text, text.replace('.reverse()', '')], STRESS);
    expect(same).toMatchObject({ stage: 'done', reason: null });
    expect(other).toMatchObject({ stage: 'cases' });
  } finally {
    await own.close();
  }
});

test('the whole way of an honest variant', async () => {
  const faster = DOUBLED.replace('out.push(list[i] * 2)', 'out[i] = list[i] * 2');
  const [result] = await judged(pool, [faster], TIMED);
  expect(result).toMatchObject({ stage: 'done', accuracy: 1 });
  expect(result!.logs).toHaveLength(6);
  expect(result!.memory!.bytesBefore).toBeGreaterThan(0);
  expect(result!.stress!.score).toBe(1);
  expect(result!.stress!.checks).toBeGreaterThan(20);
});

test('memory is measured of all, of none, or of what is fast enough', async () => {
  const tried = async (memory: Plan['memory']): Promise<boolean> => {
    const [result] = await judged(pool, [DOUBLED], { ...TIMED, memory });
    return result!.memory !== null;
  };
  expect(await tried(true)).toBe(true);
  expect(await tried(false)).toBe(false);
  expect(await tried(0.1)).toBe(true);
  expect(await tried(50)).toBe(false);
});

test('a known worse control scores worse, and the ancestor scores like itself', async () => {
  const slower = DOUBLED.replace(
    'const out = [];',
    'let out = []; for (let k = 0; k < 40; k++) out = list.slice(); out = [];',
  );
  const median = (logs: readonly number[]): number => [...logs].sort((a, b) => a - b)[logs.length >> 1]!;
  // Other tests run beside it: one race may fall into a second in which a core is elsewhere.
  const races = Array.from({ length: 5 }, () => [slower, DOUBLED]).flat();
  const results = await judged(pool, races, { ...TIMED, pairs: 8 });
  const [worse, same] = [0, 1].map((side) => results.filter((_, i) => i % 2 === side)) as [
    TrialResult[],
    TrialResult[],
  ];
  const middle = (some: readonly TrialResult[]): number => median(some.map(({ logs }) => median(logs)));
  expect(middle(worse)).toBeLessThan(Math.log(0.6));
  expect(Math.abs(middle(same))).toBeLessThan(Math.log(2));
  const { bytesBefore, bytesAfter } = worse[0]!.memory!;
  expect(bytesAfter).toBeGreaterThan(bytesBefore * 2);
});

test.each([
  ['one in three', 'list[0] % 3 === 0'],
  ['one in five hundred', '(list[0] * 31 + list.length) % 500 === 7'],
])('a module that throws on %s of its inputs is timed, and who throws on others is found', async (_, when) => {
  const throwing = inBody(`if (${when}) throw new RangeError('not that one');`);
  const own = poolOf(await payloadOf(throwing), 1, 3000);
  try {
    const facts = await own.preflight();
    expect(facts).toMatchObject({ refusal: null });
    const texts = [throwing, DOUBLED, throwing.replace(when, `${when} || list.length > 3`)];
    const [same, never, more] = await judged(own, texts, TIMED);
    expect(same).toMatchObject({ stage: 'done' });
    expect(same!.logs.length).toBeGreaterThan(0);
    for (const other of [never, more]) expect(other!.stage).not.toBe('done');
  } finally {
    await own.close();
  }
});
