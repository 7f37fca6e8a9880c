/** Moves a statement before another one. */
import { makeEdit } from '../../genome/edit.ts';
import { contains, slotOf } from '../../genome/syntax.ts';
import type { Operator } from '../operator.ts';
import { canStand } from '../standing.ts';
import { drawSite, fits, type Site } from '../view.ts';

export const moveStatement: Operator = {
  name: 'move-statement',
  does: 'moves a statement elsewhere',
  places: ({ statements }) => statements.map(({ node }) => node.locus),
  propose(view, random) {
    const from = drawSite(view.statements, random);
    const to = drawSite(view.statements, random);
    if (
      !from ||
      !to ||
      from.node === to.node ||
      isBefore(from, to) ||
      contains(from.node, to.node) ||
      !fits(view, from.node, to.node) ||
      !canStand(view, from.node, to.node, true)
    )
      return undefined;
    return makeEdit('move-statement', [
      { at: `before:${to.node.locus}`, code: '$s', holes: { $s: from.node.locus } },
      { at: from.node.locus, code: '' },
    ]);
  },
};

/** Whether the one stands right before the other already. */
const isBefore = (a: Site, b: Site): boolean =>
  a.parent === b.parent && slotOf(a.parent, a.node)!.index + 1 === slotOf(b.parent, b.node)!.index;
