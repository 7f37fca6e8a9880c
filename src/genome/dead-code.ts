/** Code that changes nothing: branches never taken, what comes after an end, names that nothing reads. */
import { functionOf, hasEffects } from './scope.ts';
import { isPlainName, type SyntaxNode, walk } from './syntax.ts';

/**
 * What a node comes to where a condition in it stands fixed: the node itself, the part that is left of it, or null for
 * nothing.
 */
export function standsFor(node: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = node;
  for (let next = step(at); next !== at; next = step(at)) {
    at = next;
    if (!at) return null;
  }
  return at;
}

function step(node: SyntaxNode): SyntaxNode | null {
  switch (node.type) {
    case 'IfStatement': {
      const test = truth(node.test);
      return test === undefined ? node : test ? node.consequent : node.alternate;
    }
    case 'ConditionalExpression': {
      const test = truth(node.test);
      return test === undefined ? node : test ? node.consequent : node.alternate;
    }
    case 'LogicalExpression': {
      const left = truth(node.left);
      if (left === undefined || node.operator === '??') return node;
      return left === (node.operator === '&&') ? node.right : node.left;
    }
    case 'WhileStatement':
      return truth(node.test) === false ? null : node;
    default:
      return node;
  }
}

function truth(node: SyntaxNode): boolean | undefined {
  const fixed = fixedValue(node);
  if (fixed) return Boolean(fixed.value);
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const inner = truth(node.argument);
    return inner === undefined ? undefined : !inner;
  }
  const live = /^(Logical|Conditional)Expression$/.test(node.type) ? standsFor(node) : node;
  return live && live !== node ? truth(live) : undefined;
}

/** The value of a literal, of `undefined`, of `typeof` such a one, and of whether two are equal. */
function fixedValue(node: SyntaxNode): { readonly value: unknown } | undefined {
  switch (node.type) {
    case 'BooleanLiteral':
    case 'NumericLiteral':
    case 'StringLiteral':
      return { value: node.value };
    case 'NullLiteral':
      return { value: null };
    case 'Identifier':
      return node.name === 'undefined' ? { value: undefined } : undefined;
    case 'UnaryExpression': {
      const of = node.operator === 'typeof' ? fixedValue(node.argument) : undefined;
      return of && { value: typeof of.value };
    }
    case 'BinaryExpression': {
      if (!/^[!=]==?$/.test(node.operator)) return undefined;
      const [left, right] = [fixedValue(node.left), fixedValue(node.right)];
      if (!left || !right) return undefined;
      // biome-ignore lint/suspicious/noDoubleEquals: as the code itself compares them
      const equal = node.operator.length === 3 ? left.value === right.value : left.value == right.value;
      return { value: equal === (node.operator[0] === '=') };
    }
    default:
      return undefined;
  }
}

/** Whether a statement does nothing: it is empty, gives a variable to itself, or makes what nothing reads. */
export function isDead(node: SyntaxNode, unused: ReadonlySet<SyntaxNode>): boolean {
  if (node.type === 'EmptyStatement') return true;
  if (node.type === 'FunctionDeclaration') return unused.has(node.id);
  if (node.type === 'VariableDeclaration')
    return (
      node.declarations.length > 0 &&
      (node.declarations as SyntaxNode[]).every(({ id, init }) => unused.has(id) && (!init || !hasEffects(init)))
    );
  if (node.type !== 'ExpressionStatement') return false;
  const { expression } = node;
  return (
    expression.type === 'AssignmentExpression' &&
    expression.operator === '=' &&
    expression.left.type === 'Identifier' &&
    expression.right.type === 'Identifier' &&
    expression.left.name === expression.right.name
  );
}

/**
 * The statements that a list comes to: none that does nothing, none that is never reached, and in place of a branch that
 * is always taken what stands in it.
 */
export function liveFrom(statements: readonly SyntaxNode[], unused: ReadonlySet<SyntaxNode>): SyntaxNode[] {
  const unreached = unreachedIn(statements);
  return statements.flatMap((statement): readonly SyntaxNode[] => {
    if (unreached.has(statement) || isDead(statement, unused)) return [];
    const left = standsFor(statement);
    if (!left) return [];
    return left !== statement && isPlainBlock(left) ? liveFrom(left.body, unused) : [left];
  });
}

/** Whether a block could do without its braces: nothing in it is declared for it alone. */
export const isPlainBlock = ({ type, body }: SyntaxNode): boolean =>
  type === 'BlockStatement' &&
  (body as SyntaxNode[]).every(
    (item) => !/^(Function|Class)/.test(item.type) && item.kind !== 'let' && item.kind !== 'const',
  );

/** Members of a list after one that ends it; a function, and the name of a `var`, are there before their turn. */
export function unreachedIn(statements: readonly SyntaxNode[]): Set<SyntaxNode> {
  const unreached = new Set<SyntaxNode>();
  let ended = false;
  for (const statement of statements) {
    const hoisted =
      statement.type === 'FunctionDeclaration' ||
      (statement.type === 'VariableDeclaration' && statement.kind === 'var');
    if (ended && !hoisted) unreached.add(statement);
    ended ||= ends(statement);
  }
  return unreached;
}

/** Whether nothing after a statement is reached. */
function ends(statement: SyntaxNode): boolean {
  const left = standsFor(statement);
  if (!left) return false;
  if (left.type === 'BlockStatement') return left !== statement && (left.body as SyntaxNode[]).some(ends);
  return /^(Return|Throw|Break|Continue)Statement$/.test(left.type);
}

/** Whether a function is over after a statement, whichever way is taken in it. */
export function alwaysReturns({ type, body, consequent, alternate }: SyntaxNode): boolean {
  if (type === 'BlockStatement') return (body as SyntaxNode[]).some(alwaysReturns);
  if (type === 'IfStatement') return alternate !== null && alwaysReturns(consequent) && alwaysReturns(alternate);
  return /^(Return|Throw)Statement$/.test(type);
}

/**
 * Identifiers by which variables and functions are declared that nothing else in their function, or in the module,
 * mentions; not those that it exports.
 */
export function unusedNames(root: SyntaxNode, exported: ReadonlySet<string>): Set<SyntaxNode> {
  const counts = new Map<SyntaxNode, Map<string, number>>([[root, new Map()]]);
  const declared: { readonly id: SyntaxNode; readonly scope: SyntaxNode }[] = [];
  const scopeOf = (node: SyntaxNode): SyntaxNode => functionOf(node) ?? root;
  const count = (from: SyntaxNode, name: string, times: number): void => {
    const own = counts.get(from) ?? new Map<string, number>();
    counts.set(from, own.set(name, (own.get(name) ?? 0) + times));
    if (from !== root) count(scopeOf(from), name, times);
  };
  walk(root, (node, parent) => {
    if (node.type === 'Identifier' && !isPlainName(node, parent)) count(scopeOf(node), node.name, 1);
    if (typeof node.shorthandName === 'string') count(scopeOf(node), node.shorthandName, 2);
    if (
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      !/^For(In|Of)/.test(parent?.parent?.type ?? '')
    )
      declared.push({ id: node.id, scope: scopeOf(node) });
    if (node.type === 'FunctionDeclaration' && node.id && !/^Export/.test(parent?.type ?? ''))
      declared.push({ id: node.id, scope: scopeOf(node) });
    // What is exported is read elsewhere.
    if (node.type === 'ExportNamedDeclaration')
      for (const { id } of (node.declaration?.declarations ?? []) as SyntaxNode[])
        if (id.type === 'Identifier') count(root, id.name, 2);
  });
  const isUnused = ({ id, scope }: { id: SyntaxNode; scope: SyntaxNode }): boolean =>
    counts.get(scope)?.get(id.name) === 1 && !exported.has(id.name);
  return new Set(declared.filter(isUnused).map(({ id }) => id));
}
