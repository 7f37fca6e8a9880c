/** Rewrite rules: most are data (a pattern and a template), a few need code. None is trusted: evaluation decides. */
import type { Place } from '../genome/edit.ts';
import { hasEffects, nameUse } from '../genome/scope.ts';
import { CHANGING_METHOD, contains, isFunction, type SyntaxNode, slotOf, walk } from '../genome/syntax.ts';
import { type Bindings, declaredAs, matchPattern, type Pattern, parsePattern } from './pattern.ts';
import { enclosingFunction, freshName, type Site, topStatement, type View } from './view.ts';

/** Conditions on what a hole holds. */
export interface Condition {
  /** Nothing happens when it is evaluated. */
  readonly pure?: true;
  readonly identifier?: true;
  /** No regular expression. */
  readonly plain?: true;
  /** No `return`, `break`, `continue`, `this`, `arguments`, `yield` or `await` of its own. */
  readonly contained?: true;
  /** Not assigned below these holes. */
  readonly unassignedIn?: string;
}

/** A rule as data. */
export interface RuleData {
  readonly name: string;
  /** Why it may help, for people. */
  readonly why: string;
  /** Alternatives: each pattern an expression or statements. `%i` in a template is a fresh name. */
  readonly find: string | readonly string[];
  /** One template for all patterns, or one for each. */
  readonly replace: string | readonly string[];
  readonly where?: Readonly<Record<string, Condition>>;
  /** Statements that the template needs in the module; not with `everywhere`. */
  readonly helper?: string;
  /** Replaces all matches in the same function at once. */
  readonly everywhere?: true;
  /** On which code it changes nothing but time; left out where it may change answers. */
  readonly claims?: string;
}

/** A rule ready for use. */
export interface Rule {
  readonly name: string;
  readonly why: string;
  readonly claims?: string;
  /** All places where it applies: what to put where. Found anew for each view; nothing is changed. */
  readonly matches: (view: View) => readonly Match[];
}

export interface Match {
  /** The node that the match begins with. */
  readonly at: string;
  readonly heat: number;
  readonly places: () => Place[];
}

/** Makes a rule of its data. @throws Error where a pattern or template is none. */
export function patternRule(data: RuleData): Rule {
  const patterns = [data.find].flat().map(parsePattern);
  const templateOf = (pattern: Pattern): string =>
    typeof data.replace === 'string' ? data.replace : data.replace[patterns.indexOf(pattern)]!;
  const roots = [...new Set(patterns.flatMap((pattern) => pattern.roots))];
  const broad = patterns.some((pattern) => pattern.roots.length === 0);
  const sitesOf = (view: View): readonly Site[] =>
    broad || roots.length > 1 ? view.all : (view.byType.get(roots[0]!) ?? []);
  return {
    name: data.name,
    why: data.why,
    ...(data.claims === undefined ? {} : { claims: data.claims }),
    matches(view) {
      const found: { site: Site; bindings: Bindings; pattern: Pattern }[] = [];
      const isOwn = broughtIn(view, data.name);
      for (const site of sitesOf(view)) {
        if (!broad && !roots.includes(site.node.type)) continue;
        if (isOwn(site.node)) continue;
        const hit = matchAt(patterns, site);
        if (hit && holds(data.where, hit.bindings)) found.push({ site, ...hit });
      }
      return found.map(({ site, bindings, pattern }) => ({
        at: site.node.locus,
        heat: site.heat,
        places: () => {
          if (!data.everywhere) {
            const own = placesOf(templateOf(pattern), site.node, bindings, pattern, site.parent);
            const { helper } = data;
            return helper !== undefined && asksFor(helper, templateOf(pattern))
              ? helped(view, site.node, helper, own)
              : own;
          }
          const scope = enclosingFunction(view, site.node);
          return found
            .filter(
              (other) =>
                enclosingFunction(view, other.site.node) === scope &&
                !found.some((outer) => outer !== other && contains(outer.site.node, other.site.node)),
            )
            .flatMap((other) =>
              placesOf(templateOf(other.pattern), other.site.node, other.bindings, other.pattern, other.site.parent),
            );
        },
      }));
    },
  };
}

/** Whether a node is of what a rule itself brought in: that is done, and a guard before a call holds that call. */
export function broughtIn({ edits }: View, rule: string): (node: SyntaxNode) => boolean {
  const own = new Set(edits.flatMap(({ id, operator }) => (operator === `rule:${rule}` ? [id] : [])));
  return ({ locus }) => own.size > 0 && own.has(locus.split('.')[0]!);
}

function matchAt(
  patterns: readonly Pattern[],
  { node, parent }: Site,
): { bindings: Bindings; pattern: Pattern } | undefined {
  for (const pattern of patterns) {
    let following: SyntaxNode[] = [];
    if (pattern.nodes.length > 1) {
      const slot = slotOf(parent, node);
      if (!slot || slot.index < 0) continue;
      following = (parent[slot.name] as SyntaxNode[]).slice(slot.index + 1);
    }
    const bindings = matchPattern(pattern, node, following);
    if (bindings) return { bindings, pattern };
  }
  return undefined;
}

function holds(where: RuleData['where'], bindings: Bindings): boolean {
  for (const [name, condition] of Object.entries(where ?? {})) {
    for (const node of bindings.get(name) ?? []) {
      if (condition.pure && hasEffects(node)) return false;
      if (condition.identifier && node.type !== 'Identifier') return false;
      if (condition.plain && node.type === 'RegExpLiteral') return false;
      if (condition.contained && !isContained(node)) return false;
      if (condition.unassignedIn) {
        const names = nameUse(node).read;
        for (const region of bindings.get(condition.unassignedIn) ?? []) {
          for (const assigned of nameUse(region).assigned) if (names.has(assigned)) return false;
        }
      }
    }
  }
  return true;
}

/** Statements that leave a function body or a loop. */
const LEAVING = /^(Return|Break|Continue)Statement$/;
/** For code whose returns, breaks and continues are seen to, or stay in loops of its own. */
export const NOTHING_LEAVES = /^$/;
/** What belongs to one call of the function that it stands in. */
const OF_THE_CALL = /^(This|Yield|Await)Expression$|^(Super|MetaProperty)$/;

/** Whether code can be moved out of its function body or loop: nothing in it leaves or names what is around it. */
export function isContained(root: SyntaxNode, leaving = LEAVING): boolean {
  let contained = true;
  walk(root, (node) => {
    if (leaving.test(node.type) || OF_THE_CALL.test(node.type)) contained = false;
    if (node.type === 'Identifier' && node.name === 'arguments') contained = false;
    return contained && (node === root || !isFunction(node) || node.type === 'ArrowFunctionExpression');
  });
  return contained;
}

/** Whether a node is `something.name(...)` with so many arguments. */
export const isCallOf = (node: SyntaxNode, name: string, count: number): boolean =>
  node.type === 'CallExpression' &&
  node.callee.type === 'MemberExpression' &&
  !node.callee.computed &&
  node.callee.property.name === name &&
  node.arguments.length === count;

/** Whether a list that has a name is changed below a node: by a method that does, or by an assignment to a member. */
export function mutates(root: SyntaxNode, list: SyntaxNode): boolean {
  if (list.type !== 'Identifier') return false;
  let found = false;
  walk(root, (node, parent) => {
    if (node.type !== 'MemberExpression' || node.object.name !== list.name || !parent) return;
    const { name } = node.property;
    if (!node.computed && CHANGING_METHOD.test(name)) found = true;
    if (parent.type === 'AssignmentExpression' && parent.left === node) found = true;
  });
  return found;
}

/** Whether a template names what a helper declares: of several templates, some do without. */
const asksFor = (helper: string, template: string): boolean =>
  (helper.match(/%[a-zA-Z]\w*/g) ?? []).some((name) => template.includes(name));

/** The places of an edit with a helper before the module's statement; none where there is no such statement. */
function helped(view: View, node: SyntaxNode, helper: string, places: Place[]): Place[] {
  const top = topStatement(view, node);
  return top ? [{ at: `before:${top.locus}`, code: named(helper, node) }, ...places] : [];
}

/** A node made before a statement, under a name that then stands in its place. */
export const madeBefore = (statement: SyntaxNode, node: SyntaxNode, base: string): Place[] => {
  const name = freshName(base, node.locus);
  return [
    { at: `before:${statement.locus}`, code: `const ${name} = $c;`, holes: { $c: node.locus } },
    { at: node.locus, code: name },
  ];
};

/** The code with every `%name` made a name that occurs nowhere else. */
export const named = (code: string, { locus }: SyntaxNode): string =>
  code.replace(/%([a-zA-Z]\w*)/g, (_, base: string) => freshName(base, locus));

function placesOf(
  template: string,
  node: SyntaxNode,
  bindings: Bindings,
  pattern: Pattern,
  parent: SyntaxNode,
): Place[] {
  const code = named(declaredAs(template, bindings), node);
  const holes: Record<string, string | string[]> = {};
  for (const [name, nodes] of bindings) {
    if (!code.includes(name)) continue;
    holes[name] = name.startsWith('$$') ? nodes.map(({ locus }) => locus) : nodes[0]!.locus;
  }
  const places: Place[] = [{ at: node.locus, code, holes }];
  if (pattern.nodes.length > 1) {
    // The first of several statements is replaced by the whole; its holes may lie in the others, so they go by copies.
    const slot = slotOf(parent, node)!;
    const others = (parent[slot.name] as SyntaxNode[]).slice(slot.index + 1, slot.index + pattern.nodes.length);
    for (const other of others) places.push({ at: other.locus, code: '' });
  }
  return places;
}
