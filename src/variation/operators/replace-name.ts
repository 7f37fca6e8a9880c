/** Reads another visible variable. */
import { makeEdit } from '../../genome/edit.ts';
import { pick } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import { drawSite, type View, visibleNames } from '../view.ts';

export const replaceName: Operator = {
  name: 'replace-name',
  does: 'reads another variable',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(candidates(view), random);
    if (!site) return undefined;
    const names = [...visibleNames(view, site.node)].filter((name) => name !== site.node.name && name !== 'arguments');
    return names.length === 0
      ? undefined
      : makeEdit('replace-name', [{ at: site.node.locus, code: pick(random, names) }]);
  },
};

const candidates = (view: View) => view.expressions.filter(({ node }) => node.type === 'Identifier');
