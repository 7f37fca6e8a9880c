/** Moves a statement of a loop's body before the loop. */
import { makeEdit } from '../../genome/edit.ts';
import type { Operator } from '../operator.ts';
import { canStand } from '../standing.ts';
import { drawSite, enclosingLoop, fits, inList, type Site, type View } from '../view.ts';

export const hoistStatement: Operator = {
  name: 'hoist-statement',
  does: 'moves a statement out of its loop',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(candidates(view), random);
    const loop = site && enclosingLoop(view, site.node);
    if (!loop || !fits(view, site.node, loop) || !canStand(view, site.node, loop, true)) return undefined;
    return makeEdit('hoist-statement', [
      { at: `before:${loop.locus}`, code: '$s', holes: { $s: site.node.locus } },
      { at: site.node.locus, code: '' },
    ]);
  },
};

function candidates(view: View): Site[] {
  return view.statements.filter(({ node }) => {
    const loop = enclosingLoop(view, node);
    return loop !== undefined && inList(view, loop);
  });
}
