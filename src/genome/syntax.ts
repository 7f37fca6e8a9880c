/** The syntax nodes that genomes are made of: Babel's node types and fields, with the text they came from. */
import { VISITOR_KEYS } from '@babel/types';

/** A text that nodes have ranges in. `run` has the same length, with types and module syntax blanked. */
export interface Source {
  readonly text: string;
  readonly run: string;
  /** Of a module: names of its own for what is everywhere (`aliases.ts`). */
  readonly aliases?: ReadonlyMap<string, SyntaxNode>;
}

/**
 * One node. `start` and `end` are offsets in `from`. A node without `origin` is exactly its range of it;
 * one with `origin` is that node with some children exchanged.
 */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  locus: string;
  /** The text that `start` and `end` count in. */
  from: Source;
  parent: SyntaxNode | null;
  origin: SyntaxNode | null;
  /** Type and all plain fields as one string: equal for nodes that differ only in children and place. */
  signature: string;
  parenthesized: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: the other fields depend on the node's type
  [field: string]: any;
}

const VALUE_FIELDS = ['value', 'pattern', 'flags', 'name', 'operator', 'kind', 'prefix', 'computed', 'static', 'async'];
const MORE_VALUE_FIELDS = [
  'generator',
  'delegate',
  'optional',
  'shorthand',
  'await',
  'method',
  'tail',
  'accessibility',
];
const PLAIN_FIELDS = [...VALUE_FIELDS, ...MORE_VALUE_FIELDS, 'exportKind', 'importKind', 'declare', 'definite'];

/** Names of the fields that hold children, as Babel lists them. */
export function slotNames(type: string): readonly string[] {
  return VISITOR_KEYS[type] ?? [];
}

type BabelNode = { type: string; start?: number | null; end?: number | null; [field: string]: unknown };

/** Turns a Babel tree into nodes with loci made by `locusAt(n)`, n in pre-order from 0. */
export function adopt(root: object, source: Source, locusAt: (n: number) => string): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  const visit = (raw: BabelNode, parent: SyntaxNode | null): SyntaxNode => {
    const node = {
      type: raw.type,
      start: raw.start ?? 0,
      end: raw.end ?? 0,
      locus: '',
      from: source,
      parent,
      origin: null,
      signature: '',
      parenthesized: Boolean((raw.extra as { parenthesized?: boolean } | undefined)?.parenthesized),
    } as SyntaxNode;
    let signature = raw.type;
    for (const field of PLAIN_FIELDS) {
      const value = raw[field];
      if (value === undefined || value === null || value === false) continue;
      if (typeof value === 'object') {
        const element = value as { raw?: string; type?: string };
        if (element.type || element.raw === undefined) continue;
        node[field] = element.raw;
        signature += `|${field}=${JSON.stringify(element.raw)}`;
        continue;
      }
      node[field] = value;
      if (field === 'shorthand') continue;
      signature += `|${field}=${Object.is(value, -0) ? '-0' : JSON.stringify(value)}`;
    }
    node.signature = signature;
    node.locus = locusAt(all.length);
    all.push(node);
    for (const name of slotNames(raw.type)) {
      const value = raw[name];
      // In `{ a }` key and value are one text; the value stands for both.
      if (name === 'key' && raw.shorthand) {
        node.shorthandName = (raw.key as { name: string }).name;
        node.signature += `|key=${node.shorthandName}`;
        continue;
      }
      if (Array.isArray(value)) node[name] = value.map((item) => (item ? visit(item as BabelNode, node) : null));
      else node[name] = value ? visit(value as BabelNode, node) : null;
    }
    return node;
  };
  visit(root as BabelNode, null);
  return all;
}

/** Children in slot order, without gaps. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (const name of slotNames(node.type)) {
    const value = node[name] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
    if (Array.isArray(value)) {
      for (const item of value) if (item) out.push(item);
    } else if (value) out.push(value);
  }
  return out;
}

/** Calls `visit` for the node and all below it, parents first; a visitor that returns false keeps its children out. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode, parent: SyntaxNode | null) => unknown): void {
  const step = (current: SyntaxNode, parent: SyntaxNode | null): void => {
    if (visit(current, parent) === false) return;
    for (const name of slotNames(current.type)) {
      const value = current[name] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
      if (Array.isArray(value)) {
        for (const item of value) if (item) step(item, current);
      } else if (value) step(value, current);
    }
  };
  step(node, null);
}

/** The function that a node declares, by `function` or as the value of a variable, and its name. */
export function declaredFunction(node: SyntaxNode): { readonly name: string; readonly scope: SyntaxNode } | undefined {
  if (node.type === 'FunctionDeclaration') return node.id ? { name: node.id.name, scope: node } : undefined;
  const isNamed = node.type === 'VariableDeclarator' && node.id.type === 'Identifier';
  return isNamed && node.init && isFunction(node.init) ? { name: node.id.name, scope: node.init } : undefined;
}

/** Whether `inner` is `outer` or lies below it. */
export function contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
  let found = false;
  walk(outer, (node) => {
    if (node === inner) found = true;
    return !found;
  });
  return found;
}

/** The slot of `parent` that holds `child`, or undefined. */
export function slotOf(parent: SyntaxNode, child: SyntaxNode): { name: string; index: number } | undefined {
  for (const name of slotNames(parent.type)) {
    const value = parent[name] as unknown;
    if (value === child) return { name, index: -1 };
    if (Array.isArray(value)) {
      const index = value.indexOf(child);
      if (index >= 0) return { name, index };
    }
  }
  return undefined;
}

/** Whether two subtrees are the same code, whatever their formatting. */
export function sameCode(a: SyntaxNode, b: SyntaxNode): boolean {
  if (a === b) return true;
  if (a.signature !== b.signature) return false;
  const left = children(a);
  const right = children(b);
  return left.length === right.length && left.every((child, i) => sameCode(child, right[i]!));
}

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);
const LOOPS = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);

/** `a ||= b` and the like, which may pass `b` over. */
export const isLogicalAssignment = ({
  type,
  operator,
}: {
  readonly type: string;
  readonly operator?: unknown;
}): boolean => type === 'AssignmentExpression' && /^(&&|\|\||\?\?)=$/.test(String(operator));

export const isFunction = (node: SyntaxNode): boolean => FUNCTIONS.has(node.type);
export const isLoop = (node: SyntaxNode): boolean => LOOPS.has(node.type);

/** The name of a property that is written out; a shorthand's is that of the variable. */
export const keyOf = ({ shorthandName, key }: SyntaxNode): string => String(shorthandName ?? key?.name ?? key?.value);

/** Whether an Identifier is only a name here (a property, a key, a label) and refers to no variable. */
export function isPlainName(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (!parent) return false;
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.property === node && !parent.computed;
    case 'ObjectProperty':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
      return parent.key === node && !parent.computed;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return parent.label === node;
    case 'MetaProperty':
      return true;
    case 'ImportSpecifier':
      return parent.imported === node && parent.local !== node;
    case 'ExportSpecifier':
      return parent.exported === node;
    default:
      return parent.type.startsWith('TS') && !TS_EXPRESSIONS.has(parent.type);
  }
}

const TS_EXPRESSIONS = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion']);

/** Whether the node stands for types only and is gone when the code runs. */
export const isTypeOnly = (node: SyntaxNode): boolean => node.type.startsWith('TS') && !TS_EXPRESSIONS.has(node.type);

const EXPRESSIONS = new Set(
  `ArrayExpression AssignmentExpression BinaryExpression CallExpression ConditionalExpression FunctionExpression Identifier
  StringLiteral NumericLiteral NullLiteral BooleanLiteral RegExpLiteral LogicalExpression MemberExpression NewExpression
  ObjectExpression SequenceExpression ThisExpression UnaryExpression UpdateExpression ArrowFunctionExpression
  ClassExpression TaggedTemplateExpression TemplateLiteral AwaitExpression YieldExpression BigIntLiteral ImportExpression
  OptionalMemberExpression OptionalCallExpression TSAsExpression TSSatisfiesExpression TSNonNullExpression TSTypeAssertion
  MetaProperty`.split(/\s+/),
);

export const isExpressionType = (type: string): boolean => EXPRESSIONS.has(type);
export const isStatementType = (type: string): boolean =>
  type.endsWith('Statement') ||
  (type.endsWith('Declaration') && !type.startsWith('TS')) ||
  type === 'TSEnumDeclaration';

/** How often a name stands in code, as that of a variable or of a member. */
export function mentionsOf(root: SyntaxNode, name: string): number {
  let count = 0;
  walk(root, (node) => {
    if (node.type === 'Identifier' && node.name === name) count++;
  });
  return count;
}

/** Names of methods that change what they are called on. */
export const CHANGING_METHOD =
  /^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|append)$/;
