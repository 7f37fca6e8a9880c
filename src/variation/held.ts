/** What names of the ancestor stand for. */
import { parameterName } from '../genome/scope.ts';
import { declaredFunction, isFunction, type SyntaxNode } from '../genome/syntax.ts';
import type { View } from './view.ts';

/** What a name stands for in the whole module; undefined where that may be several things. */
export function heldForGood(view: View, name: string): SyntaxNode | undefined {
  const of = (type: string, slot: string): SyntaxNode[] =>
    view.ancestor.nodes.filter((other) => other.type === type && other[slot]?.name === name);
  const [declared, ...others] = of('VariableDeclarator', 'id');
  if (!declared || others.length > 0 || of('AssignmentExpression', 'left').length > 0) return undefined;
  // Elsewhere the name may be another thing.
  const isParameter = ({ params }: SyntaxNode): boolean =>
    (params as SyntaxNode[]).some((parameter) => parameterName(parameter) === name);
  return view.ancestor.nodes.some((other) => isFunction(other) && isParameter(other)) ? undefined : declared.init;
}

/** The literal of a type that an expression is, or that a name stands for in the whole module. */
export function literalAt(view: View, node: SyntaxNode | undefined, type: string): SyntaxNode | undefined {
  if (node?.type !== 'Identifier') return node?.type === type ? node : undefined;
  const held = heldForGood(view, node.name);
  return held?.type === type ? held : undefined;
}

/** The function that an expression is, or that a name of the ancestor's stands for. */
export const functionAt = (view: View, node: SyntaxNode): SyntaxNode | undefined =>
  node.type === 'Identifier'
    ? view.ancestor.nodes.map(declaredFunction).find((found) => found?.name === node.name)?.scope
    : isFunction(node)
      ? node
      : undefined;
