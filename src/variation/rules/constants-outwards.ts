/** What is made of names that never change, once in the scope of these names instead of in each call. */
import { nameUse } from '../../genome/scope.ts';
import { isFunction, type SyntaxNode } from '../../genome/syntax.ts';
import { type Match, madeBefore, type Rule } from '../rule.ts';
import { enclosingFunction, type View } from '../view.ts';

/** Whether a node is made of texts, numbers and names alone. */
function isSteady(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'Identifier':
      return true;
    case 'BinaryExpression':
      return node.operator === '+' && isSteady(node.left) && isSteady(node.right);
    case 'TemplateLiteral':
      return (node.expressions as SyntaxNode[]).every(isSteady);
    default:
      return false;
  }
}

/** Whether a node makes something of them that could as well be kept: a pattern, a collection, keys, pieces. */
function makes({ type, callee, arguments: given }: SyntaxNode): boolean {
  if (!/^(New|Call)Expression$/.test(type) || !(given as SyntaxNode[]).every(isSteady)) return false;
  if (callee.type === 'Identifier') return type === 'NewExpression' ? KEPT.test(callee.name) : callee.name === 'RegExp';
  if (callee.type !== 'MemberExpression' || callee.computed) return false;
  const { object, property } = callee as { object: SyntaxNode; property: SyntaxNode };
  if (object.type !== 'Identifier') return false;
  return object.name === 'Object' ? /^(keys|values|entries)$/.test(property.name) : property.name === 'split';
}

const KEPT = /^(RegExp|Set|Map)$/;
const BUILT_IN = /^(RegExp|Set|Map|Object)$/;

/** Whether a name is given its only value where it is declared, in the whole module. */
function isGivenOnce(view: View, name: string): boolean {
  const { root } = view.phenotype;
  if (nameUse(root).assigned.has(name)) return false;
  return view.ancestor.nodes.filter(({ type, id }) => type === 'VariableDeclarator' && id.name === name).length === 1;
}

/**
 * The statement before which it can be made: in the innermost of the outer scopes that declares one of the names, below
 * the declarations of all of them.
 */
function statementFor(view: View, node: SyntaxNode, names: readonly string[]): SyntaxNode | undefined {
  const declares = (statement: SyntaxNode): boolean =>
    statement.type === 'VariableDeclaration' && names.some((name) => nameUse(statement).declared.has(name));
  let at: SyntaxNode | undefined = enclosingFunction(view, node);
  if (!at || names.some((name) => nameUse(at!).declared.has(name))) return undefined;
  for (let up = view.phenotype.parentOf(at); up; up = view.phenotype.parentOf(at)) {
    const parent = view.phenotype.parentOf(up);
    if (up.type === 'Program' || (up.type === 'BlockStatement' && parent && isFunction(parent))) {
      const statements = up.body as SyntaxNode[];
      const own = statements.filter(declares);
      if (own.length > 0) {
        const before = statements.slice(0, statements.indexOf(at));
        return names.every((name) => before.some((one) => nameUse(one).declared.has(name) && declares(one)))
          ? at
          : undefined;
      }
    }
    at = up;
  }
  return undefined;
}

export const constantsOutwards: Rule = {
  name: 'constants-outwards',
  why: 'is made once instead of in each call',
  claims: 'where it is only read',
  matches(view) {
    const out: Match[] = [];
    for (const { node, heat } of view.all) {
      if (!makes(node) || node.locus.includes('.')) continue;
      const names = [...nameUse(node).read].filter((name) => !BUILT_IN.test(name));
      if (names.length === 0 || !names.every((name) => isGivenOnce(view, name))) continue;
      const statement = statementFor(view, node, names);
      if (!statement) continue;
      out.push({ at: node.locus, heat, places: () => madeBefore(statement, node, 'kept') });
    }
    return out;
  },
};
