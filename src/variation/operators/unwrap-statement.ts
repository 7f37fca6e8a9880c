/** Puts a branch or a body in the place of the statement that holds it. */
import { makeEdit } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { pick } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import { needs } from '../standing.ts';
import { drawSite, type View } from '../view.ts';

export const unwrapStatement: Operator = {
  name: 'unwrap-statement',
  does: 'replaces a condition or loop by its body',
  places: (view) => candidates(view).map(({ node }) => node.locus),
  propose(view, random) {
    const site = drawSite(candidates(view), random);
    if (!site) return undefined;
    const inner = pick(random, bodies(site.node));
    const statements = inner.type === 'BlockStatement' ? (inner.body as SyntaxNode[]) : [inner];
    if (statements.length === 0) return makeEdit('unwrap-statement', [{ at: site.node.locus, code: '' }]);
    return makeEdit('unwrap-statement', [
      { at: site.node.locus, code: '{ $$s }', holes: { $$s: statements.map(({ locus }) => locus) } },
    ]);
  },
};

const candidates = (view: View) => view.statements.filter(({ node }) => !view.isGuard(node) && bodies(node).length > 0);

function bodies(node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'IfStatement') return node.alternate ? [node.consequent, node.alternate] : [node.consequent];
  if (!/^(For|ForIn|ForOf|While|DoWhile|Labeled)Statement$/.test(node.type)) return [];
  // A body that jumps to its own loop or label cannot stand without it.
  const jumps = (at: SyntaxNode): string =>
    [...needs(at)].filter((need) => /^(break|continue|label|loop)/.test(need)).join();
  return jumps(node.body) === jumps(node) ? [node.body] : [];
}
