/** A list, object or set of constants made once for the module instead of in each call. */
import { isFunction, type SyntaxNode } from '../../genome/syntax.ts';
import { type Match, madeBefore, type Rule } from '../rule.ts';
import { enclosingFunction, topStatement } from '../view.ts';

/** Whether a node holds constants alone. */
function isConstant(node: SyntaxNode | null): boolean {
  switch (node?.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return true;
    case 'UnaryExpression':
      return node.operator === '-' && isConstant(node.argument);
    case 'ArrayExpression':
      return (node.elements as (SyntaxNode | null)[]).every(isConstant);
    case 'ObjectExpression':
      return (node.properties as SyntaxNode[]).every(
        (property) => property.type === 'ObjectProperty' && !property.computed && isConstant(property.value),
      );
    case 'NewExpression':
      return /^(Set|Map|RegExp)$/.test(node.callee.name ?? '') && (node.arguments as SyntaxNode[]).every(isConstant);
    default:
      return false;
  }
}

const size = ({ elements, properties, arguments: given }: SyntaxNode): number =>
  (elements ?? properties ?? given ?? []).length;

export const constantToModule: Rule = {
  name: 'constant-to-module',
  why: 'is made once instead of in each call',
  claims: 'where it is only read',
  matches(view) {
    const out: Match[] = [];
    for (const { node, parent, heat } of view.all) {
      if (!/^(Array|Object|New)Expression$/.test(node.type) || !isConstant(node) || size(node) === 0) continue;
      // A part of a constant goes with the whole; a function stands between it and the module.
      if (isConstant(parent) || !enclosingFunction(view, node)) continue;
      const top = topStatement(view, node);
      if (!top || (isFunction(parent) && parent.body !== node)) continue;
      out.push({ at: node.locus, heat, places: () => madeBefore(top, node, 'constant') });
    }
    return out;
  },
};
