/** What an operator sees of a genome: its phenotype's nodes with their heat, and questions about names. */
import { type Profile, walkWithHeat } from '../analysis/heat.ts';
import type { ValueFacts } from '../analysis/values.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import { type Edit, locusAt } from '../genome/edit.ts';
import { express, type Phenotype } from '../genome/phenotype.ts';
import { freeNames, nameUse, parameterName, scopeNames } from '../genome/scope.ts';
import {
  isExpressionType,
  isFunction,
  isLoop,
  isPlainName,
  isStatementType,
  isTypeOnly,
  type SyntaxNode,
  slotOf,
  walk,
} from '../genome/syntax.ts';
import { positionOf } from '../genome/template.ts';
import { pickWeighted, type RandomStream } from '../statistics/random.ts';
import { type DomainCheck, domains, type Narrowing } from './kernel.ts';

/** An expression of the ancestor's whose value a kernel was seen to give. */
export interface Part {
  /** `start-end`. */
  readonly at: string;
  /** Offset of the body of the function that it stands in. */
  readonly body: number;
  /** The kernel's name, and names that it takes, as they are in that place, or at entry (`matching.ts`). */
  readonly kernel: string;
  readonly names: readonly string[];
  /** In what alone the kernel agrees. */
  readonly narrow?: Narrowing;
}

/** A function whose values a kernel was seen to give, from these of its parameters. */
export type Whole = Omit<Part, 'at'>;

/** What is known of the ancestor from running it. */
export interface Seen {
  /** Loci of pieces in which no fault ever shows. */
  readonly blind?: ReadonlySet<string>;
  /** By the offset of a function's body in the ancestor: the domains that most arguments are in, by position. */
  readonly domains?: ReadonlyMap<number, readonly (readonly string[])[]>;
  /** What was seen of values, by `start-end` of their expression in the ancestor. */
  readonly values?: ReadonlyMap<string, ValueFacts>;
  /** Texts of functions of other files, by what the module calls them. */
  readonly neighbours?: Readonly<Record<string, string>>;
  /** Expressions whose values a kernel was seen to give. */
  readonly parts?: readonly Part[];
  /** Functions whose values a kernel was seen to give; any may where this is not known. */
  readonly wholes?: readonly Whole[] | null;
  /** Only nodes with these loci are looked at. */
  readonly within?: (locus: string) => boolean;
}

const NONE: ReadonlySet<string> = new Set();

export interface Site {
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode;
  /** Runs per call. */
  readonly heat: number;
}

/**
 * A genome looked at once. Code that no input reaches, and pieces of the ancestor at these loci in which no fault ever
 * shows, are left out: nothing could tell whether an edit there is right.
 */
export class View {
  readonly ancestor: Ancestor;
  readonly edits: readonly Edit[];
  readonly phenotype: Phenotype;
  /** All nodes in code that runs, of those looked at. */
  readonly all: readonly Site[];
  private readonly running: readonly Site[];
  // An operator asks for one of these lists; making all of them took a third of the time that an offspring takes.
  readonly domains: Seen['domains'];
  readonly neighbours: Seen['neighbours'];
  readonly parts: readonly Part[];
  readonly wholes: readonly Whole[] | null;
  private readonly blind: ReadonlySet<string>;
  private readonly guards: Guards;
  private readonly values: Seen['values'];
  private sites: Map<string, Site> | undefined;
  private lists: { byType?: Map<string, Site[]>; statements?: Site[]; expressions?: Site[]; around?: Set<SyntaxNode> } =
    {};

  constructor(
    ancestor: Ancestor,
    edits: readonly Edit[],
    profile: Profile,
    { blind = NONE, domains, values, neighbours, parts = [], wholes = null, within }: Seen = {},
  ) {
    this.domains = domains;
    this.values = values;
    this.neighbours = neighbours;
    this.parts = parts;
    this.wholes = wholes;
    this.ancestor = ancestor;
    this.edits = edits;
    this.blind = blind;
    this.guards = new Guards(edits);
    this.phenotype = express(ancestor, edits);
    const all: Site[] = [];
    const dark = new Set<SyntaxNode | null>();
    walkWithHeat(this.phenotype.root, ancestor.source, profile, (node, parent, heat) => {
      if (isTypeOnly(node) || this.guards.includes(node) || this.isGeneralWay(node)) return false;
      // What a function does that stands in a blind piece was looked at by itself.
      if (blind.has(node.locus) || (dark.has(parent) && !(isFunction(parent!) && parent!.body === node)))
        dark.add(node);
      else if (parent && heat > 0 && node.locus !== '' && !this.guards.holdsGeneralWay(node))
        all.push({ node, parent, heat });
      return undefined;
    });
    this.running = all;
    this.all = within ? all.filter(({ node }) => within(node.locus)) : all;
  }

  /** Nodes in code that runs, by node type. */
  get byType(): ReadonlyMap<string, readonly Site[]> {
    this.lists.byType ??= Map.groupBy(this.all, ({ node }) => node.type);
    return this.lists.byType;
  }

  /** What was seen of the values of an expression of the ancestor's; undefined where nothing was. */
  valuesAt(node: SyntaxNode): ValueFacts | undefined {
    const origin = node.origin ?? node;
    return origin.from === this.ancestor.source ? this.values?.get(`${origin.start}-${origin.end}`) : undefined;
  }

  /** What was seen of the arguments that a function of the ancestor's was given for one of its parameters. */
  argumentsFor({ body, params }: SyntaxNode, name: string): ValueFacts | undefined {
    const at = (params as SyntaxNode[]).findIndex((parameter) => parameterName(parameter) === name);
    const origin: SyntaxNode = (body as SyntaxNode).origin ?? body;
    return at >= 0 && origin.from === this.ancestor.source ? this.values?.get(`${origin.start}:${at}`) : undefined;
  }

  /** The node with a locus, in code that runs. */
  siteAt(locus: string): Site | undefined {
    this.sites ??= new Map(this.running.map((site) => [site.node.locus, site]));
    return this.sites.get(locus);
  }

  /** Whether a node is a branch that sends inputs to a faster way or a general one. */
  isGuard(node: SyntaxNode): boolean {
    return this.guards.isBranch(node);
  }

  /** Whether a node is a copy of code for the inputs that a special way does not take: nothing in it is changed. */
  isGeneralWay(node: SyntaxNode): boolean {
    const parent = node.parent as SyntaxNode | null;
    return parent !== null && parent.consequent === node && this.guards.holdsGeneralWay(parent);
  }

  /**
   * Whether something may stand at a place: the code there runs. Beside a blind piece is not in it; and what stands beside
   * a statement that holds running code serves that, though a function around it may run only when the module is loaded.
   */
  takes(at: string): boolean {
    const locus = locusAt(at);
    if (this.siteAt(locus) !== undefined) return true;
    if (locus === at) return false;
    if (this.blind.has(locus)) return true;
    const node = this.phenotype.node(locus);
    return node !== undefined && this.around.has(node);
  }

  /** Nodes that hold code that runs. */
  private get around(): ReadonlySet<SyntaxNode> {
    if (this.lists.around) return this.lists.around;
    const around = new Set<SyntaxNode>();
    for (const { node } of this.running)
      for (let up = this.phenotype.parentOf(node); up && !around.has(up); up = this.phenotype.parentOf(up))
        around.add(up);
    this.lists.around = around;
    return around;
  }

  /** Members of statement lists, in code that runs. */
  get statements(): readonly Site[] {
    this.lists.statements ??= this.all.filter(({ node, parent }) => {
      if (!isStatementType(node.type) || parent.type === 'Program') return false;
      const slot = slotOf(parent, node);
      return slot !== undefined && slot.index >= 0;
    });
    return this.lists.statements;
  }

  /** Expressions whose value is used, in code that runs. */
  get expressions(): readonly Site[] {
    this.lists.expressions ??= this.all.filter(
      ({ node, parent }) => !isStatementType(node.type) && isExpressionType(node.type) && isValue(node, parent),
    );
    return this.lists.expressions;
  }
}

/** What sends inputs to the faster way or to the general one: on the inputs seen it could often be left out, and is not. */
class Guards {
  private readonly guarded: ReadonlySet<string>;
  private readonly tests = new Set<SyntaxNode>();

  constructor(edits: readonly Edit[]) {
    this.guarded = new Set(edits.filter(({ operator }) => GUARDED.test(operator)).map(({ id }) => id));
  }

  /** Whether a node is of a condition, or is a function that one calls. */
  includes(node: SyntaxNode): boolean {
    if (this.isBranch(node)) this.tests.add(node.test);
    if (this.isOwn(node) && declines(node)) return true;
    const name = node.type === 'FunctionDeclaration' ? (node.id?.name as string | undefined) : undefined;
    return this.tests.has(node) || (name !== undefined && this.isOwn(node) && guardNames.has(name.replace(/\$.*/, '')));
  }

  /** Whether a node is the branch itself: parents come first. */
  isBranch(node: SyntaxNode): boolean {
    const parent = node.parent as SyntaxNode | null;
    if (!/^(If|Conditional)/.test(node.type) || !this.isOwn(node)) return false;
    return !(parent && this.isOwn(parent)) || asksForAnswer(node);
  }

  /** Whether without a branch all inputs would go the special way. */
  holdsGeneralWay(node: SyntaxNode): boolean {
    return node.type === 'IfStatement' && this.isBranch(node) && node.consequent.type === 'BlockStatement';
  }

  private isOwn({ locus }: SyntaxNode): boolean {
    return this.guarded.has(locus.split('.')[0]!) && locus.includes('.');
  }
}

/** `if (...) return undefined;`: here a kernel sees that its argument is none of its domain. */
const declines = ({ type, consequent }: SyntaxNode): boolean =>
  type === 'IfStatement' &&
  consequent.type === 'ReturnStatement' &&
  consequent.argument?.type === 'Identifier' &&
  consequent.argument.name === 'undefined';

/** `if (answer === undefined)`: whether it saw that. */
const asksForAnswer = ({ test }: SyntaxNode): boolean =>
  test.type === 'BinaryExpression' && test.right.type === 'Identifier' && test.right.name === 'undefined';

const GUARDED = /^(kernel:|guard:|specialise$)/;
/** Names of the functions that guards call, without what makes them fresh. */
const guardNames = new Set(
  Object.values<DomainCheck>(domains).flatMap(({ helper = '' }) =>
    [...helper.matchAll(/function %(\w+)/g)].map(([, name]) => name!),
  ),
);

/** United kinds of what assignments were seen to write; undefined where that is not known of one of them. */
export function kindsWritten(view: View, writes: readonly SyntaxNode[]): number | undefined {
  let kinds = 0;
  for (const write of writes) {
    const seen = write.operator === '=' ? view.valuesAt(write.right) : undefined;
    if (!seen) return undefined;
    kinds |= seen.kinds;
  }
  return kinds === 0 ? undefined : kinds;
}

/** What was seen of the values that a name of a function is given as an argument and where it is declared. */
export function givenTo(view: View, scope: SyntaxNode, name: string): ValueFacts[] {
  const given = [view.argumentsFor(scope, name)];
  walk(scope, (node) => {
    if (node.type === 'VariableDeclarator' && node.id.name === name && node.init) given.push(view.valuesAt(node.init));
  });
  return given.flatMap((facts) => (facts && facts.kinds !== 0 ? [facts] : []));
}

/** Whether all places of an edit lie in code that runs: elsewhere nothing could tell a right edit from a wrong one. */
export const actsOnRunningCode = (view: View, { places }: Edit): boolean => places.every(({ at }) => view.takes(at));

/** Whether an expression stands where another one could. */
function isValue(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (node.type === 'Identifier' && isPlainName(node, parent)) return false;
  if (isFunction(parent) && (parent.params as SyntaxNode[]).includes(node)) return false;
  if (parent.type === 'ObjectProperty' && parent.parent?.type === 'ObjectPattern') return false;
  if (/Pattern$/.test(parent.type) || parent.type === 'RestElement' || isTypeOnly(parent)) return false;
  if (parent.type === 'AssignmentExpression' && parent.left === node) return false;
  if (parent.type === 'UpdateExpression' || parent.type === 'CatchClause') return false;
  if (parent.type === 'UnaryExpression' && /^(delete|typeof)$/.test(parent.operator)) return false;
  if (/^For(In|Of)Statement$/.test(parent.type) && parent.left === node) return false;
  const slot = slotOf(parent, node);
  return slot !== undefined && positionOf(parent, slot.name, node.type) !== undefined;
}

/** A site drawn in proportion to the square root of its heat: hot code first, warm code still. */
export function drawSite(sites: readonly Site[], random: RandomStream): Site | undefined {
  if (sites.length === 0) return undefined;
  return sites[
    pickWeighted(
      random,
      sites.map(({ heat }) => Math.sqrt(heat)),
    )
  ];
}

/** Names that can be seen from a node and are not the module's. */
export function localNames({ phenotype }: View, node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  for (let scope = phenotype.parentOf(node); scope && scope.type !== 'Program'; scope = phenotype.parentOf(scope))
    for (const name of scopeNames(scope)) names.add(name);
  return names;
}

/** Names that can be seen from a node. */
export const visibleNames = (view: View, node: SyntaxNode): Set<string> =>
  new Set([...localNames(view, node), ...scopeNames(view.phenotype.root)]);

/** Whether code that uses these free names makes sense at a node: every local name among them is visible there. */
export function fits(view: View, fragment: SyntaxNode, place: SyntaxNode): boolean {
  const visible = visibleNames(view, place);
  const { declared } = view.phenotype;
  return freeNames(fragment).every(
    (name) => visible.has(name) || !(view.ancestor.declared.has(name) || declared.has(name)),
  );
}

/** The nearest node above that satisfies a condition. */
export function above(view: View, node: SyntaxNode, wanted: (node: SyntaxNode) => boolean): SyntaxNode | undefined {
  for (let at = view.phenotype.parentOf(node); at; at = view.phenotype.parentOf(at)) if (wanted(at)) return at;
  return undefined;
}

export const enclosingFunction = (view: View, node: SyntaxNode): SyntaxNode | undefined =>
  above(view, node, isFunction);

/** The innermost loop around a node, inside the same function. */
export function enclosingLoop(view: View, node: SyntaxNode): SyntaxNode | undefined {
  const found = above(view, node, (at) => isLoop(at) || isFunction(at));
  return found && isLoop(found) ? found : undefined;
}

/** The member of the module's body that holds a node. */
export function topStatement(view: View, node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | null = node;
  for (let up = view.phenotype.parentOf(at); up; up = view.phenotype.parentOf(at)) {
    if (up.type === 'Program') return beforeSignatures(up.body as SyntaxNode[], at);
    at = up;
  }
  return undefined;
}

/** The first of a function's overloads: nothing may stand between them. */
function beforeSignatures(statements: readonly SyntaxNode[], statement: SyntaxNode): SyntaxNode {
  let at = statements.indexOf(statement);
  const isSignature = ({ type, declaration }: SyntaxNode): boolean =>
    type === 'TSDeclareFunction' || declaration?.type === 'TSDeclareFunction';
  while (at > 0 && isSignature(statements[at - 1]!)) at--;
  return statements[at] ?? statement;
}

/** Whether a node is a member of a statement list, so that something can stand before it. */
export function inList(view: View, node: SyntaxNode): boolean {
  const parent = view.phenotype.parentOf(node);
  const slot = parent && slotOf(parent, node);
  return Boolean(slot && slot.index >= 0 && /^(Program|BlockStatement|SwitchCase|StaticBlock)$/.test(parent!.type));
}

/** A name not used anywhere: the base with the place it was made for, as in `row$41`. A person's print shortens it. */
export function freshName(base: string, locus: string): string {
  return `${base}$${locus.replace('.', '_')}`;
}

/** Whether none of the names that a fragment uses is assigned or declared in a region. */
export function isInvariant(fragment: SyntaxNode, region: SyntaxNode): boolean {
  const { assigned, declared } = nameUse(region);
  for (const name of nameUse(fragment).read) if (assigned.has(name) || declared.has(name)) return false;
  return true;
}
