/** An index of a list that a recursion hands on from call to call is made once, by the call that begins it. */
import type { Place } from '../../genome/edit.ts';
import { exchanged } from '../../genome/pieces.ts';
import { contains, declaredFunction, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isLeft, making, rootOf } from '../list-owner.ts';
import {
  type Asking,
  askedForGroup,
  askedForKey,
  askedForMember,
  askedForPlace,
  type ListQuestion,
  walkedForGroup,
} from '../list-questions.ts';
import { type Match, named, type Rule } from '../rule.ts';
import { enclosingFunction, freshName, topStatement, type View } from '../view.ts';

const ASKINGS: readonly Asking[] = [askedForGroup, walkedForGroup, askedForKey, askedForMember, askedForPlace];

export const indexInRecursion: Rule = {
  name: 'index-in-recursion',
  why: 'a list that each call of a recursion walks is put in an index once, by the first',
  claims: 'on lists that nothing else changes',
  matches(view) {
    // A copy of the function would need its types.
    if (view.ancestor.typescript) return [];
    return view.all.flatMap(({ node, heat }): Match[] => {
      const question = askedBy(view, node);
      const found = question && recursionOf(view, question);
      return found ? [{ at: node.locus, heat: heat * 2, places: () => places(found, question) }] : [];
    });
  },
};

function askedBy(view: View, node: SyntaxNode): ListQuestion | undefined {
  for (const asked of ASKINGS) {
    const question = asked(view, node);
    if (question) return question;
  }
  return undefined;
}

interface Recursion {
  readonly scope: SyntaxNode;
  readonly name: string;
  readonly top: SyntaxNode;
  readonly params: readonly string[];
  /** The parameter by which the list is reached. */
  readonly root: string;
  readonly calls: readonly SyntaxNode[];
}

/** The function of the module's own, as it was written, that hands the list on in each of its calls of itself. */
function recursionOf(view: View, { node, list }: ListQuestion): Recursion | undefined {
  const root = rootOf(list);
  for (let scope = enclosingFunction(view, node); scope && root; scope = enclosingFunction(view, scope)) {
    const params = (scope.params as SyntaxNode[]).map(({ type, name }) => (type === 'Identifier' ? name : undefined));
    const top = topStatement(view, scope);
    const name = scope.id?.name ?? (scope.parent ? declaredFunction(scope.parent)?.name : undefined);
    const isOwn = scope.origin === null && scope.from === view.ancestor.source && scope.body.type === 'BlockStatement';
    if (!params.includes(root)) continue;
    if (!isOwn || !top || name === undefined || params.includes(undefined)) return undefined;
    // Names of a function around it are not seen from the module.
    if (enclosingFunction(view, scope) || !isLeft(scope.body, list, root)) return undefined;
    const calls = callsOf(scope, name, params, root);
    return calls && { scope, name, top, params: params as string[], root, calls };
  }
  return undefined;
}

/** Calls of a function in itself, each with all its parameters and one of them as it is; undefined where it is named otherwise. */
function callsOf(
  { body }: SyntaxNode,
  name: string,
  params: readonly (string | undefined)[],
  root: string,
): SyntaxNode[] | undefined {
  const calls: SyntaxNode[] = [];
  let names = 0;
  let plain = true;
  walk(body, (node) => {
    if (node.origin !== null || node.type === 'ThisExpression') plain = false;
    if (node.type === 'Identifier' && node.name === 'arguments') plain = false;
    if (node.type === 'Identifier' && node.name === name) names++;
    if (node.type === 'CallExpression' && node.callee.name === name) calls.push(node);
    return plain;
  });
  const isHanded = ({ arguments: given }: SyntaxNode): boolean =>
    given.length === params.length &&
    !(given as SyntaxNode[]).some(({ type }) => type === 'SpreadElement') &&
    given[params.indexOf(root)].name === root;
  return plain && calls.length > 0 && names === calls.length && calls.every(isHanded) ? calls : undefined;
}

function places({ scope, name, top, params, root, calls }: Recursion, question: ListQuestion): Place[] {
  const { node, base, asked } = question;
  const inner = freshName(`${name}Of`, scope.locus);
  const index = freshName(base, node.locus);
  const maker = freshName(`${base}Of`, node.locus);
  const outermost = (within: SyntaxNode): SyntaxNode[] =>
    calls.filter(
      (one) =>
        contains(within, one) &&
        !calls.some((other) => other !== one && contains(other, one) && contains(within, other)),
    );
  /** A node's text in which calls go to the inner function, and the question to the index. */
  const written = (at: SyntaxNode, from = at.start, to = at.end): string => {
    const asks = at !== node && contains(at, node) ? [node] : [];
    const others = outermost(at).filter((one) => one !== at && !asks.some((ask) => contains(ask, one)));
    // What lies in the arguments of a call is written with it.
    const apart = asks.filter((ask) => !others.some((one) => contains(one, ask)));
    const pieces = [
      ...others.map((one) => ({ start: one.start, end: one.end, text: called(one) })),
      ...apart.map((one) => ({ start: one.start, end: one.end, text: answered() })),
    ];
    return exchanged(at, pieces, from, to);
  };
  const called = (call: SyntaxNode): string =>
    `${inner}(${[...(call.arguments as SyntaxNode[]).map((one) => (calls.includes(one) ? called(one) : written(one))), index].join(', ')})`;
  const answered = (): string =>
    named(asked.code.replaceAll('%index', index), node).replace(/\$[a-z]\w*/gi, (hole) => {
      const filled = asked.holes[hole];
      return filled ? written(filled) : hole;
    });
  const statements = scope.body.body as SyntaxNode[];
  const body = written(scope.body, scope.body.start + 1, scope.body.end - 1);
  return [
    making(top, question, maker, root),
    { at: `before:${top.locus}`, code: `function ${inner}(${[...params, index].join(', ')}) { ${body} }` },
    { at: statements[0]!.locus, code: `return ${inner}(${params.join(', ')}, ${maker}(${root}));` },
    ...statements.slice(1).map(({ locus }) => ({ at: locus, code: '' })),
  ];
}
