/** A table of a function's answers, for as long as one run of the code that asks it again and again. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import { isFunction, isLoop, type SyntaxNode } from '../../genome/syntax.ts';
import { broughtIn, isCallOf, type Match, named, type Rule } from '../rule.ts';
import { above, enclosingFunction, freshName, inList, type Site, topStatement, type View } from '../view.ts';

const HELPER = `function %kept(known, asked, value) {
  known.set(asked, value);
  return value;
}`;

/** Functions between the one that asks and the one that has it ask again and again. */
const MOST_CALLERS = 3;

/** Whether a function is called where it stands: around a module it runs once. */
function isCalledInPlace(view: View, scope: SyntaxNode): boolean {
  const parent = view.phenotype.parentOf(scope);
  const call = parent?.type === 'MemberExpression' ? view.phenotype.parentOf(parent) : parent;
  return call?.type === 'CallExpression' && (call.callee === scope || call.callee === parent);
}

/** The outermost function around a node that runs when the module is used: those outside of it run when it is loaded. */
function outermostRunning(view: View, node: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  for (let up = enclosingFunction(view, node); up; up = enclosingFunction(view, up)) {
    if (!view.siteAt((up.body as SyntaxNode).locus) || isCalledInPlace(view, up)) break;
    found = up;
  }
  return found?.body.type === 'BlockStatement' ? found : undefined;
}

/** The statement of a function's body that holds a node, where it may run the node again and again. */
function repeating(view: View, { body }: SyntaxNode, node: SyntaxNode): SyntaxNode | undefined {
  const holds = (at: SyntaxNode): boolean => view.phenotype.parentOf(at) === body;
  const statement = holds(node) ? node : above(view, node, holds);
  if (!statement || !inList(view, statement)) return undefined;
  const again = above(view, node, (at) => isLoop(at) || isFunction(at) || at === body);
  return again === body && !isLoop(statement) ? undefined : statement;
}

/** What a function is called by: its own name, and that of the variable or the member that holds it. */
function namesOf({ id }: SyntaxNode, holder: SyntaxNode | null | undefined): string[] {
  const held = /^(VariableDeclarator|AssignmentExpression|ObjectProperty)$/.test(holder?.type ?? '') ? holder : null;
  const place = held?.id ?? held?.left ?? held?.key;
  return [id?.name, place?.property?.name ?? place?.name].filter((name) => name !== undefined);
}

/** Where a function is named beside its own text, the hottest such place. */
function hottestUse(view: View, scope: SyntaxNode): SyntaxNode | undefined {
  const names = new Set(namesOf(scope, view.phenotype.parentOf(scope)));
  const isUse = ({ node, parent }: Site): boolean =>
    names.has(node.name) && !isFunction(parent) && above(view, node, (at) => at === scope) === undefined;
  let hottest: Site | undefined;
  for (const site of view.byType.get('Identifier') ?? [])
    if (isUse(site) && !(hottest && hottest.heat >= site.heat)) hottest = site;
  return hottest?.node;
}

/** Where a table of answers begins: in the function that asks, or in one that calls that. */
function beginning(view: View, node: SyntaxNode, callers = 0): { at: SyntaxNode; apart: boolean } | undefined {
  const scope = outermostRunning(view, node);
  if (!scope) return undefined;
  const statement = repeating(view, scope, node);
  if (statement) return { at: statement, apart: callers > 0 };
  const use = callers < MOST_CALLERS ? hottestUse(view, scope) : undefined;
  return use && beginning(view, use, callers + 1);
}

/** Whether a call is made only where no answer is known: what this rule makes. */
const isAsked = (view: View, call: SyntaxNode): boolean =>
  above(
    view,
    call,
    ({ type, operator, left }) => type === 'LogicalExpression' && operator === '??' && isCallOf(left, 'get', 1),
  ) !== undefined;

/** The name of what is called: a function's, or of the member that holds one. */
const calledName = ({ callee }: SyntaxNode): string | undefined =>
  callee.type === 'MemberExpression' && !callee.computed ? callee.property.name : callee.name;

export const memoOfCalls: Rule = {
  name: 'memo-of-calls',
  why: 'equal calls within one call are answered from a table that ends with it',
  claims: 'where the answer depends on the argument alone',
  matches(view) {
    const known = new Set(view.ancestor.nodes.filter(isFunction).flatMap((node) => namesOf(node, node.parent)));
    const isOwn = broughtIn(view, 'memo-of-calls');
    const out: Match[] = [];
    for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
      const [argument, ...more] = node.arguments as SyntaxNode[];
      const name = calledName(node);
      if (!argument || more.length > 0 || name === undefined || !known.has(name)) continue;
      if (isOwn(node) || isAsked(view, node) || hasEffects(argument) || argument.type === 'SpreadElement') continue;
      const from = beginning(view, node);
      const top = topStatement(view, node);
      if (!from || !top || (heat < 2 && !from.apart)) continue;
      const table = freshName('known', node.locus);
      const made = from.apart
        ? [
            { at: `before:${top.locus}`, code: `let ${table} = new Map();` },
            { at: `before:${from.at.locus}`, code: `${table} = new Map();` },
          ]
        : [{ at: `before:${from.at.locus}`, code: `const ${table} = new Map();` }];
      out.push({
        at: node.locus,
        heat,
        places: (): Place[] => [
          { at: `before:${top.locus}`, code: named(HELPER, node) },
          ...made,
          {
            at: node.locus,
            code: named(`(${table}.get($x) ?? %kept(${table}, $x, $call))`, node),
            holes: { $x: argument.locus, $call: node.locus },
          },
        ],
      });
    }
    return out;
  },
};
