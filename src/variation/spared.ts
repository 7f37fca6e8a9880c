/** What a function no longer has to do where the value of one of its expressions comes from elsewhere: a backward slice. */
import { nameUse } from '../genome/scope.ts';
import { CHANGING_METHOD, children, contains, isFunction, isLoop, type SyntaxNode, walk } from '../genome/syntax.ts';

export interface Question {
  /** Statements in a row, the last ones of a function's body. */
  readonly statements: readonly SyntaxNode[];
  /** Expressions whose value is given. */
  readonly parts: readonly SyntaxNode[];
  /** Names that are read in its place. */
  readonly takes: readonly string[];
  /** A variable that is given the value there as well, so that what it held before matters to nobody. */
  readonly gives?: string;
  readonly params: readonly string[];
  /** Code that no input reaches is no reason to keep anything, where this is given. */
  readonly runs?: (node: SyntaxNode) => boolean;
}

/** A statement, or one variable of a declaration. */
interface Unit {
  readonly node: SyntaxNode;
  readonly inner: readonly Unit[];
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
  /** Somebody outside of these statements sees it happen. */
  readonly seen: boolean;
  readonly jumps: boolean;
}

const COMPOUND = /^(If|For|ForIn|ForOf|While|DoWhile|Switch|Try|Labeled|Block)Statement$/;

/**
 * Statements, variables of declarations, and what a variable begins with, that nothing depends on any more; undefined where one of
 * the expressions is not needed itself. Neither aliases nor what called functions do are followed all the way: whoever takes
 * these out has to see whether the answers stay the same.
 */
export function spared(question: Question): SyntaxNode[] | undefined {
  const { parts, statements } = question;
  const units = statements.map((node) => unitOf(node, question));
  const kin = aliases(statements);
  const live = new Set<Unit>();
  const needed = new Set<string>();
  const inside = functionsIn(statements);

  const need = (name: string): void => {
    if (name === question.gives || needed.has(name)) return;
    for (const one of kin.get(name) ?? [name]) needed.add(one);
    for (const read of inside.get(name) ?? []) need(read);
  };
  const settle = (unit: Unit, loop: Unit | null): boolean => {
    const around = isLoop(unit.node) || unit.node.type === 'SwitchStatement' ? unit : loop;
    let alive = live.has(unit) || unit.seen || [...unit.writes].some((name) => needed.has(name));
    for (const one of unit.inner) if (settle(one, around)) alive = true;
    if (unit.jumps && loop && live.has(loop)) alive = true;
    if (!alive || live.has(unit)) return alive;
    live.add(unit);
    for (const name of unit.reads) need(name);
    return true;
  };
  for (let before = -1; before !== live.size + needed.size; ) {
    before = live.size + needed.size;
    for (const unit of units) settle(unit, null);
  }

  const out: SyntaxNode[] = [];
  let lost = false;
  const gather = ({ node, inner }: Unit, alive: boolean): void => {
    if (alive) for (const one of inner) gather(one, live.has(one));
    else if (!declares(node, question.gives)) {
      if (parts.some((part) => contains(node, part))) lost = true;
      out.push(node);
    } else if (inner.length > 0) for (const one of inner) gather(one, false);
    else if (node.init) out.push(node.init);
  };
  for (const unit of units) if (unit.node.type !== 'FunctionDeclaration') gather(unit, live.has(unit));
  return lost ? undefined : out;
}

/** Whether a declaration makes a variable. */
function declares({ type, id, declarations }: SyntaxNode, name: string | undefined): boolean {
  if (type === 'VariableDeclarator') return name !== undefined && id.name === name;
  return type === 'VariableDeclaration' && (declarations as SyntaxNode[]).some((one) => declares(one, name));
}

function unitOf(node: SyntaxNode, question: Question): Unit {
  const running = !question.runs || question.runs(node);
  const none: Omit<Unit, 'node'> = { inner: [], reads: NONE, writes: NONE, seen: false, jumps: false };
  const some = (nodes: readonly (SyntaxNode | null | undefined)[]): Unit[] =>
    nodes.flatMap((one) => (one ? [unitOf(one, question)] : []));
  if (node.type === 'FunctionDeclaration') return { node, ...none };
  if (COMPOUND.test(node.type)) {
    const bodies = bodiesOf(node);
    const heads = children(node).filter((child) => !bodies.includes(child));
    const reads = new Set(heads.flatMap((head) => [...readIn(head, question)]));
    // Trying and choosing among cases is left as it is wherever something in it is needed.
    const whole = /^(Switch|Try)/.test(node.type);
    return { node, ...none, reads, inner: whole ? [leaf(node, question, running)] : some(bodies) };
  }
  if (node.type === 'VariableDeclaration') return { node, ...none, inner: some(node.declarations) };
  return leaf(node, question, running);
}

const NONE: ReadonlySet<string> = new Set();

function bodiesOf(node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'BlockStatement') return node.body;
  if (node.type === 'IfStatement') return node.alternate ? [node.consequent, node.alternate] : [node.consequent];
  return /^(Switch|Try)/.test(node.type) ? [] : [node.body];
}

function leaf(node: SyntaxNode, question: Question, running: boolean): Unit {
  const { params } = question;
  const writes = new Set<string>();
  let outside = false;
  const ends = endsHere(node);
  const write = (target: SyntaxNode): void => {
    const root = rootOf(target);
    if (root === undefined) outside = true;
    else if (target.type !== 'Identifier' && params.includes(root)) outside = true;
    else writes.add(root);
  };
  walk(node, (at, parent) => {
    if (question.parts.includes(at)) return false;
    if (at.type === 'AssignmentExpression') {
      for (const target of targetsOf(at.left)) write(target);
    } else if (at.type === 'UpdateExpression') write(at.argument);
    else if (at.type === 'UnaryExpression' && at.operator === 'delete') write(at.argument);
    else if (at.type === 'VariableDeclarator') for (const target of targetsOf(at.id)) write(target);
    else if (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
      const { object, property, computed } = at.callee;
      if (computed || CHANGING_METHOD.test(property.name)) write(object.type === 'Identifier' ? at.callee : object);
      else if (parent?.type === 'ExpressionStatement' && !at.arguments.some((x: SyntaxNode) => isFunction(x)))
        outside = true;
    } else if (/^(Call|New)Expression$/.test(at.type) && parent?.type === 'ExpressionStatement') outside = true;
    else if (/^(Yield|Await)Expression$|^Debugger/.test(at.type)) outside = true;
    return undefined;
  });
  // What is declared here and written by nobody else is still needed by its readers.
  const jumps = /^(Break|Continue)Statement$/.test(node.type);
  return { node, inner: [], reads: readIn(node, question), writes, seen: running && (outside || ends), jumps };
}

/** Whether a statement ends the function that it stands in. */
function endsHere(node: SyntaxNode): boolean {
  let found = false;
  walk(node, (at) => {
    if (/^(Return|Throw)Statement$/.test(at.type)) found = true;
    return !found && !isFunction(at);
  });
  return found;
}

/** Names read in a piece of code, where the parts are not evaluated and what it takes is. */
function readIn(node: SyntaxNode, { parts, takes }: Question): Set<string> {
  const holds = (at: SyntaxNode): boolean => parts.some((part) => contains(at, part));
  if (!holds(node)) return new Set(nameUse(node).read);
  const names = new Set<string>();
  const step = (at: SyntaxNode): void => {
    if (parts.includes(at)) for (const name of takes) names.add(name);
    else if (!holds(at)) for (const name of nameUse(at).read) names.add(name);
    else for (const child of children(at)) step(child);
  };
  step(node);
  return names;
}

/** Names and members that a pattern writes. */
function targetsOf(pattern: SyntaxNode): SyntaxNode[] {
  if (/^(Identifier|MemberExpression)$/.test(pattern.type)) return [pattern];
  if (pattern.type === 'ObjectProperty') return targetsOf(pattern.value);
  if (pattern.type === 'AssignmentPattern') return targetsOf(pattern.left);
  return children(pattern).flatMap(targetsOf);
}

/** The name that a chain of members begins with. */
function rootOf(node: SyntaxNode): string | undefined {
  let at = node;
  while (at.type === 'MemberExpression') at = at.object;
  return at.type === 'Identifier' ? at.name : undefined;
}

/** Names that may hold the same object: of those through which something is written, by what they were given. */
function aliases(statements: readonly SyntaxNode[]): Map<string, Set<string>> {
  const written = new Set<string>();
  const given: [string, string][] = [];
  const note = (target: SyntaxNode, value: SyntaxNode | null): void => {
    const root = rootOf(target);
    if (root === undefined) return;
    const from = value && /^(Identifier|MemberExpression)$/.test(value.type) ? rootOf(value) : undefined;
    if (target.type === 'MemberExpression') written.add(root);
    else if (from !== undefined) given.push([root, from]);
  };
  for (const statement of statements) {
    walk(statement, (node) => {
      if (node.type === 'AssignmentExpression') note(node.left, node.right);
      else if (node.type === 'VariableDeclarator') note(node.id, node.init);
      else if (node.type === 'UpdateExpression') note(node.argument, null);
      else if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
        const root = rootOf(node.callee);
        if (root !== undefined && CHANGING_METHOD.test(node.callee.property.name ?? '')) written.add(root);
      }
    });
  }
  const kin = new Map<string, Set<string>>();
  for (const [a, b] of given) {
    if (!written.has(a)) continue;
    const all = new Set([...(kin.get(a) ?? [a]), ...(kin.get(b) ?? [b])]);
    for (const name of all) kin.set(name, all);
  }
  return kin;
}

/** Names that functions declared in these statements read, by the function's name. */
function functionsIn(statements: readonly SyntaxNode[]): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const statement of statements) {
    walk(statement, (node) => {
      if (node.type === 'FunctionDeclaration' && node.id) found.set(node.id.name, nameUse(node).read);
      else if (
        node.type === 'VariableDeclarator' &&
        node.init &&
        isFunction(node.init) &&
        node.id.type === 'Identifier'
      )
        found.set(node.id.name, nameUse(node.init).read);
    });
  }
  return found;
}
