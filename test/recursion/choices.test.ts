/** Choices: scored by recorded pools, kept where other families say so too. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offspringPlan } from '../../src/evolution/settings.ts';
import { parseAncestor } from '../../src/genome/ancestor.ts';
import { makeEdit } from '../../src/genome/edit.ts';
import { express } from '../../src/genome/phenotype.ts';
import { splice } from '../../src/genome/splice.ts';
import { shippedIntegrator } from '../../src/integrator/load.ts';
import { confirmedChoice, Scorer } from '../../src/recursion/choices.ts';
import { Games } from '../../src/recursion/games.ts';
import { type Pools, poolsOf } from '../../src/recursion/pools.ts';
import { settings } from '../evolution/settings.ts';

/** V0, but for the order of what it ranks: the worst comes first. */
const WORSE = shippedIntegrator().replace(
  'priorities[b.index]! - priorities[a.index]!',
  'priorities[a.index]! - priorities[b.index]!',
);
const worse = parseAncestor(WORSE, 'integrator.ts');
const plan = offspringPlan(settings);

let games: Games;
let pools: Pools;
let scorer: Scorer;
beforeAll(async () => {
  games = new Games(0, 2);
  pools = await poolsOf(0);
  scorer = new Scorer(games, worse, 1);
});
afterAll(() => games.close());

const node = (text: string) => worse.nodes.find(({ start, end }) => worse.text.slice(start, end) === text)!;
/** Puts the best first again. */
const mend = () => {
  const { locus, left, right } = node('priorities[a.index]! - priorities[b.index]!');
  return makeEdit('swap-operands', [
    { at: locus, code: '$right - $left', holes: { $left: left.locus, $right: right.locus } },
  ]);
};
const idle = () => makeEdit('change-literal', [{ at: node("'metrics'").locus, code: "'figures'" }]);
const textOf = (edits: Parameters<typeof express>[1]): string => splice(express(worse, edits), 'run');

test('who captures more passes with that share, who captures less or never ends is rejected', async () => {
  const mended = await scorer.trial({ slot: 1, text: textOf([mend()]), plan });
  const same = await scorer.trial({ slot: 2, text: textOf([]), plan });
  expect(mended).toMatchObject({ slot: 1, stage: 'done' });
  expect(same).toMatchObject({ slot: 2, stage: 'done', accuracy: await scorer.scoreOf([]) });
  expect(mended.accuracy).toBeGreaterThan(same.accuracy!);
  const better = new Scorer(games, parseAncestor(shippedIntegrator(), 'integrator.ts'), 1);
  expect(await better.trial({ slot: 3, text: textOf([]), plan })).toMatchObject({ stage: 'cases', accuracy: null });
  const gone = "candidates.constructor.constructor('return process')().exit(1);";
  const { source } = parseAncestor(
    shippedIntegrator().replace('  const chosen = inUse(state);', gone),
    'integrator.ts',
  );
  expect(await scorer.trial({ slot: 4, text: source.run, plan })).toMatchObject({ stage: 'time', accuracy: null });
});

test('what other families confirm is kept, without what does nothing; nothing else is', async () => {
  const given = { games, pools, scorer, seed: 1 };
  expect(await confirmedChoice(worse, [], given)).toBe(null);
  expect(await confirmedChoice(worse, [[idle()]], given)).toBe(null);
  const chosen = await confirmedChoice(worse, [[idle()], [idle(), mend()]], given);
  expect(chosen?.edits.map(({ operator }) => operator)).toEqual(['swap-operands']);
  expect(chosen?.changes).toEqual([
    expect.stringMatching(/^line \d+: swap-operands \(.*\): 0\.\d+ of the gain to be had$/),
  ]);
});
