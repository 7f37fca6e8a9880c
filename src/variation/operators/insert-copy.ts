/** Inserts a copy of a statement before another one. */
import { makeEdit } from '../../genome/edit.ts';
import type { Operator } from '../operator.ts';
import { canStand } from '../standing.ts';
import { drawSite, fits } from '../view.ts';

export const insertCopy: Operator = {
  name: 'insert-copy',
  does: 'inserts a copy of a statement elsewhere',
  places: ({ statements }) => statements.map(({ node }) => node.locus),
  propose(view, random) {
    const place = drawSite(view.statements, random);
    const donor = drawSite(view.statements, random);
    if (
      !place ||
      !donor ||
      place.node === donor.node ||
      !fits(view, donor.node, place.node) ||
      !canStand(view, donor.node, place.node)
    )
      return undefined;
    return makeEdit('insert-copy', [{ at: `before:${place.node.locus}`, code: '$s', holes: { $s: donor.node.locus } }]);
  },
};
