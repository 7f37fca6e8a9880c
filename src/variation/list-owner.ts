/** Indexes of lists: where one can be kept from the first question to the last, and what makes it. */
import type { Place } from '../genome/edit.ts';
import { nameUse, scopeNames } from '../genome/scope.ts';
import {
  CHANGING_METHOD,
  contains,
  isFunction,
  isLoop,
  isPlainName,
  isStatementType,
  type SyntaxNode,
  sameCode,
  walk,
} from '../genome/syntax.ts';
import { heldForGood } from './held.ts';
import type { ListQuestion, Template } from './list-questions.ts';
import { named } from './rule.ts';
import { above, enclosingFunction, freshName, topStatement, type View } from './view.ts';

/** A list that stays as it is from a question on until its owner is done, and whose place is reached more than once. */
export interface Owned {
  /** The name that the list is reached by: its own, or that of what holds it. */
  readonly root: string;
  /** The statement before which a variable for the index is declared, or all that a function of one expression is. */
  readonly first: SyntaxNode;
}

/** Who owns a list that is asked at a site: a function around it, or the module where the list is a constant there. */
export function ownedList(view: View, site: SyntaxNode, list: SyntaxNode): Owned | undefined {
  const root = rootOf(list);
  if (root === undefined) return undefined;
  for (let scope = enclosingFunction(view, site); scope; scope = enclosingFunction(view, scope)) {
    const body = scope.body as SyntaxNode;
    if (![...scopeNames(scope), ...(body.type === 'BlockStatement' ? scopeNames(body) : [])].includes(root)) continue;
    const statements = body.type === 'BlockStatement' ? (body.body as SyntaxNode[]) : [body];
    const again = above(view, site, (at) => at === scope || isLoop(at) || isFunction(at)) !== scope;
    // What fills the list before the first question may do so.
    const from = statements.findIndex((statement) => contains(statement, site));
    const stays = statements.slice(from).every((statement) => isLeft(statement, list, root));
    return again && stays && from >= 0 ? { root, first: statements[0]! } : undefined;
  }
  const top = topStatement(view, site);
  const module = top && view.phenotype.parentOf(top);
  if (!module || list.type !== 'Identifier' || !scopeNames(module).includes(root)) return undefined;
  const isConstant = heldForGood(view, root)?.type === 'ArrayExpression' && !isGivenAway(module, root);
  const others = (module.body as SyntaxNode[]).filter((statement) => !nameUse(statement).declared.has(root));
  return isConstant && others.every((statement) => isLeft(statement, list, root)) ? { root, first: top } : undefined;
}

/** Whether anybody else may come to hold a constant of the module, and change it. */
function isGivenAway(module: SyntaxNode, name: string): boolean {
  let given = false;
  walk(module, (node, parent) => {
    if (node.type === 'ExportNamedDeclaration' && node.declaration)
      given ||= nameUse(node.declaration).declared.has(name) && node.declaration.type === 'VariableDeclaration';
    if (node.type !== 'Identifier' || node.name !== name || !parent || isPlainName(node, parent)) return;
    const isRead = parent.type === 'MemberExpression' ? parent.object === node : /^(ForOf|Spread)/.test(parent.type);
    if (!isRead && !(parent.type === 'VariableDeclarator' && parent.id === node)) given = true;
  });
  return given;
}

/** The name that a list is read from, where it is one or a member of what one holds. */
export function rootOf(list: SyntaxNode): string | undefined {
  if (list.type === 'Identifier') return list.name;
  return list.type === 'MemberExpression' && !list.computed ? rootOf(list.object) : undefined;
}

/** Whether code leaves a list, and what its name stands for, as they are, as far as names tell. */
export function isLeft(code: SyntaxNode, list: SyntaxNode, root: string): boolean {
  const { assigned, declared } = nameUse(code);
  let left = !assigned.has(root) && !declared.has(root);
  walk(code, (node, parent) => {
    if (node.type !== 'MemberExpression' || !parent) return;
    const target = parent.type === 'UpdateExpression' ? parent.argument : parent.left;
    const written = /^(Assignment|Update)Expression$/.test(parent.type) && target === node;
    if (written && (sameCode(node, list) || sameCode(node.object, list))) left = false;
    if (!node.computed && CHANGING_METHOD.test(node.property.name) && sameCode(node.object, list)) left = false;
  });
  return left;
}

/** Places of an edit: a function that makes the index, a variable that holds it once it is made, and the question. */
export function asking(view: View, { root, first }: Owned, question: ListQuestion): Place[] {
  const { node, base, asked } = question;
  const index = freshName(base, node.locus);
  const maker = freshName(`${base}Of`, node.locus);
  const code = asked.code.replaceAll('%index', `(${index} || (${index} = ${maker}(${root})))`);
  return [
    making(topStatement(view, first) ?? first, question, maker, root),
    isStatementType(first.type)
      ? { at: `before:${first.locus}`, code: `let ${index};` }
      : { at: first.locus, code: `((${index}) => $body)(undefined)`, holes: { $body: first.locus } },
    { at: node.locus, code: named(code, node), holes: loci(asked.holes) },
  ];
}

/** The function that makes an index, before a statement. */
export function making(top: SyntaxNode, { node, list, helper }: ListQuestion, name: string, root: string): Place {
  const code = helper.code.replaceAll('%helper', name).replaceAll('%root', root);
  return { at: `before:${top.locus}`, code: named(code, node), holes: loci({ ...helper.holes, $list: list }) };
}

const loci = (holes: Template['holes']): Record<string, string> =>
  Object.fromEntries(Object.entries(holes).map(([hole, { locus }]) => [hole, locus]));
