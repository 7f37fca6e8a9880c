/** Leaves out checks that the counts of the ancestor's calls show to be dead. */
import type { Place } from '../../genome/edit.ts';
import type { Match, Rule } from '../rule.ts';
import type { Site, View } from '../view.ts';

/** What is left of a check, where its counts leave one way: always or never taken. */
type Checked = (view: View, site: Site) => Place | undefined;

const branched: Checked = (view, { node, heat }) => {
  const way = wayOf(view, node.consequent.locus, heat);
  return way === undefined ? undefined : { at: node.test.locus, code: String(way) };
};

/** `a && b` is `b` where that is always come to, and `a` where it never is; `||` and `??` as well. */
const passedOver: Checked = (view, { node, heat }) => {
  const way = wayOf(view, node.right.locus, heat);
  return way === undefined
    ? undefined
    : { at: node.locus, code: '$left', holes: { $left: (way ? node.right : node.left).locus } };
};

function wayOf(view: View, locus: string, heat: number): boolean | undefined {
  const runs = view.siteAt(locus)?.heat ?? 0;
  return runs > 0 && runs < heat ? undefined : runs > 0;
}

const CHECKS: Readonly<Record<string, Checked>> = {
  IfStatement: branched,
  ConditionalExpression: branched,
  LogicalExpression: passedOver,
};

export const deadCheck: Rule = {
  name: 'dead-check',
  why: 'on all inputs seen the check comes to the same',
  matches: (view) =>
    Object.entries(CHECKS).flatMap(([type, check]) =>
      (view.byType.get(type) ?? []).flatMap((site): Match[] => {
        const { node, heat } = site;
        if (node.test?.type === 'BooleanLiteral' || view.isGuard(node)) return [];
        const place = check(view, site);
        return place ? [{ at: node.locus, heat, places: () => [place] }] : [];
      }),
    ),
};
