/** Leaves one operand of an expression: `a + b` to `a`, `f(x)` to `x`, `c ? a : b` to `a`. */
import { makeEdit } from '../../genome/edit.ts';
import { isExpressionType, type SyntaxNode } from '../../genome/syntax.ts';
import { pick } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import { drawSite, type View } from '../view.ts';

export const dropOperand: Operator = {
  name: 'drop-operand',
  does: 'leaves only one operand of an expression',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(candidates(view), random);
    if (!site) return undefined;
    const kept = pick(random, operands(site.node));
    return makeEdit('drop-operand', [{ at: site.node.locus, code: '$e', holes: { $e: kept.locus } }]);
  },
};

const candidates = (view: View) => view.expressions.filter(({ node }) => operands(node).length > 0);

function operands(node: SyntaxNode): SyntaxNode[] {
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      return node.left.type === 'PrivateName' ? [node.right] : [node.left, node.right];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'UnaryExpression':
      return /^[!+~-]$/.test(node.operator) ? [node.argument] : [];
    case 'CallExpression': {
      const values = (node.arguments as SyntaxNode[]).filter((item) => isExpressionType(item.type));
      return node.callee.type === 'MemberExpression' && node.callee.object.type !== 'Super'
        ? [node.callee.object, ...values]
        : values;
    }
    case 'AssignmentExpression':
      return [node.right];
    default:
      return [];
  }
}
