/** Exchanges the operands of a binary or logical expression. */
import { makeEdit } from '../../genome/edit.ts';
import type { Operator } from '../operator.ts';
import { drawSite, type View } from '../view.ts';

export const swapOperands: Operator = {
  name: 'swap-operands',
  does: 'exchanges the operands of an expression',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(candidates(view), random);
    if (!site) return undefined;
    const { node } = site;
    const holes = { $a: node.right.locus, $b: node.left.locus };
    return makeEdit('swap-operands', [{ at: node.locus, code: `$a ${node.operator} $b`, holes }]);
  },
};

const candidates = (view: View) =>
  view.expressions.filter(
    ({ node }) => /^(Binary|Logical)Expression$/.test(node.type) && node.left.type !== 'PrivateName',
  );
