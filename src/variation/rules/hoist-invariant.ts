/** Computes an expression that a loop, or a function called again and again, does not change once before it: row pointers, lengths, products, calls. */
import type { Place } from '../../genome/edit.ts';
import { isLoop, type SyntaxNode } from '../../genome/syntax.ts';
import { groupsIn, nameFor } from '../expression-groups.ts';
import type { Match, Rule } from '../rule.ts';
import { above, enclosingFunction, freshName, inList, isInvariant, type View } from '../view.ts';

export const hoistInvariant: Rule = {
  name: 'hoist-invariant',
  why: 'does not change in the loop, so it is read once before it',
  matches(view) {
    const out: Match[] = [];
    for (const { node: loop, heat } of view.all) {
      if (!isLoop(loop) || !inList(view, loop)) continue;
      for (const group of groupsIn(loop, (node) => isInvariant(node, loop))) {
        out.push({ at: group[0]!.locus, heat: heat * group.length, places: () => hoisted(loop, group) });
      }
    }
    return out;
  },
};

function hoisted(statement: SyntaxNode, group: readonly SyntaxNode[]): Place[] {
  const first = group[0]!;
  const name = freshName(nameFor(first), first.locus);
  return [
    { at: `before:${statement.locus}`, code: `const ${name} = $e;`, holes: { $e: first.locus } },
    ...group.map((node) => ({ at: node.locus, code: name })),
  ];
}

/** Methods that call the function they are given for each member. */
const EACH = /^(map|filter|forEach|some|every|reduce|reduceRight|find|findIndex|findLast|flatMap|sort|replace)$/;

/** The call that a function is given to, to be called again and again. */
function calledAgain(view: View, given: SyntaxNode): SyntaxNode | undefined {
  const call = view.phenotype.parentOf(given);
  if (call?.type !== 'CallExpression' || !(call.arguments as SyntaxNode[]).includes(given)) return undefined;
  const { callee } = call;
  return callee.type === 'MemberExpression' && !callee.computed && EACH.test(callee.property.name) ? call : undefined;
}

export const hoistFromCallback: Rule = {
  name: 'hoist-from-callback',
  why: 'does not change from member to member, so it is worked out once before all of them',
  matches(view) {
    const out: Match[] = [];
    for (const type of ['ArrowFunctionExpression', 'FunctionExpression'])
      for (const { node: given, heat } of view.byType.get(type) ?? []) {
        const call = calledAgain(view, given);
        if (!call) continue;
        const again = Math.max(heat, view.siteAt((given.body as SyntaxNode).locus)?.heat ?? 0);
        for (const group of groupsIn(given.body, (node) => isInvariant(node, given)))
          out.push({ at: group[0]!.locus, heat: again * group.length, places: () => beforeCall(view, call, group) });
      }
    return out;
  },
};

/** Before the statement that a call stands in; where that is none of the same function, a function is given the value. */
function beforeCall(view: View, call: SyntaxNode, group: readonly SyntaxNode[]): Place[] {
  const statement = above(view, call, (node) => inList(view, node));
  if (statement && enclosingFunction(view, statement) === enclosingFunction(view, call))
    return hoisted(statement, group);
  const first = group[0]!;
  const name = freshName(nameFor(first), first.locus);
  return [
    { at: call.locus, code: `((${name}) => $call)($e)`, holes: { $call: call.locus, $e: first.locus } },
    ...group.map((node) => ({ at: node.locus, code: name })),
  ];
}
