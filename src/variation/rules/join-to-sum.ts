/** A text grown by addition instead of a list of pieces that is joined at the end. */
import type { Place } from '../../genome/edit.ts';
import { mentionsOf, type SyntaxNode, walk } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import { enclosingFunction } from '../view.ts';

interface Pieces {
  readonly init: SyntaxNode;
  readonly pushes: readonly SyntaxNode[];
  readonly joins: readonly SyntaxNode[];
}

/** Uses of a local list that begins empty, where all of them push one piece or join all with nothing between. */
function piecesOf(declarator: SyntaxNode, scope: SyntaxNode): Pieces | undefined {
  const { name } = declarator.id;
  const pushes: SyntaxNode[] = [];
  const joins: SyntaxNode[] = [];
  let others = false;
  walk(scope, (node, parent) => {
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.object.name === name) {
      const { property, computed } = node.callee;
      const [first, second] = node.arguments as (SyntaxNode | undefined)[];
      if (!computed && property.name === 'push' && first && !second && parent?.type === 'ExpressionStatement') {
        pushes.push(node);
        // What is pushed may name the list, and is looked at on its own.
        if (mentionsOf(first, name) > 0) others = true;
        return false;
      }
      if (!computed && property.name === 'join' && first?.type === 'StringLiteral' && first.value === '') {
        joins.push(node);
        return false;
      }
    }
    if (node.type === 'Identifier' && node.name === name && node !== declarator.id) others = true;
    return undefined;
  });
  return others || pushes.length === 0 || joins.length === 0 ? undefined : { init: declarator.init, pushes, joins };
}

export const joinToSum: Rule = {
  name: 'join-to-sum',
  why: 'a text grows by addition, without a list of its pieces',
  claims: 'on texts and numbers',
  matches(view) {
    const out: Match[] = [];
    for (const { node: declarator, parent, heat } of view.byType.get('VariableDeclarator') ?? []) {
      if (declarator.id.type !== 'Identifier' || declarator.init?.type !== 'ArrayExpression') continue;
      if (declarator.init.elements.length > 0) continue;
      const scope = enclosingFunction(view, declarator);
      const pieces = scope && piecesOf(declarator, scope);
      // A text is assigned anew with each addition.
      if (!pieces || (parent.kind === 'const' && parent.declarations.length > 1)) continue;
      const { name } = declarator.id;
      out.push({
        at: declarator.locus,
        heat: heat * 4,
        places: (): Place[] => [
          parent.kind === 'const'
            ? { at: parent.locus, code: `let ${name} = '';` }
            : { at: pieces.init.locus, code: `''` },
          ...pieces.pushes.map((push) => ({
            at: push.locus,
            code: `${name} += $x`,
            holes: { $x: push.arguments[0].locus },
          })),
          ...pieces.joins.map((join) => ({ at: join.locus, code: name })),
        ],
      });
    }
    return out;
  },
};
