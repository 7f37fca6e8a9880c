/** Moves a statement before another one. */
import { makeEdit } from '../../genome/edit.ts';
import { contains } from '../../genome/syntax.ts';
import type { Operator } from '../operator.ts';
import { drawSite, fits } from '../view.ts';

export const moveStatement: Operator = {
  name: 'move-statement',
  does: 'moves a statement elsewhere',
  places: ({ statements }) => statements.map(({ node }) => node.locus),
  propose(view, random) {
    const from = drawSite(view.statements, random);
    const to = drawSite(view.statements, random);
    if (!from || !to || from.node === to.node || contains(from.node, to.node) || !fits(view, from.node, to.node))
      return undefined;
    return makeEdit('move-statement', [
      { at: `before:${to.node.locus}`, code: '$s', holes: { $s: from.node.locus } },
      { at: from.node.locus, code: '' },
    ]);
  },
};
