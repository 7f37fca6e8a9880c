/** Edits in code that no input reaches once the others are there are out: nothing tells whether they are right. */
import { expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import type { Edit } from '../../src/genome/edit.ts';
import { runText } from '../../src/verdict/confirm.ts';
import { reachedEdits } from '../../src/verdict/reached.ts';
import { payloadOf, poolOf } from '../evaluation/subject.ts';
import { editOf } from '../genome/editing.ts';

const TEXT = `module.exports = function total(list) {
  let sum = 0;
  const twice = (n) => n * 2;
  try {
    for (const item of list) { sum += twice(item); }
  } catch { return summed(list); }
  if (typeof list === 'string') { sum = 0; }
  return sum;
  function summed(all) { return all.length; }
};
`;
const ancestor = parseAncestor(TEXT, 'total.js');
const at = (code: string, by: string, where?: 'before' | 'after', nth = 0): Edit =>
  editOf(ancestor, { at: code, code: by, nth, ...(where ? { where } : {}) });

/** A way of its own for every list, with the function's own code as the other. */
const whole = (name: string): Edit =>
  at(
    'let sum = 0;',
    `if (Array.isArray(list)) { let ${name} = 0; for (let i = 0; i < list.length; i++) ${name} += list[i]; return ${name} * 2; }`,
    'before',
  );

async function left(...edits: Edit[]): Promise<number[]> {
  const pool = poolOf(await payloadOf(runText(ancestor, edits)), 1);
  try {
    const kept = await reachedEdits(pool, ancestor, edits, 1);
    return edits.flatMap((edit, i) => (kept.includes(edit) ? [i] : []));
  } finally {
    await pool.close();
  }
}

test('an edit in what is left as the other way goes, and nothing else does', async () => {
  const gone = at("if (typeof list === 'string') { sum = 0; }", '');
  expect(await left(whole('a'), gone)).toEqual([0]);
  expect(await left(gone, whole('a'))).toEqual([1]);
  expect(await left(gone)).toEqual([0]);
});

test('of two ways, either of which keeps inputs from the other, one stays', async () => {
  expect(await left(whole('a'), whole('b'))).toHaveLength(1);
});

test('a change of what another edit brought in stays where that is reached', async () => {
  const first = whole('a');
  const inside = {
    ...at('0', '0'),
    places: [{ at: `${first.id}.0`, code: 'if (1) { $was; }', holes: { $was: `${first.id}.0` } }],
  };
  expect(await left(first, { ...inside, id: 'aaaaaaaaaaaa' })).toEqual([0, 1]);
});

test('where it cannot be told, an edit stays: guarded by a catch, in a declared function', async () => {
  const caught = at('sum += twice(item);', 'sum += item * 2;');
  const declared = at('function summed(all) { return all.length; }', 'function summed(all) { return all.length | 0; }');
  expect(await left(whole('a'), caught, declared)).toEqual([0, 1, 2]);
});

test('an edit in a function that unreached code alone calls goes', async () => {
  expect(await left(at('return all.length;', 'return 7;'), at('n * 2', 'n + n'))).toEqual([1]);
});
