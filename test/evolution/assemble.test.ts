/** Assembling: what touches the same data is tried together, what is in each other's way is not. */
import { expect, test } from 'vitest';
import type { Individual } from '../../src/evolution/generation.ts';
import { assemble } from '../../src/evolution/strategies/assemble.ts';
import type { Knowledge } from '../../src/evolution/strategies/strategy.ts';
import type { Worth } from '../../src/evolution/worth.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import type { Edit } from '../../src/genome/edit.ts';
import { stream } from '../../src/statistics/random.ts';
import { editOf } from '../genome/editing.ts';

const ancestor = parseAncestor(
  `module.exports = function (list, a, b, c, d, e) {
  const rows = [];
  for (let i = 0; i < list.length; i++) rows.push(list[i]);
  return [rows.length, a + 1, b + 1, c + 1, d + 1, e + 1];
};
`,
  'one.js',
);
const scratch = editOf(ancestor, { at: '[]', code: 'scratch' });
const other = editOf(ancestor, { at: '[]', code: 'new Array(3)' });
const rows = editOf(ancestor, { at: 'rows.length', code: 'rows.length * 1' });
const strangers = ['a', 'b', 'c', 'd', 'e'].map((name) => editOf(ancestor, { at: `${name} + 1`, code: `1 + ${name}` }));

const made = (screened: Knowledge['screened'], edits: readonly Edit[] = []): string[][] => {
  const best = [{ id: 'g0-0', edits }] as unknown as Individual[];
  return Array.from({ length: 400 }, (_, seed) =>
    assemble
      .make({ ancestor, screened, best } as unknown as Knowledge, stream(1, seed), 0, 0)!
      .edits.map(({ id }) => id),
  );
};
const worth = (mean: number): Worth => ({ mean, variance: 1e-8 });
const plain = (edit: Edit): Knowledge['screened'][number] => ({ edit, worth: worth(0) });

test('an edit that is wrong alone is put together mostly with one that touches the same data', () => {
  const all = made([{ edit: scratch, worth: null }, plain(rows), ...strangers.map(plain)]);
  const withScratch = all.filter(([first]) => first === scratch.id);
  expect(withScratch.length).toBeGreaterThan(5);
  expect(withScratch.every((ids) => ids.length > 1)).toBe(true);
  const together = withScratch.filter(([, second]) => second === rows.id).length;
  expect(together / withScratch.length).toBeGreaterThan(0.3);
  // And it joins a genome that holds such an edit more often than one that does not.
  const joins = (held: Edit): number =>
    made([{ edit: scratch, worth: null }, ...strangers.slice(1).map(plain)], [held]).filter(
      ([, second]) => second === scratch.id,
    ).length;
  expect(joins(rows)).toBeGreaterThan(2 * joins(strangers[0]!));
});

test('two edits that replace the same code are never in one genome', () => {
  const all = made([plain(scratch), plain(other), plain(rows)]);
  expect(all.some((ids) => ids.includes(scratch.id)) && all.some((ids) => ids.includes(other.id))).toBe(true);
  expect(all.filter((ids) => ids.includes(scratch.id) && ids.includes(other.id))).toEqual([]);
});

test('what paid alone is put together as well, the most promising first', () => {
  const screened = strangers.map((edit, k) => ({ edit, worth: worth([0.1, 0.5, -0.2, 0.3, 0.4][k]!) }));
  const order = [1, 4, 3, 0].map((k) => strangers[k]!.id);
  const whole = made(screened).filter((ids) => ids.length > 1 && ids.every((id, k) => id === order[k]));
  // By one more at a time the four that paid come in this order once in hundreds.
  expect(whole.filter(({ length }) => length === order.length).length).toBeGreaterThan(5);
  expect(made([plain(scratch), ...screened]).some((ids) => ids.includes(strangers[2]!.id))).toBe(true);
});

test('of what is little known one may be worth more than what is known to pay something', () => {
  const [known, unsure, poor] = strangers as [Edit, Edit, Edit];
  const all = made([
    { edit: known, worth: worth(0.05) },
    { edit: unsure, worth: { mean: 0, variance: 0.01 } },
    { edit: poor, worth: worth(0.01) },
  ]).filter((ids) => ids.length > 1);
  const firsts = (edit: Edit): number => all.filter(([id]) => id === edit.id).length;
  expect(firsts(unsure)).toBeGreaterThan(20);
  expect(firsts(known)).toBeGreaterThan(20);
  expect(firsts(poor)).toBeLessThan(firsts(known));
});
