/** `'a'.concat(b).concat('c', d)`, which compilers make of a template, made a template again. */
import type { SyntaxNode } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';

/** All that a chain of `concat` on a text puts together, in order; undefined for any other expression. */
function piecesOf(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  if (node.type === 'StringLiteral') return [node];
  const given = (node.arguments ?? []) as SyntaxNode[];
  if (!isCallOf(node, 'concat', given.length) || given.some(({ type }) => type === 'SpreadElement')) return undefined;
  const before = piecesOf(node.callee.object);
  return before ? [...before, ...given] : undefined;
}

const escaped = (text: string): string => text.replace(/[`\\]|\$(?=\{)/g, '\\$&').replace(/\r/g, '\\r');

export const concatToTemplate: Rule = {
  name: 'concat-to-template',
  why: 'texts are added where they stand, without calls',
  claims: 'for all values',
  matches: (view) =>
    (view.byType.get('CallExpression') ?? []).flatMap(({ node, parent, heat }): Match[] => {
      const pieces = piecesOf(node);
      // The longest chain: what it is called on is a part of it.
      const isInner = parent.type === 'MemberExpression' && parent.property.name === 'concat';
      if (!pieces || isInner || pieces.length < 2) return [];
      const holes: Record<string, string> = {};
      const parts = pieces.map((piece, k) => {
        if (piece.type === 'StringLiteral') return escaped(piece.value);
        holes[`$p${k}`] = piece.locus;
        return `\${$p${k}}`;
      });
      return [{ at: node.locus, heat, places: () => [{ at: node.locus, code: `\`${parts.join('')}\``, holes }] }];
    }),
};
