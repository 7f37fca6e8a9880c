/** Deletes a member of a list: a declarator, an argument, an element, a property or an `else`. */
import { makeEdit } from '../../genome/edit.ts';
import { isStatementType, slotOf } from '../../genome/syntax.ts';
import { isOptional } from '../../genome/template.ts';
import type { Operator } from '../operator.ts';
import { drawSite, type View } from '../view.ts';

export const deleteMember: Operator = {
  name: 'delete-member',
  does: 'deletes a declarator, argument, element, property or else branch',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(candidates(view), random);
    return site && makeEdit('delete-member', [{ at: site.node.locus, code: '' }]);
  },
};

const candidates = (view: View) =>
  view.all.filter(({ node, parent }) => {
    const slot = slotOf(parent, node);
    if (!slot || !isOptional(parent, slot.name)) return false;
    if (
      slot.name === 'params' ||
      slot.name === 'quasis' ||
      slot.name === 'expressions' ||
      slot.name === 'directives' ||
      slot.name === 'specifiers'
    )
      return false;
    // What a constant, a pattern or a loop over a list declares needs its value.
    if (slot.name === 'init' && parent.type === 'VariableDeclarator') {
      if (parent.id.type !== 'Identifier' || view.phenotype.parentOf(parent)?.kind === 'const') return false;
    }
    if (parent.type === 'VariableDeclaration' && parent.declarations.length === 1) return false;
    if (node.key?.type === 'PrivateName') return false;
    return !(isStatementType(node.type) && slot.index >= 0);
  });
