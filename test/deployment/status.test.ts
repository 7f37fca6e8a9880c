/** What status says of a version: what stands by where it throws or answers wrongly. */
import { expect, test } from 'vitest';
import { statusOf } from '../../src/deployment/status.ts';
import type { CodeTraits } from '../../src/population/registry.ts';
import { registryFolder } from './served.ts';
import { ORIGINAL, put } from './versions.ts';

test.each<[traits: Partial<CodeTraits>, protection: RegExp]>([
  [{}, /^shadow on trial, and now and then in service; fallback to the original where it throws$/],
  [{ asynchronous: true }, /^the pointer alone: its calls end later than they return$/],
  [{ usesThis: true, graded: true }, /^the pointer alone: it uses `this`$/],
  [{ effects: ['console', 'fs'] }, /^the pointer alone: its module uses console, fs, and a second call may be seen/],
  [{ graded: true }, /^fallback to the original where it throws; its answers are graded, so another one is no fault$/],
  [
    { changesArguments: true },
    /^on trial shadow and fallback, on copies .* it changes its arguments, so there is no fallback$/,
  ],
])('of %o', async (traits, protection) => {
  const populations = registryFolder();
  await put(populations, ORIGINAL.replace('let sum', 'let  sum'), 0.05, traits);
  expect(await statusOf(populations)).toMatchObject([
    {
      name: 'total',
      active: 'V0',
      watched: 'V1',
      canary: { share: 0.05 },
      protection: expect.stringMatching(protection),
    },
  ]);
});
