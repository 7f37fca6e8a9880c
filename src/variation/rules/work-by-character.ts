/** What is worked out of a character alone, in several steps, is worked out once for each. */
import type { Place } from '../../genome/edit.ts';
import { freeNames, nameUse } from '../../genome/scope.ts';
import { type SyntaxNode, walk } from '../../genome/syntax.ts';
import { answeredByTable, mayBeCharacter } from '../characters.ts';
import { changedNames, isQuiet } from '../quiet.ts';
import { broughtIn, isContained, type Match, type Rule } from '../rule.ts';
import { localNames, topStatement, type View } from '../view.ts';

/** The one local name that a piece of code works on, where all else that it reads is the module's, for good. */
function onlyName(view: View, code: SyntaxNode): string | undefined {
  const names = freeNames(code);
  const locals = names.length > 0 ? localNames(view, code) : undefined;
  const [own, ...more] = names.filter((name) => locals?.has(name));
  if (own === undefined || more.length > 0) return undefined;
  const changed = changedNames(view.phenotype.root);
  return names.some((name) => name !== own && changed.has(name)) ? undefined : own;
}

/** Whether code does nothing but to give its one name another value. */
function isPlain(code: SyntaxNode, name: string): boolean {
  let plain = isContained(code);
  walk(code, (node, parent) => {
    const { type } = node;
    if (type === 'CallExpression') plain &&= isQuiet(node);
    if (/^(Assignment|Update)Expression$/.test(type)) {
      const target = (type === 'AssignmentExpression' ? node.left : node.argument) as SyntaxNode;
      if (target.type !== 'Identifier' || target.name !== name || parent?.type !== 'ExpressionStatement') plain = false;
    }
    if (/^(New|OptionalCall|Await|Yield|TaggedTemplate|Import)Expression$|Declaration$/.test(type)) plain = false;
    if (type === 'UnaryExpression' && node.operator === 'delete') plain = false;
    return plain;
  });
  return plain;
}

const readOf = (code: SyntaxNode, name: string): SyntaxNode | undefined => {
  let found: SyntaxNode | undefined;
  walk(code, (node, parent) => {
    const isTarget = parent?.type === 'AssignmentExpression' && parent.left === node;
    if (node.type === 'Identifier' && node.name === name && !isTarget) found ??= node;
  });
  return found;
};

/** The statements from one on that give one name another value by what it was, as far as they stand together. */
function steps(
  view: View,
  statements: readonly SyntaxNode[],
  from: number,
): { name: string; run: SyntaxNode[] } | undefined {
  let name: string | undefined;
  const run: SyntaxNode[] = [];
  for (const statement of statements.slice(from)) {
    if (!/^(Expression|If)Statement$/.test(statement.type) || !isContained(statement)) break;
    const { assigned } = nameUse(statement);
    const own = onlyName(view, statement);
    if (own === undefined || (name ?? own) !== own || assigned.size !== 1 || !assigned.has(own)) break;
    name = own;
    run.push(statement);
  }
  const first = name === undefined ? undefined : readOf(run[0]!, name);
  const calling = run.filter(hasCalls);
  const isWorth = calling.length > 0 && calling.every((statement) => isPlain(statement, name!));
  return name !== undefined && first && isWorth && mayBeCharacter(view, first) ? { name, run } : undefined;
}

function hasCalls(code: SyntaxNode): boolean {
  let calls = false;
  walk(code, ({ type }) => {
    if (/^(Call|New|OptionalCall|TaggedTemplate)Expression$/.test(type)) calls = true;
  });
  return calls;
}

/** Parts of an expression beside a single call: what one call gives is `character-table`'s. */
const isCompound = ({ type }: SyntaxNode): boolean =>
  /^(Conditional|Logical|Binary)Expression$|^TemplateLiteral$/.test(type);

/** All that calls stand in. */
function callers(view: View): ReadonlySet<SyntaxNode> {
  const out = new Set<SyntaxNode>();
  for (const { parent } of view.byType.get('CallExpression') ?? [])
    for (let at: SyntaxNode | null = parent; at && !out.has(at); at = view.phenotype.parentOf(at)) out.add(at);
  return out;
}

export const workByCharacter: Rule = {
  name: 'work-by-character',
  why: 'what comes of a character, step by step, is taken from a table',
  claims: 'where the code reads nothing that changes',
  matches(view) {
    const isOwn = broughtIn(view, 'work-by-character');
    const out: Match[] = [];
    const taken = new Set<SyntaxNode>();
    const calling = callers(view);
    for (const { node, parent, heat } of view.all) {
      if (!calling.has(parent) || isOwn(node) || taken.has(node)) continue;
      const list = parent.type === 'BlockStatement' ? (parent.body as SyntaxNode[]) : [];
      const at = list.indexOf(node);
      const found = at < 0 ? undefined : steps(view, list, at);
      if (found) {
        for (const statement of found.run) taken.add(statement);
        const code = found.run.map((_, k) => `$s${k};`).join(' ');
        const { helper, name } = answeredByTable(node.locus, `${code} return ${found.name};`, found.name);
        const holes = Object.fromEntries(found.run.map(({ locus }, k) => [`$s${k}`, locus]));
        const then = [{ at: node.locus, code: `${found.name} = ${name}(${found.name});` }];
        for (const { locus } of found.run.slice(1)) then.push({ at: locus, code: '' });
        push(view, node, heat, { code: helper, holes }, then, out);
      } else if (isCompound(node) && !isCompound(parent) && calling.has(node)) {
        const name = onlyName(view, node);
        const read = name === undefined ? undefined : readOf(node, name);
        if (name === undefined || !read || !isPlain(node, name) || !mayBeCharacter(view, read)) continue;
        const table = answeredByTable(node.locus, 'return $e;', name);
        const then = [{ at: node.locus, code: `${table.name}($c)`, holes: { $c: read.locus } }];
        push(view, node, heat, { code: table.helper, holes: { $e: node.locus } }, then, out);
      }
    }
    return out;
  },
};

function push(
  view: View,
  node: SyntaxNode,
  heat: number,
  helper: Omit<Place, 'at'>,
  then: Place[],
  out: Match[],
): void {
  const top = topStatement(view, node);
  if (top) out.push({ at: node.locus, heat, places: () => [{ at: `before:${top.locus}`, ...helper }, ...then] });
}
