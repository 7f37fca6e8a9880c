/** Where code can stand: what it needs from around it besides names, and names that cannot be declared twice. */
import { patternNames } from '../genome/run-form.ts';
import { isFunction, isLoop, type SyntaxNode, slotNames, walk } from '../genome/syntax.ts';
import type { View } from './view.ts';

/** Whether a fragment put in front or in the place of a node is no early error there. `leaves`: it is gone from its old place. */
export function canStand(view: View, fragment: SyntaxNode, place: SyntaxNode, leaves = false): boolean {
  const wanted = needs(fragment);
  if (wanted.size > 0) {
    const given = offers(view, place);
    for (const need of wanted) if (!given.has(need)) return false;
  }
  return !redeclares(view, fragment, place, leaves);
}

/** Targets of jumps, kinds of function and private names that a node uses and does not hold. */
export function needs(root: SyntaxNode): Set<string> {
  const out = new Set<string>();
  const visit = (node: SyntaxNode, held: ReadonlySet<string>): void => {
    const need = needOf(node);
    if (need !== undefined && !held.has(need)) out.add(need);
    const inner = new Set(within(held, node));
    for (const name of slotNames(node.type)) {
      for (const child of [node[name]].flat() as (SyntaxNode | null | undefined)[]) if (child) visit(child, inner);
    }
  };
  visit(root, new Set());
  return out;
}

function needOf(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'BreakStatement':
      return node.label ? `label ${node.label.name}` : 'break';
    case 'ContinueStatement':
      return node.label ? `loop ${node.label.name}` : 'continue';
    case 'ReturnStatement':
      return 'return';
    case 'YieldExpression':
      return 'yield';
    case 'AwaitExpression':
      return 'await';
    case 'ForOfStatement':
      return node.await ? 'await' : undefined;
    case 'PrivateName':
      return `#${node.id.name}`;
    case 'MetaProperty':
      return 'new.target';
    case 'CallExpression':
      return node.callee.type === 'Super' ? 'super()' : undefined;
    case 'Super':
      return 'super';
  }
  return undefined;
}

/** What is at hand inside a node, where `around` is at hand outside. */
function within(around: ReadonlySet<string>, node: SyntaxNode): Iterable<string> {
  if (isFunction(node)) {
    const kept = [...around].filter(
      (item) => /^(#|new\.target|super)/.test(item) && (isArrow(node) || item[0] === '#'),
    );
    if (node.async) kept.push('await');
    if (node.generator) kept.push('yield');
    if (!isArrow(node)) kept.push('new.target');
    if (/Method$/.test(node.type)) kept.push('super');
    if (node.kind === 'constructor') kept.push('super()');
    return [...kept, 'return'];
  }
  if (isLoop(node)) return [...around, 'break', 'continue'];
  if (node.type === 'SwitchStatement') return [...around, 'break'];
  if (node.type === 'LabeledStatement') {
    const label = node.label.name as string;
    return [...around, `label ${label}`, ...(isLoop(node.body) ? [`loop ${label}`] : [])];
  }
  if (/^Class(Private)?Property$|^StaticBlock$/.test(node.type)) {
    return [...[...around].filter((item) => item.startsWith('#')), 'super', 'new.target'];
  }
  if (node.type === 'ClassBody') {
    const own = (node.body as SyntaxNode[]).filter(({ key }) => key?.type === 'PrivateName');
    return [...around, ...own.map(({ key }) => `#${key.id.name}`)];
  }
  return around;
}

const isArrow = (node: SyntaxNode): boolean => node.type === 'ArrowFunctionExpression';

function offers(view: View, place: SyntaxNode): ReadonlySet<string> {
  const path: SyntaxNode[] = [];
  for (let at = view.phenotype.parentOf(place); at; at = view.phenotype.parentOf(at)) path.unshift(at);
  return path.reduce<ReadonlySet<string>>((held, node) => new Set(within(held, node)), new Set());
}

/** Whether the fragment would declare with `let`, `const` or `class` what its list declares, or with `var` what one above does. */
function redeclares(view: View, fragment: SyntaxNode, place: SyntaxNode, leaves: boolean): boolean {
  const lexical = lexicalNames(fragment);
  const hoisted = varNames(fragment, undefined);
  if (lexical.length === 0 && hoisted.length === 0) return false;
  const gone = leaves ? fragment : undefined;
  let scope = view.phenotype.parentOf(place);
  const taken = new Set(scope ? varNames(scope, gone) : []);
  for (let first = true; scope; first = false) {
    const own = new Set(membersOf(scope).flatMap((item) => (item === gone ? [] : lexicalNames(item))));
    const above = view.phenotype.parentOf(scope);
    if (above && (isFunction(above) || above.type === 'CatchClause')) {
      for (const parameter of isFunction(above) ? above.params : [above.param]) {
        const names: string[] = [];
        patternNames(parameter, names);
        if (first) for (const name of names) taken.add(name);
      }
    }
    if (first && lexical.some((name) => own.has(name) || taken.has(name))) return true;
    if (hoisted.some((name) => own.has(name))) return true;
    if (isFunction(scope)) return false;
    scope = above;
  }
  return false;
}

function membersOf(scope: SyntaxNode): SyntaxNode[] {
  if (scope.type === 'SwitchStatement') return (scope.cases as SyntaxNode[]).flatMap((item) => item.consequent);
  if (/^(Program|BlockStatement|StaticBlock|SwitchCase)$/.test(scope.type)) return scope.body ?? scope.consequent;
  const head = scope.init ?? scope.left;
  return /^For/.test(scope.type) && head ? [head] : [];
}

function lexicalNames(statement: SyntaxNode): string[] {
  const inner = (/^Export/.test(statement.type) && statement.declaration) || statement;
  const names: string[] = [];
  if (inner.type === 'VariableDeclaration' && inner.kind !== 'var') {
    for (const { id } of inner.declarations as SyntaxNode[]) patternNames(id, names);
  } else if (/^(Function|Class)Declaration$/.test(inner.type) && inner.id) names.push(inner.id.name);
  return names;
}

function varNames(root: SyntaxNode, without: SyntaxNode | undefined): string[] {
  const names: string[] = [];
  walk(root, (node) => {
    if (node === without) return false;
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      for (const { id } of node.declarations as SyntaxNode[]) patternNames(id, names);
    }
    return node === root || !isFunction(node);
  });
  return names;
}
