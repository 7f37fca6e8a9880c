/** Names: what a subtree declares, uses and assigns, and what can be seen from a place. */
import { patternNames } from './run-form.ts';
import { children, isFunction, isPlainName, isTypeOnly, type SyntaxNode, walk } from './syntax.ts';

/** Names declared anywhere in a subtree: variables, functions, classes, parameters, catch bindings, imports. */
export const declaredNames = (root: SyntaxNode): Set<string> => new Set(declarations(root));

/** The same, each as often as it is declared. */
export function declarations(root: SyntaxNode): string[] {
  const names: string[] = [];
  walk(root, (node) => {
    declare(node, names);
    if (isFunction(node)) for (const parameter of node.params) patternNames(parameter, names);
    return !isTypeOnly(node);
  });
  return names;
}

function declare(node: SyntaxNode, names: string[]): void {
  switch (node.type) {
    case 'VariableDeclarator':
      patternNames(node.id, names);
      break;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      if (node.id) names.push(node.id.name);
      break;
    case 'CatchClause':
      patternNames(node.param, names);
      break;
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      names.push(node.local.name);
      break;
  }
}

/** What a subtree does with names, regardless of inner scopes (an inner declaration counts as declared). */
export interface NameUse {
  readonly read: ReadonlySet<string>;
  readonly assigned: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
}

const uses = new WeakMap<SyntaxNode, NameUse>();

/** Names read, assigned and declared below a node; remembered per node, which is never changed once expressed. */
export function nameUse(root: SyntaxNode): NameUse {
  const known = uses.get(root);
  if (known) return known;
  const read = new Set<string>();
  const assigned = new Set<string>();
  walk(root, (node, parent) => {
    if (isTypeOnly(node)) return false;
    if (node.type === 'Identifier' && !isPlainName(node, parent)) {
      if (parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '=')
        assigned.add(node.name);
      else read.add(node.name);
    }
    const targets: string[] = [];
    if (node.type === 'AssignmentExpression') patternNames(node.left, targets);
    else if (node.type === 'UpdateExpression') patternNames(node.argument, targets);
    else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') patternNames(node.left, targets);
    for (const name of targets) assigned.add(name);
    return undefined;
  });
  const use = { read, assigned, declared: declaredNames(root) };
  uses.set(root, use);
  return use;
}

/** Names used below a node that are not declared below it. */
export function freeNames(root: SyntaxNode): string[] {
  const { read, assigned, declared } = nameUse(root);
  return [...new Set([...read, ...assigned])].filter((name) => !declared.has(name));
}

/** Names that a node brings into the scope of its own children (block, function, loop head, catch, module). */
export function scopeNames(scope: SyntaxNode): string[] {
  const names: string[] = [];
  if (isFunction(scope)) {
    for (const parameter of scope.params) patternNames(parameter, names);
    if (scope.type === 'FunctionExpression' && scope.id) names.push(scope.id.name);
    names.push('arguments');
    hoisted(scope.body, names);
  } else if (scope.type === 'Program') {
    hoisted(scope, names);
    for (const statement of scope.body as SyntaxNode[]) lexical(statement, names);
  } else if (scope.type === 'BlockStatement' || scope.type === 'StaticBlock') {
    for (const statement of scope.body as SyntaxNode[]) lexical(statement, names);
  } else if (scope.type === 'SwitchStatement') {
    for (const item of scope.cases as SyntaxNode[]) for (const statement of item.consequent) lexical(statement, names);
  } else if (scope.type === 'ForStatement') {
    if (scope.init) lexical(scope.init, names);
  } else if (scope.type === 'ForInStatement' || scope.type === 'ForOfStatement') {
    lexical(scope.left, names);
  } else if (scope.type === 'CatchClause') {
    patternNames(scope.param, names);
  } else if (scope.type === 'ClassExpression' && scope.id) {
    names.push(scope.id.name);
  }
  return names;
}

function lexical(statement: SyntaxNode, names: string[]): void {
  const inner =
    (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') &&
    statement.declaration
      ? (statement.declaration as SyntaxNode)
      : statement;
  if (inner.type === 'VariableDeclaration')
    for (const declarator of inner.declarations) patternNames(declarator.id, names);
  else if (inner.type === 'ImportDeclaration')
    for (const specifier of inner.specifiers) names.push(specifier.local.name);
  else declare(inner, names);
}

/** `var` and function declarations below a function body, not in inner functions. */
function hoisted(body: SyntaxNode, names: string[]): void {
  walk(body, (node) => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      for (const declarator of node.declarations) patternNames(declarator.id, names);
    } else if (node.type === 'FunctionDeclaration' && node.id) names.push(node.id.name);
    return node === body || !isFunction(node);
  });
}

/** The function that a node stands in, or null where that is the module. */
export function functionOf(node: SyntaxNode): SyntaxNode | null {
  let at = node.parent;
  while (at && !isFunction(at)) at = at.parent;
  return at;
}

/** The name of a parameter, with or without a default; undefined for a pattern or a rest. */
export function parameterName(parameter: SyntaxNode): string | undefined {
  const target = parameter.type === 'AssignmentPattern' ? (parameter.left as SyntaxNode) : parameter;
  return target.type === 'Identifier' ? (target.name as string) : undefined;
}

/** The names of a function's parameters, where each is a name and no more. */
export function plainParameters({ params }: SyntaxNode): string[] | undefined {
  const names = (params as SyntaxNode[]).map(({ type, name }) =>
    type === 'Identifier' ? (name as string) : undefined,
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** Whether a call, assignment, update, `delete`, `await` or `yield` stands below: running it may change something. */
export function hasEffects(root: SyntaxNode): boolean {
  let found = false;
  walk(root, (node) => {
    if (found) return false;
    if (EFFECTS.has(node.type) || (node.type === 'UnaryExpression' && node.operator === 'delete')) found = true;
    return !isFunction(node);
  });
  return found;
}

const EFFECTS = new Set(
  `CallExpression NewExpression AssignmentExpression UpdateExpression TaggedTemplateExpression AwaitExpression
  YieldExpression OptionalCallExpression ImportExpression ReturnStatement ThrowStatement BreakStatement
  ContinueStatement`.split(/\s+/),
);

/** Number of nodes below, itself included. */
export function size(root: SyntaxNode): number {
  let count = 1;
  for (const child of children(root)) count += size(child);
  return count;
}
