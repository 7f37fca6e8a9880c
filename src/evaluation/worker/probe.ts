/** Where the values of a function's parts are looked at: text with probes around its expressions. */
import { parse } from 'meriyah';
import { CHANGING_METHOD } from '../../genome/syntax.ts';
import { AT } from '../../variation/matching.ts';
import { COUNTER, each, type Mark, PARSING, patternNames, type Tree, withMarks } from './tree.ts';

/** One expression that is evaluated once in a call at the most, and names whose values it may be made of. */
export interface Probe {
  /** `start-end` in the text. */
  readonly at: string;
  /** Offset of the body of the function that it stands in. */
  readonly body: number;
  /** With `AT` behind it, what a parameter was when the function was entered, or a variable before a statement. */
  readonly names: readonly string[];
}

export interface Probed {
  readonly text: string;
  readonly probes: readonly Probe[];
  /** Functions whose values are looked at as well, with their parameters. */
  readonly wholes: readonly Omit<Probe, 'at'>[];
}

/** What stands for a function's own value where an expression is told by its place. */
export const wholeKey = (body: number): string => `whole:${body}`;

/** Names and probes looked at in one function: parameters first, then what was declared last. */
const MOST_NAMES = 6;
const MOST_PROBES = 32;

const VALUE =
  /^(Identifier|MemberExpression|(Call|Binary|Logical|Conditional|Unary|Array|New)Expression|TemplateLiteral)$/;
const FUNCTION = /Function/;
/** Expressions of which no part is looked at. */
const OPAQUE = /Function|^Class|^(Update|Yield|Await|TaggedTemplate|Chain)Expression$/;

/**
 * Puts `part(at, names, value)` around expressions outside of loops, and `gave(key, arguments, value)` around what
 * functions give, where these have nothing but names for parameters. @throws SyntaxError
 */
export function probed(text: string, strict: boolean): Probed {
  const marks: Mark[] = [];
  const probes: Probe[] = [];
  const wholes: Omit<Probe, 'at'>[] = [];
  const visit = (node: Tree): void => {
    if (FUNCTION.test(node.type)) {
      const params = paramsOf(node);
      const body = node.body as Tree;
      if (params.length > 0 && !node.async && !node.generator) {
        if (body.type === 'BlockStatement') new Placing(body, params, marks, probes).all();
        whole(body, params, marks);
        wholes.push({ body: body.start, names: params });
      }
    }
    each(node, visit);
  };
  visit(parse(text, { ...PARSING, impliedStrict: strict }) as unknown as Tree);
  return { text: withMarks(text, marks), probes, wholes };
}

/** Names of parameters, or none where one of them is a pattern. */
function paramsOf(node: Tree): string[] {
  const names = (node.params as Tree[]).map(({ type, name, left }) =>
    type === 'AssignmentPattern' ? (left as Tree).name : name,
  );
  return names.every((name) => typeof name === 'string') ? (names as string[]) : [];
}

/** Puts what looks at a function's value into it. Its probes are there by then: this is around them. */
function whole(body: Tree, params: readonly string[], marks: Mark[]): void {
  const key = JSON.stringify(wholeKey(body.start));
  const entered = `${COUNTER}.entered(${key},[${params.join(',')}])`;
  const around = ({ start, end }: Tree, args: string): void => {
    marks.push({ at: start, text: ` ${COUNTER}.gave(${key},${args},(`, order: 1 }, { at: end, text: '))', order: 0 });
  };
  if (body.type !== 'BlockStatement') {
    around(body, entered);
    return;
  }
  const place = afterDirectives(body);
  marks.push({ ...place, text: `${place.text}const ${ENTERED}=${entered};`, order: 2 });
  const visit = (node: Tree): void => {
    if (FUNCTION.test(node.type)) return;
    if (node.type === 'ReturnStatement' && node.argument) around(node.argument as Tree, ENTERED);
    each(node, visit);
  };
  visit(body);
}

/** Where the first statement of a function may stand, and what has to stand before it. */
function afterDirectives(body: Tree): Pick<Mark, 'at' | 'text'> {
  const last = (body.body as Tree[]).findLast(({ directive }) => directive !== undefined);
  return last ? { at: last.end, text: ';' } : { at: body.start + 1, text: '' };
}

/** The variable that holds a call's arguments. */
const ENTERED = '$integronEntered';
/** The variable that holds what parameters were at entry; with an offset behind it, what variables were there. */
const HELD = '$integronHeld';
/** Names of each moment but the one where an expression stands. */
const MOST_HELD = 2;

/** Names as they were before a statement that changes what they hold. */
interface Moment {
  /** Offset of the statement. */
  readonly at: number;
  readonly names: readonly string[];
}

/** Puts probes into one function. */
class Placing {
  private readonly node: Tree;
  private readonly params: readonly string[];
  private readonly marks: Mark[];
  private readonly probes: Probe[];
  private readonly statements: readonly Tree[];
  /** Parameters that are given other values. */
  private readonly changed: readonly string[];
  private left = MOST_PROBES;
  /** Before any loop or call there is nothing that a kernel could spare. */
  private worked = false;
  /** The last statement of the function's own list that changed lists in place. */
  private moment: Moment | null = null;

  constructor(body: Tree, params: readonly string[], marks: Mark[], probes: Probe[]) {
    this.node = body;
    this.params = params;
    this.marks = marks;
    this.probes = probes;
    this.statements = body.body as Tree[];
    this.changed = params.filter((name) => isAssigned(body, name)).slice(0, MOST_HELD);
  }

  all(): void {
    this.list(this.statements, this.params);
    if (this.left === MOST_PROBES || this.changed.length === 0) return;
    const place = afterDirectives(this.node);
    const text = `${place.text}const ${HELD}=${COUNTER}.held([${this.changed.join(',')}]);`;
    this.marks.push({ ...place, text, order: 2 });
  }

  /** @param known names that are declared before */
  private list(statements: readonly Tree[], known: readonly string[]): void {
    const names = [...known];
    for (const node of statements) {
      this.statement(node, names);
      this.worked ||= works(node);
      if (statements === this.statements && works(node)) this.hold(node, names);
    }
  }

  /** Keeps what a statement may change in place: whoever takes its work over needs it as it was before. */
  private hold(node: Tree, known: readonly string[]): void {
    if (/Declaration$/.test(node.type)) return;
    const changing = changedIn(node);
    const names = known.filter((name) => changing.has(name)).slice(-MOST_HELD);
    if (names.length === 0) return;
    this.moment = { at: node.start, names };
    const text = `const ${HELD}${node.start}=${COUNTER}.held([${names.join(',')}]);`;
    this.marks.push({ at: node.start, text, order: 0 });
  }

  private statement(node: Tree, names: string[]): void {
    if (node.type === 'BlockStatement') this.list(node.body as Tree[], names);
    else if (node.type === 'ReturnStatement') this.expression(node.argument as Tree | null, names);
    else if (node.type === 'ExpressionStatement') {
      if (node.directive === undefined) this.expression(node.expression as Tree, names);
    } else if (node.type === 'IfStatement') {
      for (const branch of [node.consequent, node.alternate] as (Tree | null)[])
        if (branch) this.list(branch.type === 'BlockStatement' ? (branch.body as Tree[]) : [branch], names);
    } else if (node.type === 'VariableDeclaration') {
      for (const { id, init } of node.declarations as Tree[]) {
        this.expression(init as Tree | null, names);
        const declared = new Set<string>();
        patternNames(id as Tree, declared);
        names.push(...[...declared].filter((name) => !names.includes(name)));
      }
    }
  }

  private expression(node: Tree | null, names: readonly string[]): void {
    if (!node || OPAQUE.test(node.type)) return;
    for (const inner of partsOf(node)) this.expression(inner, names);
    if (node.type === 'Property') this.property(node, names);
    else if (this.isValue(node, names)) this.put(node, names);
  }

  private property({ shorthand, value }: Tree, names: readonly string[]): void {
    const node = value as Tree;
    if (!shorthand) this.expression(node, names);
    else if (this.isValue(node, names)) this.put(node, names, `${node.name}:`);
  }

  private isValue(node: Tree, names: readonly string[]): boolean {
    if (!VALUE.test(node.type) || !(this.worked || works(node))) return false;
    // What a parameter holds is no answer yet.
    const { name } = node as { name?: unknown };
    const own = (one: unknown): boolean => names.includes(one as string) && !this.params.includes(one as string);
    if (node.type === 'Identifier') return own(name);
    return node.type !== 'MemberExpression' || node.computed === true || own((node.object as Tree).name);
  }

  private put(node: Tree, names: readonly string[], opening = ''): void {
    if (this.left-- <= 0) return;
    const { params } = this;
    const body = this.node.start;
    const known = names.length <= MOST_NAMES ? names : [...params, ...names.slice(params.length).reverse()];
    const shown = known.slice(0, MOST_NAMES);
    const at = `${node.start}-${node.end}`;
    const { changed, moment } = this;
    const before = [
      ...changed.map((name) => name + AT),
      ...(moment?.names.map((name) => `${name}${AT}${moment.at}`) ?? []),
    ];
    this.probes.push({ at, body, names: [...shown, ...before] });
    const held = [...(changed.length > 0 ? [`...${HELD}`] : []), ...(moment ? [`...${HELD}${moment.at}`] : [])];
    const open = ` ${opening}${COUNTER}.part("${at}",${COUNTER}.names("${at}",[${[...shown, ...held].join(',')}]),`;
    this.marks.push({ at: node.start, text: open, order: 1 }, { at: node.end, text: ')', order: 0 });
  }
}

/** Expressions inside of one that stand for values of their own. */
function partsOf(node: Tree): Tree[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return [node.right as Tree];
    case 'UnaryExpression':
      return /^(typeof|delete)$/.test(node.operator as string) ? [] : [node.argument as Tree];
    case 'MemberExpression': {
      const object = node.object as Tree;
      const inner = object.type === 'Identifier' ? [] : partsOf(object);
      return node.computed ? [...inner, node.property as Tree] : inner;
    }
    case 'CallExpression':
    case 'NewExpression': {
      const callee = node.callee as Tree;
      const of = callee.type === 'MemberExpression' ? (callee.object as Tree) : null;
      return [...(of?.type === 'Identifier' ? [of] : []), ...partsOf(callee), ...(node.arguments as Tree[])];
    }
    case 'Property':
      return [];
  }
  if (OPAQUE.test(node.type)) return [];
  const inner: Tree[] = [];
  each(node, (child) => inner.push(child));
  return inner;
}

/** Whether a variable is given a value somewhere in a piece of code, by any function in it. */
function isAssigned(node: Tree, name: string): boolean {
  const target = (node.type === 'AssignmentExpression' ? node.left : node.argument) as Tree | undefined;
  if (/^(Assignment|Update)Expression$/.test(node.type) && target?.name === name) return true;
  let found = false;
  each(node, (child) => {
    found ||= isAssigned(child, name);
  });
  return found;
}

/** Names through which a piece of code changes an object in place. */
function changedIn(node: Tree, into = new Set<string>()): Set<string> {
  const note = (target: Tree | undefined): void => {
    let at = target;
    while (at?.type === 'MemberExpression') at = at.object as Tree;
    if (at && at !== target && typeof at.name === 'string') into.add(at.name);
  };
  if (node.type === 'AssignmentExpression') note(node.left as Tree);
  else if (node.type === 'UpdateExpression') note(node.argument as Tree);
  else if (node.type === 'CallExpression') {
    const callee = node.callee as Tree;
    if (CHANGING_METHOD.test((callee.property as Tree | undefined)?.name as string)) note(callee);
  }
  each(node, (child) => changedIn(child, into));
  return into;
}

/** Whether a loop or a call stands in a piece of code, outside of functions in it. */
function works(node: Tree): boolean {
  if (/^(For|While|DoWhile)|^(Call|New)Expression$/.test(node.type)) return true;
  if (FUNCTION.test(node.type)) return false;
  let found = false;
  each(node, (child) => {
    found ||= works(child);
  });
  return found;
}
