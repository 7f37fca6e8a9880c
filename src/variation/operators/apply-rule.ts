/** Applies a rewrite rule where it matches. */
import { type Edit, makeEdit } from '../../genome/edit.ts';
import { pickWeighted, type RandomStream } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import type { Match, Rule } from '../rule.ts';
import { rules } from '../rules/rules.ts';
import type { View } from '../view.ts';

/** Operator name of the edits of a rule. */
export const ruleOperator = (rule: Rule): string => `rule:${rule.name}`;

/** Every match of every rule, found once a view. */
export function allMatches(view: View): { rule: Rule; match: Match }[] {
  let known = found.get(view);
  if (!known) {
    known = rules.flatMap((rule) =>
      rule
        .matches(view)
        .filter(({ heat }) => heat > 0)
        .map((match) => ({ rule, match })),
    );
    found.set(view, known);
  }
  return known;
}

const found = new WeakMap<View, { rule: Rule; match: Match }[]>();

const editOf = (rule: Rule, match: Match): Edit[] => {
  const places = match.places();
  return places.length === 0 ? [] : [makeEdit(ruleOperator(rule), places)];
};

export const applyRule: Operator = {
  name: 'apply-rule',
  does: 'applies a rewrite rule',
  places: (view) => allMatches(view).map(({ match }) => match.at),
  propose(view, random) {
    const matches = allMatches(view);
    const drawn = draw(matches, random);
    if (!drawn) return undefined;
    return editOf(drawn.rule, drawn.match)[0];
  },
  all: (view) =>
    [...allMatches(view)].sort((a, b) => b.match.heat - a.match.heat).flatMap(({ rule, match }) => editOf(rule, match)),
};

/** A rule first, each that matches as likely, then one of its matches by heat: a rule with many sites drowns no other. */
function draw(
  matches: readonly { rule: Rule; match: Match }[],
  random: RandomStream,
): { rule: Rule; match: Match } | undefined {
  const byRule = new Map<Rule, Match[]>();
  for (const { rule, match } of matches) byRule.set(rule, [...(byRule.get(rule) ?? []), match]);
  const names = [...byRule.keys()];
  if (names.length === 0) return undefined;
  const weights = names.map((rule) => Math.sqrt(byRule.get(rule)!.length));
  const rule = names[pickWeighted(random, weights)]!;
  const sites = byRule.get(rule)!;
  return {
    rule,
    match:
      sites[
        pickWeighted(
          random,
          sites.map(({ heat }) => Math.sqrt(heat)),
        )
      ]!,
  };
}
