/** A list that grows at its front grows at its end, and is turned round once. */
import type { Place } from '../../genome/edit.ts';
import { contains, isLoop, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';
import { above, enclosingFunction, inList } from '../view.ts';

export const unshiftToPush: Rule = {
  name: 'unshift-to-push',
  why: 'what is put in front moves all others each time; turning the list round moves them once',
  claims: 'everywhere',
  matches(view) {
    const found = new Map<SyntaxNode, Match>();
    for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
      if (!isCallOf(node, 'unshift', 1) || node.callee.object.type !== 'Identifier') continue;
      const scope = enclosingFunction(view, node);
      const list = node.callee.object.name as string;
      const declarator = scope && emptyListOf(scope, list);
      if (!declarator) continue;
      // The outermost loop around it in which the list is not made anew.
      let loop: SyntaxNode | undefined;
      for (let up = above(view, node, (at) => isLoop(at) || at === scope); up && up !== scope; ) {
        if (!contains(up, declarator)) loop = up;
        up = above(view, up, (at) => isLoop(at) || at === scope);
      }
      if (!loop || !inList(view, loop) || found.has(loop)) continue;
      const calls = putsInFront(scope, loop, declarator, list);
      if (!calls) continue;
      const after = `after:${loop.locus}`;
      const places = (): Place[] => [
        ...calls.map(
          ({ locus, arguments: [value] }): Place => ({
            at: locus,
            code: `${list}.push($x)`,
            holes: { $x: (value as SyntaxNode).locus },
          }),
        ),
        { at: after, code: `${list}.reverse();` },
      ];
      found.set(loop, { at: node.locus, heat, places });
    }
    return [...found.values()];
  },
};

/** The one declaration of a name in a function, where it makes an empty list. */
function emptyListOf(scope: SyntaxNode, name: string): SyntaxNode | undefined {
  const declared: SyntaxNode[] = [];
  walk(scope, (node) => {
    if (node.type === 'VariableDeclarator' && node.id.name === name) declared.push(node);
  });
  const [only, ...more] = declared;
  const isEmpty = only?.init?.type === 'ArrayExpression' && only.init.elements.length === 0;
  return isEmpty && more.length === 0 ? only : undefined;
}

/**
 * The calls by which a loop puts something in front of a list, where nothing else is done with it before the loop is
 * over, and it is empty when that begins.
 */
function putsInFront(
  scope: SyntaxNode,
  loop: SyntaxNode,
  declarator: SyntaxNode,
  name: string,
): SyntaxNode[] | undefined {
  const calls: SyntaxNode[] = [];
  let fits = declarator.start < loop.start;
  walk(scope, (node, parent) => {
    if (node.type !== 'Identifier' || node.name !== name || !parent || isPlainName(node, parent)) return;
    if (parent === declarator) return;
    const call = parent.parent;
    const isOwn =
      contains(loop, node) &&
      call !== null &&
      isCallOf(call, 'unshift', 1) &&
      call.callee === parent &&
      call.parent?.type === 'ExpressionStatement' &&
      call.arguments[0].type !== 'SpreadElement';
    if (isOwn) calls.push(call);
    else if (contains(loop, node) || node.start < loop.start) fits = false;
  });
  return fits && calls.length > 0 ? calls : undefined;
}
