/** Asks a set, made once before the loop, instead of searching a list in every turn. */
import type { Place } from '../../genome/edit.ts';
import { isLoop, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { type Membership, question } from '../membership.ts';
import { type Match, mutates, type Rule } from '../rule.ts';
import { above, freshName, inList, isInvariant } from '../view.ts';

export const setForSearch: Rule = {
  name: 'set-for-search',
  why: 'a set answers in one step where the list is searched from its start',
  matches(view) {
    const out: Match[] = [];
    for (const { node, heat } of view.all) {
      const asked = question(node);
      if (!asked) continue;
      const { list } = asked;
      for (let loop = above(view, node, isLoop); loop; loop = above(view, loop, isLoop)) {
        if (!inList(view, loop) || !isInvariant(list, loop) || mutates(loop, list)) continue;
        const name = freshName('members', node.locus);
        const before = `before:${loop.locus}`;
        const $x = asked.wanted.locus;
        out.push({
          at: node.locus,
          heat,
          places: (): Place[] => [
            { at: before, code: `const ${name} = new Set($list);`, holes: { $list: list.locus } },
            { at: node.locus, code: `${asked.present ? '' : '!'}${name}.has($x)`, holes: { $x } },
          ],
        });
      }
      if (list.type !== 'Identifier') continue;
      grown(view, node, asked, heat, out);
    }
    return out;
  },
};

/** A list that the loop itself grows is mirrored in a set: every `push` adds to both. */
function grown(
  view: Parameters<Rule['matches']>[0],
  node: SyntaxNode,
  { list, wanted, present }: Membership,
  heat: number,
  out: Match[],
): void {
  const loop = above(view, node, (at) => isLoop(at) && inList(view, at));
  if (!loop) return;
  const pushes: SyntaxNode[] = [];
  walk(loop, (at) => {
    if (at.type !== 'ExpressionStatement' || at.expression.type !== 'CallExpression') return;
    const { callee, arguments: values } = at.expression;
    if (
      callee.type === 'MemberExpression' &&
      callee.object.name === list.name &&
      callee.property.name === 'push' &&
      values.length === 1
    ) {
      pushes.push(at);
    }
  });
  if (pushes.length === 0) return;
  const name = freshName('seen', node.locus);
  out.push({
    at: node.locus,
    heat,
    places: (): Place[] => [
      { at: `before:${loop.locus}`, code: `const ${name} = new Set($list);`, holes: { $list: list.locus } },
      { at: node.locus, code: `${present ? '' : '!'}${name}.has($x)`, holes: { $x: wanted.locus } },
      ...pushes.map((push) => ({
        at: `after:${push.locus}`,
        code: `${name}.add($x);`,
        holes: { $x: push.expression.arguments[0].locus },
      })),
    ],
  });
}
