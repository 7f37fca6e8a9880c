/** Matching of rule patterns: `$x` a subtree, `$$xs` a list of them, everything else literally. */
import {
  isExpressionType,
  isStatementType,
  mentionsOf,
  type SyntaxNode,
  sameCode,
  slotNames,
} from '../genome/syntax.ts';
import { parseTemplate } from '../genome/template.ts';

/** What the holes of a pattern stand for. */
export class Bindings extends Map<string, SyntaxNode[]> {
  /** Of holes that the pattern declares, how the code does: `let `, `var `, or nothing where it only gives them a value. */
  readonly declared = new Map<string, string>();
}

/** A declaration of a hole with a new name behind it, as in the head of a loop. */
const TOGETHER = /\b(?:let|var) (\$[a-z]\w*) = ([^,;]+), (%\w+) = ([^,;]+);/gi;

/** A template with its declarations as the code that was matched has them. What is made anew with `const` stays so. */
export const declaredAs = (template: string, { declared }: Bindings): string =>
  template
    // What was declared before is given its value only, and what is new has to be declared all the same.
    .replace(TOGETHER, (whole, hole: string, from: string, name: string, value: string) =>
      declared.get(hole) === '' ? `let ${name} = (${hole} = ${from}, ${value});` : whole,
    )
    .replace(/\b(?:const|let|var) (\$[a-z]\w*)/gi, (whole, hole: string) =>
      declared.has(hole) ? `${declared.get(hole)}${hole}` : whole,
    );

export interface Pattern {
  readonly nodes: readonly SyntaxNode[];
  /** Node types that a match begins with; none where that may be any. */
  readonly roots: readonly string[];
}

/** Parses a pattern: an expression where it is one, else statements. @throws Error in a rule that is none. */
export function parsePattern(text: string): Pattern {
  const expression = /;\s*$|^\s*(for|while|if|const|let|var|return)\b/.test(text)
    ? null
    : parseTemplate(text, 'expression');
  const template = expression ?? parseTemplate(text, 'statement');
  if (!template || template.nodes.length === 0) throw new Error(`not a pattern: ${text}`);
  const [first] = template.nodes as [SyntaxNode];
  return { nodes: template.nodes, roots: rootsOf(first) };
}

function rootsOf(first: SyntaxNode): readonly string[] {
  if (holeOf(first) !== undefined) return [];
  if (declaredHole(first) !== undefined) return [first.type, 'ExpressionStatement'];
  return FUNCTIONS.includes(first.type) ? FUNCTIONS : [first.type];
}

/**
 * Matches one node (or, for several statements, a node and those after it); undefined where they differ. `const $x`
 * matches any way of giving a variable its first value, `$i++` any way of counting one up as a statement or in the head
 * of a loop, and `$list.length` in such a head a length that was read before.
 */
export function matchPattern(
  pattern: Pattern,
  node: SyntaxNode,
  following: readonly SyntaxNode[] = [],
): Bindings | undefined {
  const bindings = new Bindings();
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
  // Braces around one statement say nothing, in the pattern or in the code.
  if (node.type === 'BlockStatement' && node.body.length === 1 && isBranch(pattern))
    return same(pattern, node.body[0], bindings);
  const declared = declaredHole(pattern);
  if (declared !== undefined) return declares(pattern, declared, node, bindings);
  if (pattern.type === 'ArrowFunctionExpression') return functions(pattern, node, bindings);
  if (pattern.type === 'ForStatement' && node.type === 'ForStatement') return loops(pattern, node, bindings);
  if (pattern.type === 'ExpressionStatement' && node.type === 'ExpressionStatement')
    return sameEffect(pattern.expression, node.expression, bindings);
  if (isTurned(pattern, node))
    return same(pattern.left, node.right, bindings) && same(pattern.right, node.left, bindings);
  if (pattern.signature !== node.signature) return isNameFor(pattern, node);
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

const isBranch = ({ type }: SyntaxNode): boolean => isStatementType(type) && !/^Block|Declaration$/.test(type);

const TURNED: Readonly<Record<string, string>> = {
  '==': '==',
  '===': '===',
  '!=': '!=',
  '!==': '!==',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
};

/** Whether two comparisons with a constant have it on different sides: `0 === n` and `n === 0`. */
function isTurned(pattern: SyntaxNode, node: SyntaxNode): boolean {
  if (pattern.type !== 'BinaryExpression' || node.type !== 'BinaryExpression') return false;
  if (TURNED[pattern.operator] !== node.operator) return false;
  const turns = (one: SyntaxNode, other: SyntaxNode): boolean =>
    isConstant(one.right) && isConstant(other.left) && !isConstant(other.right);
  return turns(pattern, node) || turns(node, pattern);
}

const isConstant = (node: SyntaxNode): boolean =>
  /^(Numeric|String|Null|Boolean|BigInt)Literal$/.test(node.type) ||
  (node.type === 'UnaryExpression' && isConstant(node.argument)) ||
  (node.type === 'Identifier' && node.name === 'undefined');

/** Whether a node is a name of the module's own for what the pattern says: `toString` for `Object.prototype.toString`. */
function isNameFor(pattern: SyntaxNode, node: SyntaxNode): boolean {
  if (node.type !== 'Identifier' || !/^(Identifier|MemberExpression)$/.test(pattern.type)) return false;
  const stands = (node.origin ?? node).from.aliases?.get(node.name);
  return stands !== undefined && sameCode(pattern, stands);
}

/** The hole that a pattern declares, and nothing else. */
function declaredHole({ type, declarations }: SyntaxNode): string | undefined {
  if (type !== 'VariableDeclaration' || declarations.length !== 1) return undefined;
  const [{ id }] = declarations as [SyntaxNode];
  return id.type === 'Identifier' && !id.name.startsWith('$$') ? holeOf(id) : undefined;
}

/** Whether a node gives one variable its first value, as the pattern does: declaring it in whatever way, or before. */
function declares(pattern: SyntaxNode, hole: string, node: SyntaxNode, bindings: Bindings): boolean {
  const [wanted] = pattern.declarations as [SyntaxNode];
  const declareAs = (how: string): void => {
    if (!bindings.declared.has(hole)) bindings.declared.set(hole, how);
  };
  const given = (target: SyntaxNode, value: SyntaxNode | null): boolean => {
    if (!bind(hole, [target], bindings, wanted.id)) return false;
    return wanted.init && value ? same(wanted.init, value, bindings) : !wanted.init && !value;
  };
  if (node.type === 'VariableDeclaration') {
    if (node.declarations.length !== 1) return false;
    const [{ id, init }] = node.declarations as [SyntaxNode];
    // What is given other values in a template stays declared as it is there.
    if (node.kind !== 'const') declareAs(`${node.kind} `);
    return given(id, init);
  }
  declareAs('');
  // `for (x of list)` and `for (x = 0; ...)` as well as the statement.
  const at = node.type === 'ExpressionStatement' ? node.expression : node;
  if (at.type !== 'AssignmentExpression') return at.type === 'Identifier' && !wanted.init && given(at, null);
  const { left, right, operator } = at;
  return operator === '=' && left.type === 'Identifier' && mentionsOf(right, left.name) === 0 && given(left, right);
}

const FUNCTIONS = ['ArrowFunctionExpression', 'FunctionExpression'];

/** An arrow function is any function that does the same: what its holes may hold is the rule's to say. */
function functions(pattern: SyntaxNode, node: SyntaxNode, bindings: Bindings): boolean {
  if (!FUNCTIONS.includes(node.type) || node.async || node.generator) return false;
  if (node.id && mentionsOf(node.body, node.id.name) > 0) return false;
  const { body } = node;
  const only = body.type === 'BlockStatement' && body.body.length === 1 ? (body.body as SyntaxNode[])[0]! : null;
  const value = only?.type === 'ReturnStatement' && pattern.body.type !== 'BlockStatement' ? only.argument : body;
  return lists(pattern.params, node.params, bindings) && value !== null && same(pattern.body, value, bindings);
}

/** Loops with a head of three. */
function loops(pattern: SyntaxNode, node: SyntaxNode, bindings: Bindings): boolean {
  const { init, test } = withLength(node);
  return (
    either(pattern.init, init, bindings, same) &&
    either(pattern.test, test, bindings, same) &&
    either(pattern.update, node.update, bindings, sameEffect) &&
    same(pattern.body, node.body, bindings)
  );
}

const either = (
  wanted: SyntaxNode | null,
  found: SyntaxNode | null,
  bindings: Bindings,
  compare: typeof same,
): boolean => (wanted && found ? compare(wanted, found, bindings) : !wanted && !found);

/** The head of `for (i = 0, n = list.length; i < n; ...)` as if the length were read each time, where nobody else reads `n`. */
function withLength(loop: SyntaxNode): { init: SyntaxNode | null; test: SyntaxNode | null } {
  const { init, test } = loop;
  const plain = { init, test };
  const limit = test?.type === 'BinaryExpression' && test.operator === '<' ? (test.right as SyntaxNode) : null;
  if (init?.type !== 'VariableDeclaration' || init.declarations.length !== 2 || limit?.type !== 'Identifier')
    return plain;
  const [first, second] = init.declarations as [SyntaxNode, SyntaxNode];
  const { id, init: length } = second;
  if (id.name !== limit.name || length?.type !== 'MemberExpression' || length.property.name !== 'length') return plain;
  if (mentionsOf(loop, id.name) > 2) return plain;
  return { init: { ...init, declarations: [first] }, test: { ...test, right: length } };
}

/** Expressions whose value nobody takes: a variable is counted up or down in one of four ways. */
function sameEffect(pattern: SyntaxNode, node: SyntaxNode, bindings: Bindings): boolean {
  if (pattern.type !== 'UpdateExpression') return same(pattern, node, bindings);
  if (node.type === 'UpdateExpression')
    return node.operator === pattern.operator && same(pattern.argument, node.argument, bindings);
  if (node.type !== 'AssignmentExpression') return false;
  const [sign] = pattern.operator as string;
  const { left, right, operator } = node;
  const isOne = (at: SyntaxNode): boolean => /Literal$/.test(at.type) && at.value === 1;
  const counts =
    (operator === `${sign}=` && isOne(right)) ||
    (operator === '=' &&
      right.type === 'BinaryExpression' &&
      right.operator === sign &&
      sameCode(right.left, left) &&
      isOne(right.right));
  return counts && same(pattern.argument, left, bindings);
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
