/** Changes a number, a text or a truth value. */
import { makeEdit } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { pick, type RandomStream } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import type { View } from '../view.ts';

export const changeLiteral: Operator = {
  name: 'change-literal',
  does: 'changes a number, a text or a truth value',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const sites = candidates(view);
    if (sites.length === 0) return undefined;
    // Not by heat: a number outside a loop often says how often the loop runs.
    const site = pick(random, sites);
    const code = changed(site.node, view, random);
    return code === undefined ? undefined : makeEdit('change-literal', [{ at: site.node.locus, code }]);
  },
};

const candidates = (view: View) =>
  view.expressions.filter(({ node }) => /^(Numeric|String|Boolean)Literal$/.test(node.type));

function changed(node: SyntaxNode, view: View, random: RandomStream): string | undefined {
  if (node.type === 'BooleanLiteral') return String(!node.value);
  if (node.type === 'StringLiteral') {
    const others = view.expressions
      .filter((site) => site.node.type === 'StringLiteral' && site.node.value !== node.value)
      .map((site) => JSON.stringify(site.node.value));
    return pick(random, [...others, '""']);
  }
  const value = node.value as number;
  const near = [value + 1, value - 1, value * 2, value / 2, 0, 1, Math.floor(value / 2)];
  const numbers = near.filter((next) => next !== value && Number.isFinite(next));
  const next = pick(random, numbers);
  // Templates hold no negative number literals: a minus sign is an operator.
  return next < 0 ? `(-${-next})` : String(next);
}
