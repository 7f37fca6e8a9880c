/** Makes a condition always true or always false. */
import { makeEdit } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { pick } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import { drawSite, type View } from '../view.ts';

export const forceCondition: Operator = {
  name: 'force-condition',
  does: 'makes a condition always true or always false',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(candidates(view), random);
    return site && makeEdit('force-condition', [{ at: site.node.locus, code: pick(random, ['true', 'false']) }]);
  },
};

const candidates = (view: View) =>
  view.expressions.filter(({ node, parent }) => isCondition(node, parent) && node.type !== 'BooleanLiteral');

function isCondition(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test === node;
  return parent.type === 'LogicalExpression';
}
