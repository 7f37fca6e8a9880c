/** Trees of ESTree as the worker reads them, and texts with something put into them. */
import type { Options } from 'meriyah';

/** A node of ESTree, with its offsets. */
export type Tree = { type: string; start: number; end: number } & Record<string, unknown>;

/** meriyah takes half of acorn's time; what it does not check (names declared twice) is refused when the text loads. */
export const PARSING: Options = { next: true, webcompat: true, globalReturn: true, ranges: { start: true, end: true } };

/** What an instrumented text calls its counters. */
export const COUNTER = '$integronCounter';

/** A text that is put into another; of those at one place, by `order`: what closes comes before what opens. */
export interface Mark {
  readonly at: number;
  readonly text: string;
  /** 0 closes or stands before what opens, 1 opens, 2 stands behind. */
  readonly order: number;
}

/** A text with these marks in it; of two that open at one place, what was marked last is the outer one. */
export function withMarks(text: string, marks: readonly Mark[]): string {
  const order = marks.map((item, i) => ({ ...item, i }));
  order.sort((a, b) => a.at - b.at || a.order - b.order || (a.order === 0 ? a.i - b.i : b.i - a.i));
  let out = '';
  let from = 0;
  for (const { at, text: inserted } of order) {
    out += text.slice(from, at) + inserted;
    from = at;
  }
  return out + text.slice(from);
}

/** Calls `visit` for the children of a node. */
export function each(node: Tree, visit: (child: Tree, parent: Tree) => void): void {
  for (const key of CHILDREN[node.type] ?? OTHERS) {
    const value = node[key] as Tree | (Tree | null)[] | null | undefined;
    if (!value) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (item) visit(item, node);
    } else if (typeof value.type === 'string') visit(value, node);
  }
}

/** Fields with children by ESTree node type: looking at every field of every node took half of the time of a parse. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  `Identifier; Literal; TemplateElement; ThisExpression; Super; EmptyStatement; DebuggerStatement;
  ExpressionStatement expression; BlockStatement body; ReturnStatement argument; ThrowStatement argument;
  VariableDeclaration declarations; VariableDeclarator id init; BinaryExpression left right;
  LogicalExpression left right; AssignmentExpression left right; UpdateExpression argument; UnaryExpression argument;
  ConditionalExpression test consequent alternate; CallExpression callee arguments; NewExpression callee arguments;
  MemberExpression object property; ChainExpression expression; SequenceExpression expressions;
  ArrayExpression elements; ObjectExpression properties; Property key value; SpreadElement argument;
  TemplateLiteral expressions quasis; TaggedTemplateExpression tag quasi; IfStatement test consequent alternate`
    .split(';')
    .map((line) => line.trim().split(/\s+/))
    .map(([type, ...fields]) => [type!, fields]),
);

/** Every field that holds children in the rarer node types. */
const OTHERS: readonly string[] = `id params body superClass key value label discriminant cases test consequent block
  handler finalizer param object argument expression left right init update elements properties declaration meta
  property source quasi`.split(/\s+/);

/** Names that a pattern declares. */
export function patternNames(pattern: Tree, into: Set<string>): void {
  if (pattern.type === 'Identifier') into.add(pattern.name as string);
  else if (pattern.type === 'MemberExpression') return;
  else if (pattern.type === 'AssignmentPattern') patternNames(pattern.left as Tree, into);
  else if (pattern.type === 'RestElement') patternNames(pattern.argument as Tree, into);
  else if (pattern.type === 'Property') patternNames(pattern.value as Tree, into);
  else if (pattern.type === 'ArrayPattern') {
    for (const item of pattern.elements as (Tree | null)[]) if (item) patternNames(item, into);
  } else if (pattern.type === 'ObjectPattern')
    for (const item of pattern.properties as Tree[]) patternNames(item, into);
}
