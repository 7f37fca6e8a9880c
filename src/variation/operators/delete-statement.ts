/** Deletes a statement. */
import { makeEdit } from '../../genome/edit.ts';
import type { Operator } from '../operator.ts';
import { drawSite, type Site } from '../view.ts';

export const deleteStatement: Operator = {
  name: 'delete-statement',
  does: 'deletes a statement',
  places: ({ statements }) => statements.map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(view.statements, random);
    return site && deletion(site);
  },
  all: ({ statements }) => [...statements].sort((a, b) => b.heat - a.heat).map(deletion),
};

const deletion = ({ node }: Site) => makeEdit('delete-statement', [{ at: node.locus, code: '' }]);
