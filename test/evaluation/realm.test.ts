import { afterEach, describe, expect, test } from 'vitest';
import { Supervisor } from '../../src/evaluation/supervisor.ts';
import { loopText } from '../../src/evaluation/worker/loop.ts';
import { Realm } from '../../src/evaluation/worker/realm.ts';
import type { SubjectPayload } from '../../src/experiment/subject.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { kernelsByName } from '../../src/variation/kernels/kernels.ts';
import { repairs } from '../../src/verdict/confirm.ts';
import { editOf } from '../genome/editing.ts';
import { CASES, judged, payloadOf, poolOf, STRESS } from './subject.ts';

let pool: Supervisor | undefined;
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

const callback = `module.exports = function each(list, visit) {
  const out = [];
  for (const item of list) out.push(visit(item));
  return out;
};
`;
const callbackInputs = `export const inputs = (random, count) => Array.from({ length: count }, () => [
  Array.from({ length: 4 }, () => Math.floor(random() * 9)), (x) => x + 1,
]);
`;

describe('stress', () => {
  test('storage kept between calls fails when it is entered again from a callback', async () => {
    pool = poolOf(await payloadOf(callback, callbackInputs), 1);
    expect((await pool.preflight()).refusal).toBeNull();
    const kept = callback
      .replace('const out = [];', 'kept.length = 0;')
      .replaceAll('out', 'kept')
      .replace('return kept', 'return kept.slice()');
    const [result, honest] = await judged(pool, [`const kept = [];\n${kept}`, callback], STRESS);
    expect(result).toMatchObject({ stage: 'stress' });
    expect(result!.reason).toMatch(/entered again|callback|throws/);
    expect(honest).toMatchObject({ stage: 'done' });
  });

  test('what differs outside the ranges seen is told by class', async () => {
    const text = 'module.exports = (a, b) => Math.max(a, b);\n';
    const inputs =
      'export const inputs = (random, count) => Array.from({ length: count }, () => [1 + Math.floor(random() * 99), 5 + Math.floor(random() * 99)]);\n';
    pool = poolOf(await payloadOf(text, inputs), 1);
    await pool.preflight();
    const [result] = await judged(pool, ['module.exports = (a, b) => (a > b ? a : b) & 65535;\n'], STRESS);
    expect(result!.stage).toBe('done');
    expect(result!.stress!.score).toBeLessThan(1);
    expect(result!.stress!.failing.map(({ kind }) => kind)).toContain('integers above 65,535');
  });

  test('a class counts as one that the inputs hold at the places alone where they hold it', async () => {
    const text = `module.exports = (points) => points.map(([x, y]) => (y === undefined ? 0 : x + y)).join();\n`;
    // Lists of one point there are, and no point of one coordinate.
    const inputs = `export const inputs = (random, count) => Array.from({ length: count }, () => [
  Array.from({ length: 1 + Math.floor(random() * 3) }, () => [1 + Math.floor(random() * 9), 1 + Math.floor(random() * 9)]),
]);
`;
    pool = poolOf(await payloadOf(text, inputs), 1);
    await pool.preflight();
    const one = 'module.exports = (points) => points.map(([x, y]) => x + y).join();\n';
    const none = text.replace('=> points', '=> points.length === 1 ? "" : points');
    const [inner, outer] = await judged(pool, [one, none], { ...STRESS, stress: 40 });
    expect(inner!.stage).toBe('done');
    expect(inner!.stress!.failing.map(({ kind }) => kind)).toContain('lists of one');
    expect(outer).toMatchObject({ stage: expect.not.stringMatching('done') });
  });

  test('half of a character is another class than characters beyond ASCII, which the inputs hold', async () => {
    const text = 'module.exports = (text) => encodeURI(text.replace(/[\\ud800-\\udfff]/u, "?"));\n';
    const inputs = `export const inputs = (random, count) => Array.from({ length: count }, () => [
  Array.from({ length: 4 }, () => ['a', 'é', '😀'][Math.floor(random() * 3)]).join(''),
]);
`;
    pool = poolOf(await payloadOf(text, inputs), 1);
    await pool.preflight();
    const other = text.replace('"?"', '""');
    const ascii = text.replace('(text.', '(text.replace(/ß/g, "s").');
    const [halves, letters] = await judged(pool, [other, ascii], { ...STRESS, stress: 40 });
    expect(halves!.stage).toBe('done');
    expect(halves!.stress!.failing.map(({ kind }) => kind)).toEqual(['texts with half of a character']);
    expect(letters).toMatchObject({ stage: 'stress', reason: expect.stringContaining('beyond ASCII') });
  });

  test('another distance that the inputs do not tell apart is told by exchanged characters, and no guard is', async () => {
    const distance = (name: string): string =>
      `${kernelsByName.get(name)!.code.replace(/%(?=[a-zA-Z])/g, '$')}\nmodule.exports = $kernel;\n`;
    const inputs = `const word = (random) => Array.from({ length: 12 }, () => 'abcdefgh'[Math.floor(random() * 8)]).join('');
export const inputs = (random, count) => Array.from({ length: count }, () => {
  const a = word(random);
  const at = Math.floor(random() * 12);
  return [a, a.slice(0, at) + 'x' + a.slice(at + 1)];
});
`;
    pool = poolOf(await payloadOf(distance('levenshtein'), inputs), 1);
    await pool.preflight();
    const [other, own] = await judged(pool, ['damerau-levenshtein', 'levenshtein'].map(distance), STRESS);
    expect(own!.stress).toMatchObject({ score: 1, failing: [] });
    expect(other!.stress!.score).toBeLessThan(0.95);
    const kind = 'texts with two characters exchanged';
    expect(other!.stress!.failing).toContainEqual(expect.objectContaining({ kind, outside: [] }));
  });
});

describe('whether a function changes its arguments', () => {
  const changesArguments = async (text: string, extension: SubjectPayload['extension'] = []): Promise<boolean> => {
    pool = poolOf(await payloadOf(text, undefined, { extension }), 1);
    return (await pool.preflight()).changesArguments;
  };
  const beside = [1, 2, 3, 4, 5].map((row) => ({ export: 0, row, steps: [row] }));
  const largest = 'module.exports = (list) => Math.max(...list);\n';

  test('is not said of one that leaves them alone', async () => {
    expect(await changesArguments(largest)).toBe(false);
    expect(await changesArguments(largest, beside)).toBe(false);
  });

  test('is said of one that sorts them, and of one that does so only outside of what the inputs hold', async () => {
    expect(await changesArguments('module.exports = (list) => list.sort((a, b) => b - a)[0];\n')).toBe(true);
    const text =
      'module.exports = (list) => { if (list.some((x) => !(x >= 0 && x < 50))) list.reverse(); return list.length; };\n';
    const many = Array.from({ length: 60 }, (_, row) => ({ export: 0, row, steps: [row, row + 1, row + 2] }));
    expect(await changesArguments(text)).toBe(false);
    expect(await changesArguments(text, many)).toBe(true);
  });
});

test('imports, node modules and globals that the ancestor names are there', async () => {
  const text =
    "const { format } = require('node:util');\nmodule.exports = (x) => format('%s!', new URL('https://a.b/' + x).pathname);\n";
  const inputs =
    'export const inputs = (random, count) => Array.from({ length: count }, () => [String(Math.floor(random() * 99))]);\n';
  const imports = "module.exports = { 'node:util': require('node:util') };";
  pool = poolOf(await payloadOf(text, inputs, { imports, globals: ['URL'] }), 1);
  expect((await pool.preflight()).refusal).toBeNull();
  const [result] = await judged(pool, [text], STRESS);
  expect(result).toMatchObject({ stage: 'done' });
});

test('a graded oracle gives the mean score, and a less accurate variant is rejected', async () => {
  const text = 'module.exports = (x) => { let s = 0; for (let i = 1; i <= 40; i++) s += x / i / i; return s; };\n';
  const inputs = `export const inputs = (random, count) => Array.from({ length: count }, () => [1 + random()]);
export const score = ([x], y) => Math.max(0, 1 - Math.abs(y / ((x * Math.PI ** 2) / 6) - 1));\n`;
  pool = poolOf(await payloadOf(text, inputs), 1);
  const facts = await pool.preflight();
  expect(facts.graded).toBe(true);
  expect(facts.accuracy).toBeGreaterThan(0.95);
  const [worse, better] = await judged(pool, [text.replace('40', '20'), text.replace('40', '80')], STRESS);
  expect(worse).toMatchObject({ stage: 'cases' });
  expect(worse!.reason).toMatch(/accuracy/);
  expect(better).toMatchObject({ stage: 'done' });
  expect(better!.accuracy!).toBeGreaterThan(facts.accuracy);
});

describe('an answer that is wrong on one input in some hundreds', () => {
  const text = 'module.exports = (x, y) => (x % 40 === 0 && y % 40 === 0 ? -x : x + 1 * 2);\n';
  const inputs = `export const inputs = (random, count) => Array.from({ length: count }, () => [
  1 + Math.floor(random() * 4000), 1 + Math.floor(random() * 4000)]);
`;
  const wrong = text.replace('x % 40 === 0 && y % 40 === 0', 'false');
  const further = (cases: number | 'found') => ({ ...STRESS, stress: 0, cases });

  test('shows on the further cases, and what was found joins the cases of all', async () => {
    pool = poolOf(await payloadOf(text, inputs), 1);
    const [right] = await judged(pool, [text], further(0));
    expect(right).toMatchObject({ stage: 'done', reason: null });
    let killer: number | null = null;
    for (let slice = 0; slice < 5 && killer === null; slice++)
      killer = (await judged(pool, [wrong], further(slice)))[0]!.killer;
    expect(killer).toBeLessThan(0);
    pool.orderCases([killer!]);
    const results = await judged(pool, [wrong, text], further('found'));
    expect(results[0]).toMatchObject({ stage: 'cases', killer });
    expect(results[1]).toMatchObject({ stage: 'done' });
    const [plain] = await judged(pool, [wrong], { ...STRESS, stress: 0 });
    expect(plain).toMatchObject({ stage: 'cases', killer });
  });

  test('is mended by leaving out the one edit that brought it', async () => {
    pool = poolOf(await payloadOf(text, inputs), 2);
    const ancestor = parseAncestor(text, 'module.js');
    const fault = editOf(ancestor, { at: 'x % 40 === 0 && y % 40 === 0', code: 'false' });
    const gain = editOf(ancestor, { at: '1 * 2', code: '2' });
    const finalists = [
      { id: 'g1-1', edits: [fault, gain] },
      { id: 'g1-2', edits: [fault] },
    ];
    expect(await repairs(pool, ancestor, finalists, 0.95)).toEqual([{ id: 'g1-1', edits: [gain] }]);
  });

  test('is mended of several edits, one after the other, where they are wrong beside the inputs', async () => {
    const beside = "module.exports = (n) => (n === 0 ? 'none' : n < 0 ? 'less' : n + 1 * 2);\n";
    const numbers = `export const inputs = (random, count) => Array.from({ length: count }, () => [
  1 + Math.floor(random() * 1000)]);
`;
    pool = poolOf(await payloadOf(beside, numbers), 2);
    const ancestor = parseAncestor(beside, 'module.js');
    const gain = editOf(ancestor, { at: '1 * 2', code: '2' });
    const edits = [
      editOf(ancestor, { at: 'n === 0', code: 'false' }),
      gain,
      editOf(ancestor, { at: 'n < 0', code: 'false' }),
    ];
    expect(await repairs(pool, ancestor, [{ id: 'g1-1', edits }], 0.95)).toEqual([{ id: 'g1-1', edits: [gain] }]);
  });
});

test('a loop reads a character of each text, so that none is put off', () => {
  const make = new Function(`return ${loopText({ owner: undefined, call: () => undefined }, 1, false)}`)() as (
    f: (n: number) => unknown,
  ) => (pool: unknown[][], from: number, to: number) => void;
  const original = String.prototype.charCodeAt;
  let read = 0;
  try {
    String.prototype.charCodeAt = function (at) {
      read++;
      return original.call(this, at);
    };
    make((n) => 'a'.repeat(n))([[0], [1], [2], [3]], 1, 4);
  } finally {
    String.prototype.charCodeAt = original;
  }
  expect(read).toBe(3);
});

test('what a text imports is its own: nothing that another one did to it shows', async () => {
  const text = "const { next } = require('./counter');\nmodule.exports = () => next();\n";
  const imports = "let n = 0;\nmodule.exports = { './counter': { next: () => ++n } };\n";
  const realm = new Realm(await payloadOf(text, undefined, { imports }));
  const [one, other] = [realm.load(text)[0]!, realm.load(text)[0]!];
  expect([one.call(), one.call(), other.call()]).toEqual([1, 2, 1]);
});

test.each([
  ["Object.defineProperty(String.prototype, 'own', { value: () => 1 });"],
  ['String.prototype.own = () => 1;'],
])('imports that cannot be loaded twice, or leave something new behind each time, are shared: %s', async (does) => {
  const text = "const { next } = require('./counter');\nmodule.exports = () => next();\n";
  const imports = `${does} let n = 0;\nmodule.exports = { './counter': { next: () => ++n } };\n`;
  const realm = new Realm(await payloadOf(text, undefined, { imports }));
  expect([realm.load(text)[0]!.call(), realm.load(text)[0]!.call()]).toEqual([1, 2]);
  expect(realm.damage()).toBeUndefined();
});

test('a generator may keep rows for one part: the search does not see those of the confirmation', async () => {
  const text = 'module.exports = (x) => x + 1;\n';
  const inputs =
    "export const inputs = (random, count, name, part) => Array.from({ length: count }, () => [part === 'search' ? Math.floor(random() * 9) : 100 + random()]);\n";
  pool = poolOf(await payloadOf(text, inputs), 1);
  await pool.preflight();
  const wrong = { slot: 0, text: 'module.exports = (x) => (x < 100 ? x + 1 : 0);\n', plan: CASES };
  expect((await pool.trial(wrong)).stage).toBe('done');
  expect((await pool.trial(wrong, 'confirmation')).stage).toBe('cases');
});

test('how long a trial may take follows from what the original takes: a slow one is no hang', async () => {
  const text =
    'module.exports = (n) => { let sum = 0; for (let i = 0; i < 1e5; i++) sum = (sum + i * n) % 1000003; return sum; };\n';
  const inputs =
    'export const inputs = (random, count) => Array.from({ length: count }, () => [Math.floor(random() * 99)]);\n';
  const payload = await payloadOf(text, inputs);
  pool = new Supervisor({ payload, workers: 1, memoryLimit: 1024, timeLimit: 20, batch: 1 });
  const item = { slot: 0, text: `${text}// copied\n`, plan: CASES };
  expect(await pool.trial(item)).toMatchObject({ reason: 'does not come to an end' });
  pool.knows({ lookMs: 1e6, trialMs: 1e6 });
  expect(await pool.trial(item)).toMatchObject({ stage: 'done' });
});

test('what is required only where it is needed may be missing', async () => {
  const own = poolOf(
    await payloadOf(
      "const json = typeof JSON === 'undefined' ? require('no-such-package') : JSON; module.exports = (list) => json.stringify(list);",
    ),
    1,
  );
  expect(await own.preflight()).toMatchObject({ refusal: null });
  await own.close();
});
