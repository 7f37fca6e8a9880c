/** State of a module that its other functions change: a version has the module's state to itself and would not see it. */
import type { Ancestor } from '../genome/ancestor.ts';
import { patternNames } from '../genome/run-form.ts';
import { nameUse } from '../genome/scope.ts';
import { isFunction, type SyntaxNode, walk } from '../genome/syntax.ts';

/** `exports.a = ...` and `module.exports.a = ...`: the name that is exported, or an empty text for the module itself. */
function exportedBy({ type, expression }: SyntaxNode): string | undefined {
  if (type !== 'ExpressionStatement' || expression.type !== 'AssignmentExpression') return undefined;
  const { left } = expression;
  if (left.type !== 'MemberExpression' || left.computed) return undefined;
  const isModule = (node: SyntaxNode): boolean =>
    node.type === 'MemberExpression' && node.object.name === 'module' && node.property.name === 'exports';
  if (isModule(left)) return '';
  return left.object.name === 'exports' || isModule(left.object) ? left.property.name : undefined;
}

/** Names that functions in a statement assign, or of which they assign a member. */
function assignedInFunctions(statement: SyntaxNode): Set<string> {
  const names = new Set<string>();
  walk(statement, (node) => {
    if (!isFunction(node)) return true;
    const { assigned, declared } = nameUse(node);
    for (const name of assigned) if (!declared.has(name)) names.add(name);
    walk(node, (inner) => {
      const target = inner.type === 'AssignmentExpression' ? inner.left : inner.argument;
      if (inner.type !== 'AssignmentExpression' && inner.type !== 'UpdateExpression') return true;
      let root = target as SyntaxNode;
      while (root.type === 'MemberExpression') root = root.object;
      if (root !== target && root.type === 'Identifier' && !declared.has(root.name)) names.add(root.name);
      return true;
    });
    return false;
  });
  return names;
}

/**
 * Variables at a module's top that an export reads and functions change which it does not call. What several exports have
 * in one statement (`module.exports = { a, b }`) is not told apart.
 */
export function sharedState({ program, form }: Ancestor, path: string): string[] {
  const statements = program.body as SyntaxNode[];
  const [first] = path.split('.');
  const local = form.kind === 'esm' ? (form.exported.get(first!) ?? first!) : null;
  const wanted = first === 'module' ? '' : first;
  const isServed = (statement: SyntaxNode): boolean =>
    local === null
      ? exportedBy(statement) === wanted
      : topNames(statement).includes(local) || isDefault(statement, first!);
  const own = new Set(statements.filter(isServed));
  const read = new Set<string>();
  // A statement is the export's where that reads what it declares.
  for (const statement of own) {
    for (const name of nameUse(statement).read) read.add(name);
    for (const other of statements) if (topNames(other).some((name) => read.has(name))) own.add(other);
  }
  if (own.size === 0) return [];
  const changed = statements.filter((one) => !own.has(one)).flatMap((one) => [...assignedInFunctions(one)]);
  const variables = new Set(statements.filter(isVariable).flatMap(topNames));
  return [...new Set(changed)].filter((name) => variables.has(name) && read.has(name));
}

const declarationOf = (statement: SyntaxNode): SyntaxNode =>
  (statement.declaration as SyntaxNode | null | undefined) ?? statement;
const isVariable = (statement: SyntaxNode): boolean => declarationOf(statement).type === 'VariableDeclaration';
const isDefault = ({ type }: SyntaxNode, name: string): boolean =>
  type === 'ExportDefaultDeclaration' && name === 'default';

/** Names that a statement at a module's top declares there. */
function topNames(statement: SyntaxNode): string[] {
  const names: string[] = [];
  const { type, id, declarations = [] } = declarationOf(statement);
  if (/^(Function|Class)Declaration$/.test(type) && id) names.push(id.name);
  if (type === 'VariableDeclaration')
    for (const declarator of declarations as SyntaxNode[]) patternNames(declarator.id, names);
  return names;
}
