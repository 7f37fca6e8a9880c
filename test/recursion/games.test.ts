/** Games in processes of their own: the same as at home, and safe from policies that do not end or change what they see. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { freshPolicy, shippedIntegrator } from '../../src/integrator/load.ts';
import { gamesOf, type Played } from '../../src/recursion/game.ts';
import { Games, type PolicyText } from '../../src/recursion/games.ts';
import { poolsOf } from '../../src/recursion/pools.ts';

const shipped = shippedIntegrator();
const policy = (text: string): PolicyText => {
  const { form, source } = parseAncestor(text, 'integrator.ts');
  return { form, run: source.run };
};
const V0 = policy(shipped);
const asked = { part: 'search', count: 12, seed: 5 } as const;

let games: Games;
let own: Played;
beforeAll(async () => {
  games = new Games(0, 2);
  own = gamesOf((await freshPolicy()).integrator, await poolsOf(0), asked);
});
afterAll(() => games.close());

/** V0 with another way to rank. */
const ranking = (body: string): PolicyText =>
  policy(`${shipped.replace('export function rank(', 'function ranked(').replaceAll(' rank(', ' ranked(')}
export function rank(state, candidates) { ${body} }
`);
const nothing = Array.from({ length: asked.count }, () => 0);

describe('a policy plays', () => {
  test('as it does at home', async () => {
    expect(own).toMatchObject({ outside: 0, unsound: 0 });
    expect(own.scores.some((score) => score! > 0)).toBe(true);
    expect(await games.play(V0, asked)).toEqual(own);
  });

  test('and captures nothing where it throws, does not load, or tries what is in no pool', async () => {
    expect(await games.play(ranking("throw new Error('odd');"), asked)).toMatchObject({ scores: nothing, outside: 0 });
    expect(await games.play(policy('export const play = missing;'), asked)).toMatchObject({ scores: nothing });
    const lost = await games.play(ranking('return [{ index: -1 }, { index: -1 }];'), asked);
    // Of a small pool with nothing to be had nothing is missed.
    expect(lost!.scores.filter((score) => score > 0).length).toBeLessThan(3);
    expect(lost!.outside).toBeGreaterThanOrEqual(2 * asked.count);
  });

  test('and is told to be unsound where it loses what the engine needs besides', async () => {
    const forgetful = policy(shipped.replace('shares: shares(state, strategies),', 'shares: [],'));
    expect(await games.play(forgetful, asked)).toMatchObject({ scores: own.scores, unsound: expect.any(Number) });
    expect((await games.play(forgetful, asked))!.unsound).toBeGreaterThan(0);
  });

  test('and changes nothing for those that come after it', async () => {
    const meddler = ranking(`
      try { candidates[0].heat = 7; candidates.length = 0; } catch {}
      Array.prototype.slice = () => [];
      Math.exp = () => 1;
      return [];`);
    await games.play(meddler, asked);
    expect(await games.play(V0, asked)).toEqual(own);
  });

  test('and one that ends its process costs that game alone', async () => {
    const killer = ranking("candidates.constructor.constructor('return process')().exit(1);");
    const [gone, ...others] = await Promise.all([killer, V0, V0].map((one) => games.play(one, asked)));
    expect(gone).toBe(null);
    for (const other of others) expect(other).toEqual(own);
  });

  test('nobody waits for games that were closed', async () => {
    const closed = new Games(0, 1);
    const waiting = [closed.play(V0, asked), closed.play(V0, asked), closed.play(V0, asked)];
    closed.close();
    expect(await Promise.all(waiting)).toEqual([null, null, null]);
  });
});
