/** What counting and looking at a module's calls tells, and that it leaves them as they are. */
import { expect, test } from 'vitest';
import { pieceAt } from '../../src/analysis/heat.ts';
import { KINDS } from '../../src/analysis/values.ts';
import { examine, type Grain } from '../../src/evaluation/worker/examine.ts';
import { Realm } from '../../src/evaluation/worker/realm.ts';
import { outcomeOf } from '../../src/evaluation/worker/side.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { preflight } from '../../src/improvement/subject.ts';
import { View } from '../../src/variation/view.ts';
import { payloadOf, poolOf } from './subject.ts';

/** Every way in which code is passed over, and expressions that begin where others do. */
const text = `const table = { a: 1, b: { c: 2 } };
function named(make = function () {}, other = (x) => x.k ? x.k : -1) {
  return make.name + other.name;
}
class Box { constructor(x) { this.x = x; } twice() { return this?.x ? (this.x, this.x * 2) : 0; } }
module.exports = function (list) {
  let out = [], total = list[0] > 20 ? list[0] < 40 ? 1 : 2 : list.length > 4 && list[1] || 3;
  let kept = list.length > 6 ? null : undefined;
  kept ??= list[2] ?? 'none';
  out.push(...list, total, kept), out.push((total++, list[total % 2]));
  switch (list.length % 4) {
    case 0: out.push('zero');
    case 1: case 2: { out.push(table['b'].c); break }
    case 3: total ||= 7; break;
    default: out.push('never');
  }
  try { if (list.length === 5) null.x; out.push(1); } catch ({ message }) { out.push('caught', typeof message); }
  for (const key in table.b) for (const x of list.map((v) => v & 1 ? v : 'even')) out.push(key, x, table.b[key]);
  label: do { total -= 3; if (total > 0) continue label; } while (total > 0);
  return [named(), new Box(total).twice(), out?.[0]?.toFixed(1), table?.[\`\${list[0]}\`]?.c, ...out, delete list[0], typeof table.a];
};
`;

test.each<Grain>(['loops', 'branches', 'values', 'entries'])(
  'a text counted by %s gives what it gives',
  async (grain) => {
    const realm = new Realm(await payloadOf(text));
    const [plain] = realm.load(text);
    const { calls, counters } = realm.loadCounted(examine(text, false, grain).counted);
    for (const row of realm.rows(1, 60, 'module.exports')) {
      counters.fill(1e9);
      const [wanted, got] = [plain!, calls[0]!].map((call) => outcomeOf(call, structuredClone(row)));
      expect(wanted!.threw).toBe(false);
      expect(JSON.stringify(got)).toBe(JSON.stringify(wanted));
    }
  },
);

test('each piece is counted where it is looked for, and what never runs is left out', async () => {
  const code = `module.exports = function (list, by = list.length) {
  const first = list.length > 900 ? list.never1 : list[0] || 7;
  switch (by > 0) { case true: by++; by--; break; default: by.never2(); }
  try { by += 1; } catch (e) { list.never3(); }
  return by < 0 && list.never4 || first;
};
`;
  const payload = await payloadOf(code);
  const pool = poolOf(payload, 1);
  const { profile, values } = await preflight(pool, payload);
  await pool.close();
  const ancestor = parseAncestor(code, payload.file);
  const counts = new Map(profile);
  const pieces = ancestor.nodes.flatMap((node) => {
    const at = pieceAt(node);
    return at === undefined
      ? []
      : [[code.slice(node.start, node.end).replace(/\s+/g, ' '), counts.get(at) ?? 0] as const];
  });
  const runs = Object.fromEntries(pieces);
  expect(runs['list.length']).toBe(1);
  expect(runs['list[0] || 7']).toBe(1);
  expect(runs['by--;']).toBe(1);
  expect(runs['7']).toBeGreaterThan(0);
  expect(runs['7']).toBeLessThan(1);
  for (const never of ['list.never1', 'by.never2();', '{ list.never3(); }', 'list.never4'])
    expect(runs[never], never).toBe(0);
  const view = new View(ancestor, [], counts, { values: new Map(values) });
  expect(view.all.map(({ node }) => node.name as string).filter((name) => /^never/.test(name))).toEqual([]);
});

test('what was seen of a value stands at its own expression, and not at one that begins where it does', async () => {
  const code = `const size = (list) => list.length > 4 ? 'many' : 'few';
module.exports = function (list) {
  const half = list.slice(1);
  return list[0] > 20 ? size(half) + (list[1] || list[2]) : half.map(String);
};
`;
  const payload = await payloadOf(code);
  const pool = poolOf(payload, 1);
  const values = new Map((await preflight(pool, payload)).values);
  await pool.close();
  const kindsOf = (part: string): number => {
    const start = code.indexOf(part);
    return values.get(`${start}-${start + part.length}`)!.kinds;
  };
  expect(kindsOf("list.length > 4 ? 'many' : 'few'")).toBe(KINDS.ascii);
  expect(kindsOf('list.length > 4')).toBe(KINDS.other);
  expect(kindsOf('list[0] > 20 ? size(half) + (list[1] || list[2]) : half.map(String)')).toBe(KINDS.list | KINDS.ascii);
  expect(kindsOf('list[0] > 20')).toBe(KINDS.other);
  // What is read, and what is given on.
  expect(kindsOf('list[0]')).toBe(KINDS.small);
  expect(kindsOf('list[2]')).toBe(KINDS.undefined | KINDS.small);
  const given = code.indexOf('half)');
  expect(values.get(`${given}-${given + 4}`)!.kinds).toBe(KINDS.list);
});

test('what arguments mostly are, and that some are the same as another, is told by position', async () => {
  const code = 'module.exports = function (a, b, c) {\n  return a === b ? c : 0;\n};\n';
  const inputs = `export const inputs = (random, count) => Array.from({ length: count }, () => {
  const a = Math.floor(random() * 3);
  return ['x' + a, 'x' + Math.floor(random() * 3), random()];
});
`;
  const pool = poolOf(await payloadOf(code, inputs), 1);
  const [[, domains]] = (await preflight(pool, await payloadOf(code, inputs))).domains as [[number, string[][]]];
  await pool.close();
  expect(domains[0]).toEqual(expect.arrayContaining(['short text', 'ascii text']));
  expect(domains[1]).toContain('same as 0');
  expect(domains[2]!.filter((domain) => domain.startsWith('same'))).toEqual([]);
});
