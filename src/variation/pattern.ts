/** Matching of rule patterns: `$x` a subtree, `$$xs` a list of them, everything else literally. */
import { isExpressionType, isStatementType, type SyntaxNode, sameCode, slotNames } from '../genome/syntax.ts';
import { parseTemplate } from '../genome/template.ts';

/** What the holes of a pattern stand for. */
export type Bindings = Map<string, SyntaxNode[]>;

export interface Pattern {
  readonly nodes: readonly SyntaxNode[];
  /** Node type that a match begins with. */
  readonly root: string;
}

/** Parses a pattern: an expression where it is one, else statements. @throws Error in a rule that is none. */
export function parsePattern(text: string): Pattern {
  const expression = /;\s*$|^\s*(for|while|if|const|let|var|return)\b/.test(text)
    ? null
    : parseTemplate(text, 'expression');
  const template = expression ?? parseTemplate(text, 'statement');
  if (!template || template.nodes.length === 0) throw new Error(`not a pattern: ${text}`);
  return { nodes: template.nodes, root: template.nodes[0]!.type };
}

/** Matches one node (or, for several statements, a node and those after it); undefined where they differ. */
export function matchPattern(
  pattern: Pattern,
  node: SyntaxNode,
  following: readonly SyntaxNode[] = [],
): Bindings | undefined {
  const bindings: Bindings = new Map();
  if (pattern.nodes.length === 1) return same(pattern.nodes[0]!, node, bindings) ? bindings : undefined;
  const window = [node, ...following.slice(0, pattern.nodes.length - 1)];
  return window.length === pattern.nodes.length && pattern.nodes.every((item, i) => same(item, window[i]!, bindings))
    ? bindings
    : undefined;
}

function same(pattern: SyntaxNode, node: SyntaxNode, bindings: Bindings): boolean {
  const hole = holeOf(pattern);
  if (hole !== undefined) return bind(hole, [node], bindings, pattern);
  if (pattern.type === 'BlockStatement' && node.type !== 'BlockStatement' && isStatementType(node.type)) {
    return lists(pattern.body, [node], bindings);
  }
  if (pattern.signature !== node.signature) return false;
  for (const name of slotNames(pattern.type)) {
    const wanted = pattern[name] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
    const found = node[name] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
    if (Array.isArray(wanted) || Array.isArray(found)) {
      if (!lists((wanted ?? []) as SyntaxNode[], (found ?? []) as SyntaxNode[], bindings)) return false;
    } else if (wanted && found) {
      if (!same(wanted, found, bindings)) return false;
    } else if (wanted || found) return false;
  }
  return true;
}

/** A list may hold one `$$xs`, which takes what the others leave. */
function lists(
  wanted: readonly (SyntaxNode | null)[],
  found: readonly (SyntaxNode | null)[],
  bindings: Bindings,
): boolean {
  const at = wanted.findIndex((item) => item !== null && listHole(item) !== undefined);
  if (at < 0) return wanted.length === found.length && pairs(wanted, found, bindings);
  const after = wanted.length - at - 1;
  if (found.length < wanted.length - 1) return false;
  const middle = found.slice(at, found.length - after);
  if (middle.some((item) => item === null)) return false;
  return (
    pairs(wanted.slice(0, at), found.slice(0, at), bindings) &&
    bind(listHole(wanted[at]!)!, middle as SyntaxNode[], bindings, null) &&
    pairs(wanted.slice(at + 1), found.slice(found.length - after), bindings)
  );
}

function pairs(
  wanted: readonly (SyntaxNode | null)[],
  found: readonly (SyntaxNode | null)[],
  bindings: Bindings,
): boolean {
  return wanted.every((item, i) => {
    const other = found[i];
    return item === null || !other ? item === null && !other : same(item, other, bindings);
  });
}

function bind(name: string, nodes: SyntaxNode[], bindings: Bindings, pattern: SyntaxNode | null): boolean {
  if (pattern?.type === 'Identifier' && nodes[0] && !isExpressionType(nodes[0].type) && !/Pattern$/.test(nodes[0].type))
    return false;
  if (pattern?.type === 'ExpressionStatement' && nodes[0] && !isStatementType(nodes[0].type)) return false;
  const known = bindings.get(name);
  if (known) return known.length === nodes.length && known.every((item, i) => sameCode(item, nodes[i]!));
  bindings.set(name, nodes);
  return true;
}

function holeOf(node: SyntaxNode): string | undefined {
  if (node.type === 'Identifier') return /^\$[a-z]/i.test(node.name) ? node.name : undefined;
  if (node.type === 'ExpressionStatement')
    return node.expression.type === 'Identifier' ? holeOf(node.expression) : undefined;
  return undefined;
}

function listHole(node: SyntaxNode): string | undefined {
  const named =
    node.type === 'ExpressionStatement' ? node.expression : node.type === 'SpreadElement' ? node.argument : node;
  return named.type === 'Identifier' && named.name.startsWith('$$') ? named.name : undefined;
}
