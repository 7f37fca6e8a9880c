/** Computes an expression that a loop does not change once before it: row pointers, lengths, products, calls. */
import type { Place } from '../../genome/edit.ts';
import { isLoop, type SyntaxNode } from '../../genome/syntax.ts';
import { groupsIn, nameFor } from '../expression-groups.ts';
import type { Match, Rule } from '../rule.ts';
import { freshName, inList, isInvariant } from '../view.ts';

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

function hoisted(loop: SyntaxNode, group: readonly SyntaxNode[]): Place[] {
  const first = group[0]!;
  const name = freshName(nameFor(first), first.locus);
  return [
    { at: `before:${loop.locus}`, code: `const ${name} = $e;`, holes: { $e: first.locus } },
    ...group.map((node) => ({ at: node.locus, code: name })),
  ];
}
