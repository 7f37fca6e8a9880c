/**
 * Types for what edits bring into a TypeScript module: `any`, where a strict compiler asks for a type, so that plain code
 * passes the type check of the user's project. The tree stays that of the plain code: types are text alone.
 */
import * as t from '@babel/types';
import { parseFragment } from './parse.ts';
import { inserted, type Piece } from './pieces.ts';
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
  // What is asked of a value of a known type leaves it no type at all where the answer is no.
  const widen = (node: t.Node, [open, close]: readonly [string, string]): void => {
    if (!t.isIdentifier(node) || own.has(node.name) || node.name.startsWith('$')) return;
    put(node.start!, open);
    put(node.end!, close);
  };
  t.traverse(program, (node, ancestors) => {
    if (t.isFunction(node) && node.start! >= prefix.length) typeFunction(node, text, put);
    // The function round a parameter, or a list of them, is the position's own.
    else if (t.isFunction(node) && position === 'parameter') for (const param of node.params) typeParameter(param, put);
    if (t.isVariableDeclarator(node) && !t.isForXStatement(ancestors.at(-2)?.node)) typeVariable(node, put);
    if (t.isUnaryExpression(node, { operator: 'typeof' })) widen(node.argument, ['(', ' as any)']);
    if (t.isBinaryExpression(node, { operator: 'instanceof' })) widen(node.left, ['(', ' as any)']);
    if (t.isMemberExpression(node, { computed: true }) && t.isMemberExpression(ancestors.at(-1)?.node))
      widen(node.object, ['(', ' as any)']);
    if (t.isForOfStatement(node) && t.isArrayExpression(node.right)) put(node.right.end!, ' as any');
    if (t.isCallExpression(node) && t.matchesPattern(node.callee, 'Array.isArray'))
      for (const argument of node.arguments) widen(argument, ['', ' as any']);
  });
  // In place of a list of booleans, say.
  const [whole] = program.body;
  if (position === 'expression' && t.isExpressionStatement(whole) && isNew(whole.expression))
    put(whole.expression.end!, ' as any');
  const typed = inserted(text, pieces);
  return typed.slice(prefix.length, typed.length - suffix.length);
}

/** Takes the types out of a tree that was parsed from such code; the ranges of nodes keep the text of their types. */
export function withoutTypes(program: object): void {
  t.traverseFast(program as t.Node, (node) => {
    const fields = node as unknown as Record<string, unknown>;
    for (const field of ['typeAnnotation', 'returnType']) if (fields[field]) fields[field] = null;
    for (const name of t.VISITOR_KEYS[node.type] ?? []) {
      const value = fields[name] as t.Node | (t.Node | null)[] | null | undefined;
      if (Array.isArray(value)) fields[name] = value.map(plain);
      else if (value) fields[name] = plain(value);
    }
  });
}

/** `x as any` is an `x` with more text. */
function plain(node: t.Node | null): t.Node | null {
  if (!t.isTSAsExpression(node)) return node;
  const { start, end, extra } = node;
  return { ...node.expression, start: start!, end: end!, extra: extra! };
}

/** `new List(…)`, or a method of it. */
const isNew = (node: t.Node): boolean =>
  t.isNewExpression(node) ||
  (t.isCallExpression(node) && t.isMemberExpression(node.callee) && isNew(node.callee.object));

function typeFunction(node: t.Function, text: string, put: Put): void {
  const [only] = node.params;
  if (t.isArrowFunctionExpression(node) && t.isIdentifier(only) && !isBracketed(text, only)) {
    put(only.start!, '(');
    put(only.end!, ': any)');
    return;
  }
  for (const param of node.params) typeParameter(param, put);
  if (t.isFunctionDeclaration(node) && !node.async && !node.generator)
    put(text.lastIndexOf(')', node.body.start!) + 1, ': any');
}

const isBracketed = (text: string, { start }: t.Node): boolean => /[(,]\s*$/.test(text.slice(0, start!));

function typeParameter(param: t.Node, put: Put): void {
  if (t.isRestElement(param)) put(param.end!, ': any[]');
  else put(t.isAssignmentPattern(param) ? param.left.end! : param.end!, ': any');
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
