/** Swaps a statement with a neighbour in the same list. */
import { makeEdit } from '../../genome/edit.ts';
import { type SyntaxNode, slotOf } from '../../genome/syntax.ts';
import type { Operator } from '../operator.ts';
import { drawSite } from '../view.ts';

export const swapStatements: Operator = {
  name: 'swap-statements',
  does: 'swaps two neighbouring statements',
  places: ({ statements }) =>
    statements.filter(({ node, parent }) => following(parent, node)).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(
      view.statements.filter(({ node, parent }) => following(parent, node)),
      random,
    );
    if (!site) return undefined;
    const first = site.node.locus;
    const second = following(site.parent, site.node)!.locus;
    return makeEdit('swap-statements', [
      { at: first, code: '$s', holes: { $s: second } },
      { at: second, code: '$s', holes: { $s: first } },
    ]);
  },
};

function following(parent: SyntaxNode, node: SyntaxNode): SyntaxNode | undefined {
  const slot = slotOf(parent, node);
  return slot && slot.index >= 0 ? parent[slot.name][slot.index + 1] : undefined;
}
