/** Leaves out checks that the counts of the ancestor's calls show to be dead. */
import type { Match, Rule } from '../rule.ts';

export const deadCheck: Rule = {
  name: 'dead-check',
  why: 'on all inputs seen the check comes to the same',
  matches: (view) =>
    (view.byType.get('IfStatement') ?? []).flatMap(({ node, heat }): Match[] => {
      if (node.test.type === 'BooleanLiteral' || view.isGuard(node)) return [];
      const runs = view.siteAt(node.consequent.locus)?.heat ?? 0;
      if (runs > 0 && runs < heat) return [];
      const places = [{ at: node.test.locus, code: runs === 0 ? 'false' : 'true' }];
      return [{ at: node.locus, heat, places: () => places }];
    }),
};
