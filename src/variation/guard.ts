/**
 * The original's own code as the other way: an edit that sends inputs of certain classes to a copy of what the module
 * does without the other edits of a genome. It stands first in the genome, so that it acts on the ancestor alone.
 */
import type { Ancestor } from '../genome/ancestor.ts';
import { type Edit, locusAt, makeEdit, type Place } from '../genome/edit.ts';
import { exchanged, type Piece } from '../genome/pieces.ts';
import { freeNames, parameterName, scopeNames } from '../genome/scope.ts';
import { isFunction, isPlainName, type SyntaxNode, walk } from '../genome/syntax.ts';
import { inNames } from './kernel.ts';
import { freshName } from './view.ts';

/** Where a class of inputs makes a difference. JSON. */
export interface Outside {
  /** Number of the export. */
  readonly export: number;
  /** Which argument, then keys in it; `*` is any member of a list. */
  readonly path: readonly string[];
  /** An expression in `$v`, the value there: true where it is not like those seen. */
  readonly test: string;
}

/** A class of inputs in which a genome differs from the ancestor. JSON. */
export interface FailingClass {
  readonly kind: string;
  /** Share of its checks passed. */
  readonly passed: number;
  /** Nothing where no test can tell such inputs from those seen. */
  readonly outside: readonly Outside[];
}

const OPERATOR = 'guard:';

/** Operator name of a guard for these classes. */
const guardOperator = (failing: readonly FailingClass[]): string =>
  `${OPERATOR}${failing.map(({ kind }) => kind).join(', ')}`;

/** For which classes a guard is, in words; undefined for another operator. */
export const guardedClasses = (operator: string): string | undefined =>
  operator.startsWith(OPERATOR) ? operator.slice(OPERATOR.length) : undefined;

export const isGuard = ({ operator }: Pick<Edit, 'operator'>): boolean => guardedClasses(operator) !== undefined;

/**
 * The guard for classes in which a genome differs from the ancestor.
 * @param entries by export, the offset of the body of the function that a call enters first.
 * @returns undefined where none fits: with types, in a generator or an asynchronous function, or where the code that the
 * edits change cannot stand twice.
 */
export function guardEdit(
  ancestor: Ancestor,
  edits: readonly Edit[],
  entries: readonly number[],
  failing: readonly FailingClass[],
): Edit | undefined {
  // A copy of the original's code would need its types.
  if (ancestor.typescript) return undefined;
  const places: Place[] = [];
  const guardable = failing.filter((one) => one.outside.length > 0);
  const outside = guardable.flatMap((one) => one.outside);
  const about = guardable.map(({ kind }) => kind).join(', ');
  for (const e of new Set(outside.map((one) => one.export))) {
    const scope = functionAt(ancestor, entries[e] ?? -1);
    const own =
      scope &&
      guardOf(
        ancestor,
        scope,
        edits,
        outside.filter((one) => one.export === e),
        about,
      );
    if (!own) return undefined;
    places.push(...own);
  }
  return places.length === 0 ? undefined : makeEdit(guardOperator(guardable), places);
}

const PLAIN_FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

function functionAt({ nodes }: Ancestor, offset: number): SyntaxNode | undefined {
  const scope = nodes.find(
    (node) => node.start === offset && node.parent?.body === node && isFunction(node.parent),
  )?.parent;
  return scope && PLAIN_FUNCTIONS.has(scope.type) && !scope.async && !scope.generator ? scope : undefined;
}

function guardOf(
  ancestor: Ancestor,
  scope: SyntaxNode,
  edits: readonly Edit[],
  outside: readonly Outside[],
  about: string,
): Place[] | undefined {
  const body = scope.body as SyntaxNode;
  const block = body.type === 'BlockStatement';
  if (block && body.body.length === 0) return undefined;
  const list = listAround(scope);
  const touched = list && touchedBy(ancestor, edits, list);
  if (!list || !touched) return undefined;
  const copy = copied(scope, list, touched);
  const test = testOf(scope, outside);
  const call = copy && callOf(scope, copy.name);
  if (!copy || !test || !call) return undefined;
  const head = { at: `before:${list.own.locus}`, code: `${test.helpers}${copy.code}` };
  if (!block) return [head, { at: body.locus, code: `${test.code} ? ${call} : $rest`, holes: { $rest: body.locus } }];
  const first = (body.body as SyntaxNode[])[0]!;
  return [
    head,
    {
      at: `before:${first.locus}`,
      code: `if (${test.code}) {\n// The original's way: for ${about} the faster one differs.\nreturn ${call};\n}`,
    },
  ];
}

/** The statements among which a function's own one stands: the module's, or those of the function around it. */
interface StatementList {
  readonly holder: SyntaxNode;
  readonly statements: readonly SyntaxNode[];
  readonly own: SyntaxNode;
}

function listAround(scope: SyntaxNode): StatementList | undefined {
  for (let at = scope; at.parent; at = at.parent) {
    const holder: SyntaxNode = at.parent;
    const body = holder.type === 'BlockStatement' && holder.parent !== null && isFunction(holder.parent);
    if (holder.type === 'Program' || body) return { holder, statements: holder.body, own: at };
  }
  return undefined;
}

/** Statements of a list that the edits change; undefined where they change something outside of it. */
function touchedBy(
  { nodes }: Ancestor,
  edits: readonly Edit[],
  { holder, statements }: StatementList,
): Set<SyntaxNode> | undefined {
  const touched = new Set<SyntaxNode>();
  for (const { at } of edits.flatMap(({ places }) => places)) {
    const locus = locusAt(at);
    // What stands in another edit's code is no part of the original.
    if (locus.includes('.')) continue;
    let node: SyntaxNode | null = nodes[Number(locus)] ?? null;
    if (node && locus !== at && statements.includes(node)) continue;
    while (node && node.parent !== holder) node = node.parent;
    if (!node) return undefined;
    touched.add(node);
  }
  return touched;
}

/** The function's text and that of all it needs that is changed, each under a name of its own. */
function copied(
  scope: SyntaxNode,
  { statements, own }: StatementList,
  touched: ReadonlySet<SyntaxNode>,
): { code: string; name: string } | undefined {
  const declaredBy = new Map(statements.flatMap((statement) => namesOf(statement).map((name) => [name, statement])));
  const needs = (root: SyntaxNode): SyntaxNode[] =>
    freeNames(root).flatMap((name) => {
      const statement = declaredBy.get(name);
      return statement ? [statement] : [];
    });
  const reached = new Set<SyntaxNode>();
  const reach = (root: SyntaxNode): void => {
    for (const statement of needs(root)) {
      if (reached.has(statement)) continue;
      reached.add(statement);
      reach(statement);
    }
  };
  reach(scope);
  const changed = new Set(touched);
  for (let size = -1; size !== changed.size; ) {
    size = changed.size;
    for (const statement of reached) if (needs(statement).some((one) => changed.has(one))) changed.add(statement);
  }
  const also = [...reached].filter((statement) => statement !== own && changed.has(statement));
  if (!also.every(({ type }) => /^(Function|Variable|Class)Declaration$/.test(type))) return undefined;
  const others = also.flatMap(namesOf);
  const self = scope.type === 'FunctionDeclaration' || own.type === 'VariableDeclaration' ? namesOf(own) : [];
  // A declaration of several names cannot be copied for one of them.
  if (reached.has(own) && self.length !== 1) return undefined;
  const names = new Map(others.map((name) => [name, freshName(copyName(name), scope.locus)]));
  const name = freshName(self.length === 1 ? copyName(self[0]!) : 'original', scope.locus);
  if (self.length === 1) names.set(self[0]!, name);
  const texts = [...also, scope].map((node) => renamed(node, names));
  if (!texts.every((text) => text !== undefined)) return undefined;
  const last = texts.pop()!;
  const whole = scope.type === 'FunctionDeclaration' ? last : `const ${name} = ${last};`;
  return { code: [...texts, whole].join('\n'), name };
}

const copyName = (name: string): string => `original${name[0]!.toUpperCase()}${name.slice(1)}`;

/** Names that a statement of a list declares there. */
function namesOf(statement: SyntaxNode): string[] {
  const holder = { type: 'Program', body: [statement] } as unknown as SyntaxNode;
  return [...new Set(scopeNames(holder))];
}

/** A node's own text with other names for variables; undefined where a name means something else inside. */
function renamed(root: SyntaxNode, names: ReadonlyMap<string, string>): string | undefined {
  const pieces: Piece[] = [];
  let sound = true;
  walk(root, (node, parent) => {
    if (node !== root && (isFunction(node) || node.type === 'BlockStatement'))
      for (const name of scopeNames(node)) if (names.has(name)) sound = false;
    if (node.type !== 'Identifier' || isPlainName(node, parent)) return;
    const name = names.get(node.name);
    if (name === undefined) return;
    const shorthand = parent?.shorthandName === node.name && parent?.value === node;
    pieces.push({ start: node.start, end: node.end, text: shorthand ? `${node.name}: ${name}` : name });
  });
  if (!sound) return undefined;
  return exchanged(root, pieces);
}

/** The call of the copy with the same arguments. */
function callOf(scope: SyntaxNode, name: string): string | undefined {
  const params = scope.params as SyntaxNode[];
  const names = params.map(parameterName);
  if (scope.type === 'ArrowFunctionExpression' || !usesCall(scope)) {
    return names.includes(undefined) ? undefined : `${name}(${names.join(', ')})`;
  }
  return `${name}.apply(this, arguments)`;
}

/** Whether `this` or `arguments` of the function itself are used. */
function usesCall(scope: SyntaxNode): boolean {
  let found = false;
  walk(scope, (node) => {
    if (node.type === 'ThisExpression' || (node.type === 'Identifier' && node.name === 'arguments')) found = true;
    return !found && (node === scope || !isFunction(node) || node.type === 'ArrowFunctionExpression');
  });
  return found;
}

/** The condition under which the original answers, and the functions that it needs. */
function testOf(scope: SyntaxNode, outside: readonly Outside[]): { code: string; helpers: string } | undefined {
  const names = (scope.params as SyntaxNode[]).map(parameterName);
  const tests: string[] = [];
  let helpers = '';
  for (const [k, { path, test }] of outside.entries()) {
    const [first, ...rest] = path;
    const name = names[Number(first)];
    if (name === undefined) return undefined;
    if (rest.length === 0) {
      tests.push(outside.length > 1 ? `(${inNames(test, name)})` : inNames(test, name));
      continue;
    }
    const helper = freshName(`outside${k || ''}`, scope.locus);
    helpers += `function ${helper}(list) {\n${searching(rest, 'list', test, 0)}\nreturn false;\n}\n`;
    tests.push(`${helper}(${name})`);
  }
  return { code: tests.join(' || '), helpers };
}

/** Statements that return true where a value at a path below `value` passes a test. */
function searching([key, ...rest]: readonly string[], value: string, test: string, depth: number): string {
  if (key === undefined) return `if (${inNames(test, value)}) return true;`;
  const inner = `item${depth || ''}`;
  if (key === '*') {
    const i = 'ijkmn'[depth] ?? `i${depth}`;
    return `if (!Array.isArray(${value})) return true;
for (let ${i} = 0; ${i} < ${value}.length; ${i}++) {
const ${inner} = ${value}[${i}];
${searching(rest, inner, test, depth + 1)}
}`;
  }
  const member = /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  return `if (${value} === null || ${value} === undefined) return true;
const ${inner} = ${value}${member};
${searching(rest, inner, test, depth + 1)}`;
}
