/** First look at a variant's text: does it parse, does it name only what it may, and where counters go. */
import { parse } from 'meriyah';
import { isLogicalAssignment } from '../../genome/syntax.ts';
import { COUNTER, each, type Mark, PARSING, patternNames, type Tree, withMarks } from './tree.ts';

export interface Examined {
  /** The text with counters in it. */
  readonly counted: string;
  /** Names used and declared nowhere in the text. */
  readonly free: ReadonlySet<string>;
  /** Names of properties that reach into the language's own objects. */
  readonly reaching: ReadonlySet<string>;
}

const REACHING = new Set([
  'constructor',
  '__proto__',
  'prototype',
  'caller',
  'callee',
  '__defineGetter__',
  '__lookupGetter__',
]);

/** Globals of the language that any variant may use. */
const SAFE = new Set(
  `Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error Float32Array Float64Array
  Infinity Int16Array Int32Array Int8Array Intl JSON Map Math NaN Number Object RangeError Reflect RegExp Set String Symbol
  SyntaxError TypeError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet decodeURI
  decodeURIComponent encodeURI encodeURIComponent escape isFinite isNaN parseFloat parseInt undefined unescape
  arguments`.split(/\s+/),
);

/** What the ancestor names may be named by its variants. */
export interface Allowed {
  readonly free: ReadonlySet<string>;
  readonly reaching: ReadonlySet<string>;
}

/** The reason why a text may not run, or undefined. */
export function refusal(examined: Examined, allowed: Allowed): string | undefined {
  for (const name of examined.free) if (!SAFE.has(name) && !allowed.free.has(name)) return `names ${name}`;
  for (const name of examined.reaching) if (!allowed.reaching.has(name)) return `reaches for ${name}`;
  return undefined;
}

/**
 * How finely work is counted: `loops` (functions and loop bodies, enough to stop what hangs) or `branches` as well (to
 * weigh work, and to see what runs), each piece with its offset. `values` counts as `loops` does and looks at every
 * value that is assigned, returned or tested; `entries` at the arguments of every function, at the kinds of all those
 * values, and at those of members that are read, of arguments that are given and of what loops go over.
 */
export type Grain = 'loops' | 'branches' | 'values' | 'entries';

/** Parses and instruments a run text. @throws SyntaxError */
export function examine(text: string, strict: boolean, grain: Grain): Examined {
  const program = parse(text, { ...PARSING, impliedStrict: strict }) as unknown as Tree;
  const used = new Set<string>();
  const declared = new Set<string>();
  const reaching = new Set<string>();
  const marks: Mark[] = [];
  const tick = (units: number, made: number, at: number): string =>
    grain !== 'branches'
      ? `(${COUNTER}.left-=${units})<0&&${COUNTER}.stop()`
      : `${COUNTER}.tick(${units},${made},${at})`;
  const mark = (node: Tree, open: string, close: string): void => {
    marks.push({ at: node.start, text: open, order: 1 }, { at: node.end, text: close, order: 0 });
  };

  const looked = (node: Tree): void => {
    if (grain === 'values') mark(node, `${COUNTER}.see(`, ')');
    if (grain === 'entries') mark(node, `${COUNTER}.note("${node.start}-${node.end}",`, ')');
  };
  /** What is read and given on is looked at by its kind alone: it has other names, which say who holds it. */
  const glanced = (node: Tree): void => {
    if (grain === 'entries' && !/^(Literal|Spread|.*Function)/.test(node.type))
      mark(node, `${COUNTER}.read("${node.start}-${node.end}",`, ')');
  };

  /** Counts the nodes and allocations of one straight piece; pieces inside it are counted on their own. */
  const piece = (root: Tree | Tree[], inside: Tree | null): [units: number, made: number] => {
    let units = 1;
    let made = 0;
    // Marked at the end, inner ones first: of two marks that open at one place the later one is the outer one.
    const later: (() => void)[] = [];
    const branch = (node: Tree | null | undefined): void => {
      if (!node) return;
      const [own, allocated] = piece(node, null);
      mark(node, `{${tick(own, allocated, node.start)};`, '}');
    };
    /** An expression that may be passed over; what is named after what it is given to keeps its name uncounted. */
    const choice = (node: Tree, parent: Tree): void => {
      if (grain !== 'branches' || /(Function|Class)Expression$/.test(node.type)) {
        visit(node, parent);
        return;
      }
      const [own, allocated] = piece(node, null);
      mark(node, `(${tick(own, allocated, node.start)},`, ')');
    };
    const look = (node: Tree | null | undefined): void => {
      if (node) later.push(() => looked(node));
    };
    const glance = (node: Tree): void => {
      later.push(() => glanced(node));
    };
    const visit = (node: Tree, parent: Tree | null): void => {
      units++;
      switch (node.type) {
        case 'Identifier':
          note(node, parent);
          return;
        case 'FunctionDeclaration':
        case 'FunctionExpression':
        case 'ArrowFunctionExpression':
          if (node.type !== 'FunctionDeclaration') made++;
          functionPiece(node);
          return;
        case 'ForStatement':
        case 'WhileStatement':
        case 'DoWhileStatement':
        case 'ForInStatement':
        case 'ForOfStatement': {
          look(node.test as Tree);
          if (node.right) glance(node.right as Tree);
          for (const key of ['left', 'right', 'init', 'test', 'update']) if (node[key]) visit(node[key] as Tree, node);
          branch(node.body as Tree);
          return;
        }
        case 'IfStatement':
          look(node.test as Tree);
          visit(node.test as Tree, node);
          if (grain !== 'branches') {
            visit(node.consequent as Tree, node);
            if (node.alternate) visit(node.alternate as Tree, node);
            return;
          }
          branch(node.consequent as Tree);
          branch(node.alternate as Tree | null);
          return;
        case 'VariableDeclarator':
          patternNames(node.id as Tree, declared);
          look(node.init as Tree);
          break;
        case 'AssignmentExpression':
          look(node.right as Tree);
          if (!isLogicalAssignment(node)) break;
          visit(node.left as Tree, node);
          choice(node.right as Tree, node);
          return;
        case 'ReturnStatement':
          look(node.argument as Tree);
          break;
        case 'ConditionalExpression':
          look(node.test as Tree);
          visit(node.test as Tree, node);
          choice(node.consequent as Tree, node);
          choice(node.alternate as Tree, node);
          return;
        case 'LogicalExpression':
        case 'AssignmentPattern':
          visit(node.left as Tree, node);
          choice(node.right as Tree, node);
          return;
        case 'SwitchCase': {
          const statements = node.consequent as Tree[];
          if (grain !== 'branches' || statements.length === 0) break;
          if (node.test) visit(node.test as Tree, node);
          const [own, allocated] = piece(statements, node);
          marks.push({ at: statements[0]!.start, text: `${tick(own, allocated, statements[0]!.start)};`, order: 0 });
          return;
        }
        case 'ClassDeclaration':
        case 'ClassExpression':
          if (node.id) declared.add((node.id as Tree).name as string);
          break;
        case 'CatchClause':
          if (node.param) patternNames(node.param as Tree, declared);
          if (grain !== 'branches') break;
          if (node.param) visit(node.param as Tree, node);
          branch(node.body as Tree);
          return;
        case 'CallExpression':
          for (const argument of node.arguments as Tree[]) glance(argument);
          break;
        case 'ArrayExpression':
        case 'ObjectExpression':
        case 'NewExpression':
        case 'TemplateLiteral':
          made++;
          break;
        case 'MemberExpression': {
          const property = node.property as Tree;
          const name = node.computed ? property.value : property.name;
          if (typeof name === 'string' && REACHING.has(name)) reaching.add(name);
          if (isRead(node, parent)) glance(node);
          break;
        }
      }
      each(node, visit);
    };
    if (Array.isArray(root)) for (const node of root) visit(node, inside);
    else visit(root, inside);
    for (const marked of later.reverse()) marked();
    return [units, made];
  };

  const functionPiece = (node: Tree): void => {
    if (node.id) declared.add((node.id as Tree).name as string);
    for (const parameter of node.params as Tree[]) {
      patternNames(parameter, declared);
      piece(parameter, node);
    }
    const body = node.body as Tree;
    const entry = grain === 'entries' ? entered(node.params as Tree[], body.start) : '';
    if (body.type !== 'BlockStatement') {
      const [units, made] = piece(body, node);
      looked(body);
      mark(body, `(${entry && `${entry},`}${tick(units, made, body.start)},`, ')');
      return;
    }
    const statements = body.body as Tree[];
    const [units, made] = piece(statements, body);
    const directive = statements.findLast((statement) => statement.directive !== undefined);
    const at = directive ? directive.end : body.start + 1;
    const text = `${directive ? ';' : ''}${entry && `${entry};`}${tick(units, made, body.start)};`;
    marks.push({ at, text, order: 2 });
  };

  /** Looks at the arguments of a function, where its parameters are all names. */
  const entered = (params: readonly Tree[], at: number): string => {
    const names = params.map(({ type, name, left }) => (type === 'AssignmentPattern' ? (left as Tree).name : name));
    const all = names.every((name) => typeof name === 'string');
    return `${COUNTER}.enter(${at},${all ? `[${names.join(',')}]` : 'null'})`;
  };

  const note = (node: Tree, parent: Tree | null): void => {
    const name = node.name as string;
    if (parent) {
      if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) return;
      if (
        /^(Property|MethodDefinition|PropertyDefinition)$/.test(parent.type) &&
        parent.key === node &&
        !parent.computed
      ) {
        if (!parent.shorthand) return;
      }
      if (/^(LabeledStatement|BreakStatement|ContinueStatement)$/.test(parent.type) && parent.label === node) return;
      if (parent.type === 'MetaProperty') return;
    }
    used.add(name);
  };

  piece(program.body as Tree[], program);
  for (const name of [...used]) if (declared.has(name)) used.delete(name);
  return { counted: withMarks(text, marks), free: used, reaching };
}

/** Whether a member's value is used here, and is not given on or tested, where it is looked at anyway. */
function isRead(node: Tree, parent: Tree | null): boolean {
  switch (parent?.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'ArrayExpression':
    case 'TemplateLiteral':
    case 'SwitchStatement':
    case 'SwitchCase':
      return true;
    case 'UnaryExpression':
      return parent.operator !== 'delete';
    case 'ConditionalExpression':
      return parent.test !== node;
    case 'MemberExpression':
      return parent.computed === true && parent.property === node;
    default:
      return false;
  }
}

/** Numbers and texts that stand in a run text, each once. @throws SyntaxError */
export function literalsOf(text: string, strict: boolean): (string | number)[] {
  const found = new Set<string | number>();
  const visit = (node: Tree): void => {
    const { value } = node;
    if (node.type === 'Literal' && (typeof value === 'string' || typeof value === 'number')) found.add(value);
    each(node, visit);
  };
  visit(parse(text, { ...PARSING, impliedStrict: strict }) as unknown as Tree);
  return [...found];
}
