/** Returns a visible variable before a statement. */
import { makeEdit } from '../../genome/edit.ts';
import { pick } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import { drawSite, enclosingFunction, type View, visibleNames } from '../view.ts';

export const earlyReturn: Operator = {
  name: 'early-return',
  does: 'returns early with a variable',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(candidates(view), random);
    if (!site) return undefined;
    const names = [...visibleNames(view, site.node)].filter((name) => name !== 'arguments');
    if (names.length === 0) return undefined;
    return makeEdit('early-return', [{ at: `before:${site.node.locus}`, code: `return ${pick(random, names)};` }]);
  },
};

const candidates = (view: View) => view.statements.filter(({ node }) => enclosingFunction(view, node) !== undefined);
