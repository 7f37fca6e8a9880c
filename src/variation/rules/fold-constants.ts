/** Arithmetic on numbers that stand in the text, done once here. */
import type { SyntaxNode } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';

function valueOfConstant(node: SyntaxNode): number | undefined {
  if (node.type === 'NumericLiteral') return Number(node.value);
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const value = valueOfConstant(node.argument);
    return value === undefined ? undefined : -value;
  }
  if (node.type === 'MemberExpression' && !node.computed && node.object.name === 'Math') {
    const name = node.property.name as 'PI' | 'E' | 'LN2' | 'LN10' | 'SQRT2' | 'SQRT1_2' | 'LOG2E' | 'LOG10E';
    return /^(PI|E|LN2|LN10|SQRT2|SQRT1_2|LOG2E|LOG10E)$/.test(name) ? Math[name] : undefined;
  }
  if (node.type !== 'BinaryExpression') return undefined;
  const left = valueOfConstant(node.left);
  const right = valueOfConstant(node.right);
  if (left === undefined || right === undefined) return undefined;
  switch (node.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '**':
      return left ** right;
    case '%':
      return left % right;
    case '<<':
      return left << right;
    default:
      return undefined;
  }
}

export const foldConstants: Rule = {
  name: 'fold-constants',
  why: 'is worked out once, here',
  claims: 'everywhere',
  matches: (view) =>
    (view.byType.get('BinaryExpression') ?? []).flatMap(({ node, parent, heat }): Match[] => {
      const value = valueOfConstant(node);
      if (value === undefined || !Number.isFinite(value) || valueOfConstant(parent) !== undefined) return [];
      const code = value < 0 || Object.is(value, -0) ? `(-${String(-value)})` : String(value);
      return [{ at: node.locus, heat, places: () => [{ at: node.locus, code }] }];
    }),
};
