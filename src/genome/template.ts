/** Templates: code with holes, parsed in the grammar position where it will stand. */
import { parseFragment } from './parse.ts';
import { declaredNames } from './scope.ts';
import { adopt, isExpressionType, isFunction, isStatementType, type SyntaxNode } from './syntax.ts';

export const POSITIONS = {
  statement: ['', ''],
  expression: ['(', '\n)'],
  element: ['f(', '\n)'],
  property: ['({', '\n})'],
  declarator: ['let ', '\n;'],
  parameter: ['function f(', '\n){}'],
  case: ['switch (0) {', '\n}'],
  member: ['class A {', '\n}'],
  declaration: ['', ''],
} as const satisfies Record<string, readonly [string, string]>;

export type Position = keyof typeof POSITIONS;

export interface Template {
  /** The nodes that the template stands for: one where the position is not a list. */
  readonly nodes: readonly SyntaxNode[];
  readonly declared: ReadonlySet<string>;
}

/**
 * Parses `code` for a position; null where it is no code for that position.
 * @param plain takes what is no plain code out of the tree of code with types.
 */
export function parseTemplate(code: string, position: Position, plain?: (program: object) => void): Template | null {
  const [prefix, suffix] = POSITIONS[position];
  const text = prefix + code + suffix;
  let program: { body: unknown[] };
  try {
    program = parseFragment(text, plain !== undefined);
    plain?.(program);
  } catch {
    return null;
  }
  const source = { text, run: text };
  const root = adopt(program, source, () => '')[0]!;
  for (const directive of root.directives as SyntaxNode[]) if (directive) return null;
  const body = root.body as SyntaxNode[];
  const nodes = unwrap(body, position);
  if (!nodes) return null;
  const declared = new Set<string>();
  for (const node of nodes) {
    node.parent = null;
    for (const name of declaredNames(node)) declared.add(name);
  }
  return { nodes, declared };
}

function unwrap(body: SyntaxNode[], position: Position): SyntaxNode[] | null {
  if (position === 'statement') return body;
  const first = body[0];
  if (!first || body.length !== 1) return null;
  switch (position) {
    case 'expression':
      return first.type === 'ExpressionStatement' ? [bare(first.expression)] : null;
    case 'element':
      return first.expression?.type === 'CallExpression' ? first.expression.arguments : null;
    case 'property':
      return first.expression?.type === 'ObjectExpression' ? first.expression.properties : null;
    case 'declarator':
      return first.type === 'VariableDeclaration' ? first.declarations : null;
    case 'parameter':
      return first.type === 'FunctionDeclaration' ? first.params : null;
    case 'case':
      return first.type === 'SwitchStatement' ? first.cases : null;
    case 'member':
      return first.type === 'ClassDeclaration' ? first.body.body : null;
    case 'declaration':
      return first.type === 'VariableDeclaration'
        ? [first]
        : first.type === 'ExpressionStatement'
          ? [first.expression]
          : null;
  }
}

/** The parentheses round an expression template are the position's, not its own. */
function bare(node: SyntaxNode): SyntaxNode {
  node.parenthesized = false;
  return node;
}

/** The position that a child of `parent` in slot `name` has, or undefined where no template can stand. */
export function positionOf(parent: SyntaxNode, name: string, type: string): Position | undefined {
  switch (`${parent.type}.${name}`) {
    case 'Program.body':
    case 'BlockStatement.body':
    case 'StaticBlock.body':
    case 'SwitchCase.consequent':
    case 'IfStatement.consequent':
    case 'IfStatement.alternate':
    case 'LabeledStatement.body':
      return 'statement';
    case 'ObjectExpression.properties':
      return 'property';
    case 'VariableDeclaration.declarations':
      return 'declarator';
    case 'SwitchStatement.cases':
      return 'case';
    case 'ClassBody.body':
      return 'member';
    case 'CallExpression.arguments':
    case 'NewExpression.arguments':
    case 'OptionalCallExpression.arguments':
    case 'ArrayExpression.elements':
      return 'element';
    case 'ForStatement.init':
      return 'declaration';
    case 'ForInStatement.left':
    case 'ForOfStatement.left':
    case 'AssignmentExpression.left':
    case 'UpdateExpression.argument':
      return type === 'MemberExpression' || type === 'Identifier' ? 'expression' : undefined;
    case 'MemberExpression.property':
      return parent.computed ? 'expression' : undefined;
    case 'ObjectProperty.value':
      return isExpressionType(type) ? 'expression' : undefined;
    case 'FunctionDeclaration.id':
    case 'FunctionExpression.id':
    case 'ClassDeclaration.id':
    case 'ClassExpression.id':
    case 'PrivateName.id':
    case 'ImportDeclaration.source':
    case 'ExportNamedDeclaration.source':
    case 'ExportAllDeclaration.source':
    case 'TaggedTemplateExpression.quasi':
    case 'VariableDeclarator.id':
    case 'CatchClause.param':
    case 'CatchClause.body':
      return undefined;
  }
  if (name === 'key' && !parent.computed) return undefined;
  if (/Specifier$/.test(parent.type)) return undefined;
  if (name === 'params') return 'parameter';
  if (name === 'body') {
    if (isFunction(parent) || !isStatementType(type)) return isExpressionType(type) ? 'expression' : undefined;
    return 'statement';
  }
  if (isStatementType(type)) return undefined;
  return isExpressionType(type) ? 'expression' : undefined;
}

/** Whether removal leaves valid code: members of lists and slots that may be empty. */
export function isOptional(parent: SyntaxNode, name: string): boolean {
  const slot = `${parent.type}.${name}`;
  if (Array.isArray(parent[name]))
    return !FULL.has(slot) && !(slot === 'VariableDeclaration.declarations' && parent.declarations.length === 1);
  return OPTIONAL.has(slot);
}

/** Lists that keep all their members. */
const FULL = new Set(['SequenceExpression.expressions', 'TemplateLiteral.expressions', 'TemplateLiteral.quasis']);

const OPTIONAL = new Set([
  'ReturnStatement.argument',
  'IfStatement.alternate',
  'VariableDeclarator.init',
  'ForStatement.init',
  'ForStatement.test',
  'ForStatement.update',
]);
