import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { editSchema, makeEdit } from '../../src/genome/edit.ts';

const places = [{ at: '41', code: '$b + $a', holes: { $b: '43', $a: '42' } }];

it('an edit is named by the hash of the rest of it', () => {
  const edit = makeEdit('swap', places);
  const { id, ...rest } = edit;
  expect(id).toBe(hash('sha256', JSON.stringify(rest), 'hex').slice(0, 12));
});

it('the id survives JSON, and the order in which holes were named', () => {
  const edit = makeEdit('swap', places);
  const { id, operator, places: read } = editSchema.parse(JSON.parse(JSON.stringify(edit)));
  expect(makeEdit(operator, read).id).toBe(id);
  expect(makeEdit('swap', [{ at: '41', holes: { $a: '42', $b: '43' }, code: '$b + $a' }])).toEqual(edit);
  expect(makeEdit('swap', [{ at: '41', code: '', holes: {} }])).toEqual(makeEdit('swap', [{ at: '41', code: '' }]));
});

it('operator, place, code and holes all count', () => {
  const others = [
    makeEdit('other', places),
    makeEdit('swap', [{ ...places[0]!, at: '40' }]),
    makeEdit('swap', [{ ...places[0]!, at: 'before:41' }]),
    makeEdit('swap', [{ ...places[0]!, code: '$b - $a' }]),
    makeEdit('swap', [{ ...places[0]!, holes: { $b: '43', $a: '44' } }]),
    makeEdit('swap', [...places, ...places]),
  ];
  expect(new Set([makeEdit('swap', places), ...others].map(({ id }) => id)).size).toBe(7);
});

it.each([
  { at: '-1', code: '' },
  { at: 'beside:3', code: '' },
  { at: '9f2c41d07ab.1', code: '' },
  { at: '3', code: '', holes: { $a: 'x' } },
  { at: '3', code: '', more: 1 },
])('refuses the place %j', (place) => {
  const edit = { ...makeEdit('swap', places), places: [place] };
  expect(editSchema.safeParse(edit).success).toBe(false);
  expect(editSchema.safeParse({ ...edit, places }).success).toBe(true);
  expect(editSchema.safeParse({ ...edit, places: [] }).success).toBe(false);
});
