/** A text grown by addition instead of a list of pieces that is joined at the end. */
import type { Place } from '../../genome/edit.ts';
import { mentionsOf, type SyntaxNode, walk } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import { enclosingFunction } from '../view.ts';

interface Pieces {
  /** What puts pieces behind the others: a call of `push`, or an assignment to the place behind the last. */
  readonly adds: readonly SyntaxNode[];
  readonly joins: readonly SyntaxNode[];
  readonly between: string;
}

/** The pieces that a node puts behind those of a list. */
const addedBy = (node: SyntaxNode): SyntaxNode[] =>
  node.type === 'CallExpression' ? (node.arguments as SyntaxNode[]) : [node.right];

/** `list.push(x, y)` or `list[list.length] = x`. */
function adds(node: SyntaxNode, list: string): boolean {
  const { type, callee, left } = node;
  if (type === 'CallExpression')
    return callee.object?.name === list && !callee.computed && callee.property.name === 'push';
  if (type !== 'AssignmentExpression' || node.operator !== '=' || left.type !== 'MemberExpression') return false;
  const { object, property, computed } = left as { object: SyntaxNode; property: SyntaxNode; computed: boolean };
  const isEnd = property.type === 'MemberExpression' && !property.computed && property.property.name === 'length';
  return computed && object.name === list && isEnd && property.object.name === list;
}

/** What a call puts between the members of a list that it makes a text of. */
function joinedBy({ type, callee, arguments: given }: SyntaxNode, list: string): string | undefined {
  if (type !== 'CallExpression' || callee.object?.name !== list || callee.computed) return undefined;
  const [between, more] = given as SyntaxNode[];
  if (callee.property.name !== 'join' || more) return undefined;
  if (!between) return ',';
  return between.type === 'StringLiteral' ? between.value : undefined;
}

/** Uses of a local list, where all of them add pieces or join all in one way. */
function piecesOf(declarator: SyntaxNode, scope: SyntaxNode): Pieces | undefined {
  const { name } = declarator.id;
  const added: SyntaxNode[] = [];
  const joins: SyntaxNode[] = [];
  const between = new Set<string>();
  let others = false;
  walk(scope, (node, parent) => {
    if (parent?.type === 'ExpressionStatement' && adds(node, name)) {
      const pieces = addedBy(node);
      added.push(node);
      // What is added may name the list, and is looked at on its own.
      if (pieces.length === 0 || pieces.some((one) => one.type === 'SpreadElement' || mentionsOf(one, name) > 0))
        others = true;
      return false;
    }
    const separator = joinedBy(node, name);
    if (separator !== undefined) {
      joins.push(node);
      between.add(separator);
      return false;
    }
    if (node.type === 'Identifier' && node.name === name && node !== declarator.id) others = true;
    return undefined;
  });
  const [one, ...more] = between;
  if (others || added.length === 0 || one === undefined || more.length > 0) return undefined;
  return { adds: added, joins, between: one };
}

export const joinToSum: Rule = {
  name: 'join-to-sum',
  why: 'a text grows by addition, without a list of its pieces',
  claims: 'on texts and numbers',
  matches(view) {
    const out: Match[] = [];
    for (const { node: declarator, parent, heat } of view.byType.get('VariableDeclarator') ?? []) {
      if (declarator.id.type !== 'Identifier' || declarator.init?.type !== 'ArrayExpression') continue;
      const first = declarator.init.elements as (SyntaxNode | null)[];
      if (first.some((one) => one === null || one.type === 'SpreadElement')) continue;
      const scope = enclosingFunction(view, declarator);
      const pieces = scope && piecesOf(declarator, scope);
      // A text is assigned anew with each addition.
      if (!pieces || (parent.kind === 'const' && parent.declarations.length > 1)) continue;
      // It would still say that it is a list.
      if (parent.kind !== 'const' && declarator.id.typeAnnotation) continue;
      const { name } = declarator.id;
      const { length } = pieces.between;
      const text = JSON.stringify(pieces.between);
      // What stands between all pieces stands before each, and the first one is cut off.
      const before = length > 0 ? `${text} + ` : '';
      const begun = first.map((_, k) => `${before}$x${k}`).join(' + ');
      const start = first.length === 0 ? `''` : length > 0 ? begun : `'' + ${begun}`;
      const holes = (nodes: readonly (SyntaxNode | null)[]): Record<string, string> =>
        Object.fromEntries(nodes.map((one, k) => [`$x${k}`, one!.locus]));
      out.push({
        at: declarator.locus,
        heat: heat * 4,
        places: (): Place[] => [
          parent.kind === 'const'
            ? { at: parent.locus, code: `let ${name} = ${start};`, holes: holes(first) }
            : { at: declarator.init.locus, code: start, holes: holes(first) },
          ...pieces.adds.map((node) => {
            const added = addedBy(node);
            const code = added.map((_, k) => `${name} += ${before}$x${k}`).join(', ');
            return { at: node.locus, code: added.length > 1 ? `(${code})` : code, holes: holes(added) };
          }),
          ...pieces.joins.map((join) => ({ at: join.locus, code: length > 0 ? `${name}.slice(${length})` : name })),
        ],
      });
    }
    return out;
  },
};
