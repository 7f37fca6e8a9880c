/** "Equal to the ancestor means": each clause of that sentence, in one realm and across two. */
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Equality, type EqualityOptions, incomparable, type Outcome } from '../../src/experiment/equality.ts';

const strict: EqualityOptions = { tolerance: 0, messages: [], prototypes: new Map() };
const same = (a: unknown, b: unknown, options: Partial<EqualityOptions> = {}): boolean =>
  new Equality({ ...strict, ...options }).equal(a, b);
const difference = (a: Outcome, b: Outcome, options: Partial<EqualityOptions> = {}): string | undefined =>
  new Equality({ ...strict, ...options }).difference(a, b);
const gives = (value: unknown, args: unknown[] = []): Outcome => ({ threw: false, value, args });
const throws = (error: unknown, args: unknown[] = []): Outcome => ({ threw: true, error, args });

/** A realm with the counterparts of this realm's, or of another's, prototypes. */
function realm(): { run: (code: string) => unknown; prototypes: object[] } {
  const context = vm.createContext({});
  const run = (code: string): unknown => vm.runInContext(`(${code})`, context);
  const makers = ['Object', 'Array', 'Map', 'Set', 'Date', 'RegExp', 'Error', 'TypeError', 'Uint8Array', 'Function'];
  return { run, prototypes: run(`[${makers.map((name) => `${name}.prototype`)}]`) as object[] };
}
const [left, right] = [realm(), realm()];
const prototypes = new Map(left.prototypes.map((prototype, i) => [prototype, right.prototypes[i]!]));
const acrossRealms = (a: string, b: string): boolean => same(left.run(a), right.run(b), { prototypes });

/** Pairs of expressions that are equal, and that are not. */
const EQUAL: [string, string][] = [
  ['1', '1'],
  ['NaN', 'NaN'],
  ['-0', '-0'],
  ['"a"', '"a"'],
  ['10n', '10n'],
  ['undefined', 'undefined'],
  ['null', 'null'],
  ['[1, [2], { a: [3] }]', '[1, [2], { a: [3] }]'],
  ['[1, , 2, ,]', '[1, , 2, ,]'],
  ['{ a: 1, b: undefined }', '{ a: 1, b: undefined }'],
  ['Object.create(null)', 'Object.create(null)'],
  ['Object.assign([1], { extra: 2 })', 'Object.assign([1], { extra: 2 })'],
  ['new Map([[1, { a: 1 }], ["b", [2]]])', 'new Map([[1, { a: 1 }], ["b", [2]]])'],
  ['new Set([1, "1", NaN])', 'new Set([1, "1", NaN])'],
  ['new Date(5)', 'new Date(5)'],
  ['new Date(NaN)', 'new Date(NaN)'],
  ['/a/gi', '/a/gi'],
  ['new Uint8Array([1, 2])', 'new Uint8Array([1, 2])'],
  ['new Float64Array([NaN, -0])', 'new Float64Array([NaN, -0])'],
  ['new DataView(new Uint8Array([1, 2, 3]).buffer, 1)', 'new DataView(new Uint8Array([9, 2, 3]).buffer, 1)'],
  ['new Uint8Array([1, 2]).buffer', 'new Uint8Array([1, 2]).buffer'],
  ['new Number(1)', 'new Number(1)'],
  ['new (class Point { x = 1 })()', 'new (class Point { x = 1 })()'],
  ['Object.defineProperty({}, "hidden", { value: 1 })', 'Object.defineProperty({}, "hidden", { value: 2 })'],
  ['(() => { const a = [1]; a.push(a); return a; })()', '(() => { const a = [1]; a.push(a); return a; })()'],
  [
    '(() => { const a = {}; const b = { a }; a.b = b; return [a, b]; })()',
    '(() => { const a = {}; const b = { a }; a.b = b; return [a, b]; })()',
  ],
  [
    '(() => { const m = new Map(); m.set(m, [m]); return m; })()',
    '(() => { const m = new Map(); m.set(m, [m]); return m; })()',
  ],
  ['(() => { const a = []; return [a, a]; })()', '(() => { const a = []; return [a, a]; })()'],
  ['function named(a) { return a; }', 'function named(a) { return a; }'],
  ['Symbol("a")', 'Symbol("a")'],
];

const UNEQUAL: [string, string][] = [
  ['0', '-0'],
  ['1', '"1"'],
  ['1', 'true'],
  ['0', 'null'],
  ['null', 'undefined'],
  ['1', '1.0000000001'],
  ['10n', '10'],
  ['"a"', '["a"]'],
  ['[1, 2]', '[2, 1]'],
  ['[1]', '[1, undefined]'],
  ['[,]', '[undefined]'],
  ['[1, ,]', '[1]'],
  ['[]', '{}'],
  ['[]', 'Object.assign([], { extra: 1 })'],
  ['{ length: 0 }', '[]'],
  ['{ a: 1, b: 2 }', '{ b: 2, a: 1 }'],
  ['{ a: 1 }', '{ a: 1, b: undefined }'],
  ['{ a: 1 }', '{ b: 1 }'],
  ['{}', 'Object.create(null)'],
  ['{}', 'Object.create({})'],
  ['{}', 'new (class Point {})()'],
  ['new (class Point {})()', 'new (class Other {})()'],
  ['new Map([[1, 2], [3, 4]])', 'new Map([[3, 4], [1, 2]])'],
  ['new Map([[1, { a: 1 }]])', 'new Map([[1, { a: 2 }]])'],
  ['new Map()', 'new Set()'],
  ['new Set([1, 2])', 'new Set([2, 1])'],
  ['new Set([1])', 'new Set([1, 2])'],
  ['new Date(5)', 'new Date(6)'],
  ['/a/g', '/a/i'],
  ['new Uint8Array([1])', 'new Uint8Array([2])'],
  ['new Uint8Array([1])', 'new Int8Array([1])'],
  ['new Uint8Array([1])', '[1]'],
  ['new DataView(new Uint8Array([1]).buffer)', 'new DataView(new Uint8Array([2]).buffer)'],
  ['new Uint8Array([1]).buffer', 'new Uint8Array([2]).buffer'],
  ['new Number(1)', 'new Number(2)'],
  ['new Number(1)', '1'],
  ['(() => { const a = [1]; a.push(a); return a; })()', '[1, [1]]'],
  ['(() => { const a = []; return [a, a]; })()', '[[], []]'],
  ['[[], []]', '(() => { const a = []; return [a, a]; })()'],
  ['() => 1', '() => 2'],
  ['Symbol("a")', 'Symbol("b")'],
];

const here = (code: string): unknown => new Function(`return (${code});`)();

describe('values', () => {
  it.each(EQUAL)('%s equals %s', (a, b) => {
    expect(same(here(a), here(b))).toBe(true);
  });

  it.each(UNEQUAL)('%s differs from %s', (a, b) => {
    expect(same(here(a), here(b))).toBe(false);
    expect(same(here(b), here(a))).toBe(false);
  });

  it.each(EQUAL)('across realms: %s equals %s', (a, b) => {
    expect(acrossRealms(a, b)).toBe(true);
  });

  it.each(UNEQUAL)('across realms: %s differs from %s', (a, b) => {
    expect(acrossRealms(a, b)).toBe(false);
    expect(acrossRealms(b, a)).toBe(false);
  });

  it('a prototype of the realm has but one counterpart', () => {
    expect(same(left.run('[1]'), left.run('[1]'), { prototypes })).toBe(true);
    expect(acrossRealms('new Error("a")', 'new TypeError("a")')).toBe(false);
    expect(acrossRealms('new (class Map {})()', 'new Map()')).toBe(false);
    expect(acrossRealms('[]', 'new (class Array {})()')).toBe(false);
  });

  it('remembers nothing from one comparison to the next', () => {
    const equality = new Equality(strict);
    const [a, b, c] = [{ x: 1 }, { x: 1 }, { x: 1 }];
    expect(equality.equal(a, b)).toBe(true);
    expect(equality.equal(a, c)).toBe(true);
    b.x = 2;
    expect(equality.equal(a, b)).toBe(false);
  });
});

describe('with a tolerance', () => {
  const near = (a: unknown, b: unknown) => same(a, b, { tolerance: 0.01 });

  it('finite numbers may differ by it, relative above 1', () => {
    expect(near(0.5, 0.509)).toBe(true);
    expect(near(0.5, 0.52)).toBe(false);
    expect(near(1000, 1009)).toBe(true);
    expect(near(1000, 1011)).toBe(false);
    expect(near(-1000, -1009)).toBe(true);
    expect(near(1, -1)).toBe(false);
    expect(near({ a: [1] }, { a: [1.001] })).toBe(true);
    expect(near(new Float64Array([1]), new Float64Array([1.001]))).toBe(true);
  });

  it('0 is -0, and what is not finite stays exact', () => {
    expect(near(0, -0)).toBe(true);
    expect(near([-0], [0])).toBe(true);
    expect(near(Number.NaN, Number.NaN)).toBe(true);
    expect(near(Number.NaN, 0)).toBe(false);
    expect(near(Number.POSITIVE_INFINITY, Number.MAX_VALUE)).toBe(false);
    expect(near(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(false);
    expect(near(10n, 10)).toBe(false);
    expect(near('1', '1.001')).toBe(false);
  });
});

describe('outcomes', () => {
  it('are equal by result', () => {
    expect(difference(gives([1]), gives([1]))).toBe(undefined);
    expect(difference(gives([1]), gives([2]))).toBe('gives another result');
  });

  it('one throws and the other does not', () => {
    expect(difference(gives(1), throws(new TypeError('x')))).toBe('throws TypeError');
    expect(difference(throws(new TypeError('x')), gives(1))).toBe('does not throw');
  });

  it('a throw is compared by class', () => {
    expect(difference(throws(new TypeError('a')), throws(new TypeError('b')))).toBe(undefined);
    expect(difference(throws(new TypeError('a')), throws(new RangeError('a')))).toBe(
      'throws RangeError instead of TypeError',
    );
    expect(difference(throws(new TypeError('a')), throws(new Error('a')))).toBeDefined();
    const [mine, right2] = [left.run('new TypeError("a")'), right.run('new TypeError("b")')];
    expect(difference(throws(mine), throws(right2), { prototypes })).toBe(undefined);
    expect(difference(throws(mine), throws(right.run('new RangeError("a")')), { prototypes })).toBeDefined();
  });

  it('also where classes of the module share the name of their parent', () => {
    class ParseError extends Error {}
    expect(difference(throws(new ParseError('a')), throws(new ParseError('a')))).toBe(undefined);
    expect(difference(throws(new ParseError('a')), throws(new Error('a')))).toBeDefined();
  });

  it('and by message where the module wrote it', () => {
    const messages = ['no items in '];
    expect(difference(throws(new Error('no items in a')), throws(new Error('no items in a')), { messages })).toBe(
      undefined,
    );
    expect(difference(throws(new Error('no items in a')), throws(new Error('no items in b')), { messages })).toBe(
      'throws with another message',
    );
    expect(difference(throws(new Error('no items in a')), throws(new Error('other')), { messages })).toBeDefined();
    expect(
      difference(throws(new TypeError('a is not a function')), throws(new TypeError('b is not a function')), {
        messages,
      }),
    ).toBe(undefined);
  });

  it('what is thrown need not be an error', () => {
    expect(difference(throws('a'), throws('a'))).toBe(undefined);
    expect(difference(throws('a'), throws('b'))).toBe('throws another value');
    expect(difference(throws('a'), throws(new Error('a')))).toBe('throws another value');
    expect(difference(throws(undefined), throws(null))).toBe('throws another value');
  });

  it('have the same effect on the arguments, also when they throw', () => {
    const why = 'leaves its arguments in another state';
    expect(difference(gives(1, [[1, 2]]), gives(1, [[1, 2]]))).toBe(undefined);
    expect(difference(gives(1, [[1, 2]]), gives(1, [[2, 1]]))).toBe(why);
    expect(difference(gives(1, [{ a: 1 }]), gives(1, [{ a: 1, b: 1 }]))).toBe(why);
    expect(difference(throws(new Error('a'), [[1]]), throws(new Error('a'), [[]]))).toBe(why);
  });

  it('a result is one of the arguments on both sides, or on neither', () => {
    const [a, b] = [[1], [1]];
    const [x, y] = [[1], [1]];
    expect(difference(gives(a, [a, b]), gives(x, [x, y]))).toBe(undefined);
    expect(difference(gives(b, [a, b]), gives(y, [x, y]))).toBe(undefined);
    expect(difference(gives(a, [a, b]), gives(y, [x, y]))).toBe('returns its argument 1');
    expect(difference(gives([1], [a, b]), gives(x, [x, y]))).toBe('returns its argument 0');
    expect(difference(gives(a, [a, b]), gives([1], [x, y]))).toBe('does not return its argument 0');
    expect(difference(gives(1, [1]), gives(1, [1]))).toBe(undefined);
  });

  it('a part of the result is a part of the arguments on both sides, or on neither', () => {
    const [a, x] = [[1], [1]];
    expect(difference(gives({ list: a }, [a]), gives({ list: x }, [x]))).toBe(undefined);
    expect(difference(gives({ list: a }, [a]), gives({ list: [1] }, [x]))).toBeDefined();
    expect(difference(gives({ list: [1] }, [a]), gives({ list: x }, [x]))).toBeDefined();
  });
});

it('says which results cannot be compared', () => {
  expect(incomparable(() => 1)).toBe('a function');
  expect(incomparable(Promise.resolve(1))).toMatch(/^a promise/);
  expect(incomparable([1][Symbol.iterator]())).toBe('an iterator');
  expect(incomparable((function* () {})())).toBe('an iterator');
  expect(incomparable(new WeakMap())).toBe('a weak collection');
  for (const value of [1, 'a', null, undefined, [], {}, new Map(), new Error('a')])
    expect(incomparable(value)).toBe(undefined);
});
