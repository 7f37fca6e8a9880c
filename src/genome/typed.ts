/**
 * Types for what edits bring into a TypeScript module: `any`, where a strict compiler asks for a type, so that plain code
 * passes the type check of the user's project. The tree stays that of the plain code: types are text alone.
 */
import * as t from '@babel/types';
import { parseFragment } from './parse.ts';
import { exchangedIn, type Piece } from './pieces.ts';
import { POSITIONS, type Position } from './template.ts';

type Put = (at: number, what: string) => void;

/** The code of a template with `any` written where a compiler would ask; null where it is no code for that position. */
export function typedCode(code: string, position: Position): string | null {
  const [prefix, suffix] = POSITIONS[position];
  const text = prefix + code + suffix;
  let program: t.Program;
  try {
    program = parseFragment(text) as unknown as t.Program;
  } catch {
    return null;
  }
  const own = namesDeclared(program);
  const pieces: Piece[] = [];
  const put: Put = (at, what) => void pieces.push({ start: at, end: at, text: what });
  const bracket = (node: t.Node): void => {
    put(node.start!, '(');
    put(node.end!, ' as any)');
  };
  const asked = namesAsked(program, own);
  t.traverse(program, (node, ancestors) => {
    if (t.isFunction(node) && node.start! >= prefix.length) typeFunction(node, text, put);
    // The function round a parameter, or a list of them, is the position's own.
    else if (t.isFunction(node) && position === 'parameter') for (const param of node.params) typeParameter(param, put);
    if (t.isVariableDeclarator(node) && !t.isForXStatement(ancestors.at(-2)?.node)) typeVariable(node, put);
    if (t.isIdentifier(node) && asked.has(node.name) && isRead(node, ancestors)) bracket(node);
    if (t.isForOfStatement(node) && t.isArrayExpression(node.right)) put(node.right.end!, ' as any');
  });
  // In place of a list of booleans, say.
  const [whole] = program.body;
  if (position === 'expression' && t.isExpressionStatement(whole) && isNew(whole.expression)) bracket(whole.expression);
  const typed = exchangedIn(text, pieces);
  return typed.slice(prefix.length, typed.length - suffix.length);
}

/** Takes the types out of a tree that was parsed from such code; the ranges of nodes keep the text of their types. */
export function withoutTypes(program: object): void {
  t.traverseFast(program as t.Node, (node) => {
    const fields = node as unknown as Record<string, unknown>;
    const { typeAnnotation } = node as { typeAnnotation?: t.Node | null };
    // What stands in a parameter's place has its type.
    if (typeAnnotation) node.end = typeAnnotation.start!;
    for (const field of ['typeAnnotation', 'returnType']) if (fields[field]) fields[field] = null;
    for (const name of t.VISITOR_KEYS[node.type] ?? []) {
      const value = fields[name] as t.Node | (t.Node | null)[] | null | undefined;
      if (Array.isArray(value)) fields[name] = value.map(plain);
      else if (value) fields[name] = plain(value);
    }
  });
}

/** `(x as any)`, with its own parentheses, is an `x` with more text. */
function plain(node: t.Node | null): t.Node | null {
  if (!t.isTSAsExpression(node)) return node;
  const { start, end, extra } = node;
  const brackets = extra?.parenthesized ? { start: start! - 1, end: end! + 1 } : { start: start!, end: end! };
  return { ...node.expression, ...brackets, extra: {} };
}

/**
 * Names from elsewhere whose type is asked for. Where the answer is no, a value of a known type has none left, and in the
 * same condition it has to be as wide as before: each of their reads is of any type.
 */
function namesAsked(program: t.Program, own: ReadonlySet<string>): Set<string> {
  const asked = new Set<string>();
  const ask = (node: t.Node | undefined): void => {
    if (t.isIdentifier(node) && !own.has(node.name) && !node.name.startsWith('$')) asked.add(node.name);
  };
  t.traverseFast(program, (node) => {
    if (t.isUnaryExpression(node, { operator: 'typeof' })) ask(node.argument);
    if (t.isBinaryExpression(node, { operator: 'instanceof' })) ask(node.left);
    if (t.isCallExpression(node) && (t.matchesPattern(node.callee, 'Array.isArray') || isGuard(node.callee)))
      for (const argument of node.arguments) ask(argument);
  });
  return asked;
}

const isGuard = (callee: t.Node): boolean => t.isIdentifier(callee) && /^is[A-Z]/.test(callee.name);

/** Whether a name is read where its type matters: a function that was brought in takes anything. */
function isRead(node: t.Identifier, ancestors: t.TraversalAncestors): boolean {
  const [above, parent] = [ancestors.at(-2)?.node, ancestors.at(-1)!.node];
  if (!t.isReferenced(node, parent, above) || t.isAssignmentExpression(parent, { left: node })) return false;
  return !t.isUpdateExpression(parent) && !(t.isCallExpression(parent) && t.isIdentifier(parent.callee));
}

/** `new List(…)`, or a method of it. */
const isNew = (node: t.Node): boolean =>
  t.isNewExpression(node) ||
  (t.isCallExpression(node) && t.isMemberExpression(node.callee) && isNew(node.callee.object));

function typeFunction(node: t.Function, text: string, put: Put): void {
  const [only] = node.params;
  if (t.isArrowFunctionExpression(node) && t.isIdentifier(only) && !isBracketed(text, node, only)) {
    put(only.start!, '(');
    put(only.end!, ': any)');
    return;
  }
  const called = namesCalled(node.body);
  for (const param of node.params)
    typeParameter(param, put, t.isIdentifier(param) && called.has(param.name) ? CALLBACK : ANY);
  if (t.isFunctionDeclaration(node) && !node.async && !node.generator)
    put(text.lastIndexOf(')', node.body.start!) + 1, ': any');
}

const isBracketed = (text: string, arrow: t.Node, only: t.Node): boolean =>
  text.slice(arrow.start!, only.start!).includes('(');

const ANY = ': any';
/** Functions of the user's that are written where they are passed on have parameters of some type by this alone. */
const CALLBACK = ': (...given: any[]) => any';

function namesCalled(body: t.Node): Set<string> {
  const names = new Set<string>();
  t.traverseFast(body, (node) => {
    if (t.isCallExpression(node) && t.isIdentifier(node.callee)) names.add(node.callee.name);
  });
  return names;
}

function typeParameter(param: t.Node, put: Put, type = ANY): void {
  if (t.isRestElement(param)) put(param.end!, ': any[]');
  else put(t.isAssignmentPattern(param) ? param.left.end! : param.end!, type);
}

/** Methods whose answer may be nothing. */
const MAYBE = ['get', 'exec', 'match', 'pop', 'shift', 'find', 'at', 'codePointAt'];

/** A variable whose value does not say enough, or which may hold nothing. */
function typeVariable({ id, init }: t.VariableDeclarator, put: Put): void {
  if (!t.isIdentifier(id) || (init && saysEnough(init))) return;
  put(id.end!, ': any');
}

function saysEnough(value: t.Expression): boolean {
  // A text that is not empty may be asked for its characters.
  if (t.isNullLiteral(value) || (t.isStringLiteral(value) && value.value !== '')) return false;
  if (t.isLiteral(value) || t.isBinary(value) || t.isUnaryExpression(value) || t.isUpdateExpression(value)) return true;
  if (t.isFunction(value) || t.isClass(value)) return true;
  if (t.isMemberExpression(value)) return !value.computed;
  if (!t.isCallExpression(value) || !t.isMemberExpression(value.callee) || value.callee.computed) return false;
  const { object, property } = value.callee;
  const makes = t.isIdentifier(object) && /^[A-Z]/.test(object.name) && object.name !== 'Math';
  return !makes && !MAYBE.includes((property as t.Identifier).name);
}

function namesDeclared(program: t.Program): Set<string> {
  const names = new Set<string>();
  const collect = (pattern: t.Node): void => {
    t.traverseFast(pattern, (node) => {
      if (t.isIdentifier(node)) names.add(node.name);
    });
  };
  t.traverseFast(program, (node) => {
    if (t.isFunction(node)) for (const param of node.params) collect(param);
    if (t.isVariableDeclarator(node)) collect(node.id);
  });
  return names;
}
