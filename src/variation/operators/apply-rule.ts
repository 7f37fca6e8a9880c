/** Applies a rewrite rule where it matches. */
import { type Edit, makeEdit } from '../../genome/edit.ts';
import { pickWeighted, type RandomStream, shuffled } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import type { Match, Rule } from '../rule.ts';
import { rules } from '../rules/rules.ts';
import type { View } from '../view.ts';

/** Operator name of the edits of a rule. */
export const ruleOperator = (rule: Rule): string => `rule:${rule.name}`;

/** Matches of a rule in code that runs, found once a view. */
function matchesOf(view: View, rule: Rule): readonly Match[] {
  let known = found.get(view);
  if (!known) {
    known = new Map();
    found.set(view, known);
  }
  let matches = known.get(rule);
  if (!matches) {
    matches = rule.matches(view).filter(({ heat }) => heat > 0);
    known.set(rule, matches);
  }
  return matches;
}

const found = new WeakMap<View, Map<Rule, readonly Match[]>>();

const editOf = (rule: Rule, match: Match): Edit[] => {
  const places = match.places();
  return places.length === 0 ? [] : [makeEdit(ruleOperator(rule), places)];
};

/** The operator that applies these rules. */
export function applyRules(offered: readonly Rule[]): Operator {
  const allMatches = (view: View): { rule: Rule; match: Match }[] =>
    offered.flatMap((rule) => matchesOf(view, rule).map((match) => ({ rule, match })));
  return {
    name: 'apply-rule',
    does: 'applies a rewrite rule',
    places: (view) => allMatches(view).map(({ match }) => match.at),
    propose(view, random) {
      const drawn = draw(offered, view, random);
      return drawn && editOf(drawn.rule, drawn.match)[0];
    },
    all: (view) =>
      allMatches(view)
        .sort((a, b) => b.match.heat - a.match.heat)
        .flatMap(({ rule, match }) => editOf(rule, match)),
  };
}

export const applyRule: Operator = applyRules(rules);

/**
 * A rule first, each that matches as likely, then one of its matches by heat: a rule with many sites drowns no other.
 * Rules are tried in a drawn order until one matches, since matching all of them costs more than all else that makes
 * an offspring.
 */
function draw(offered: readonly Rule[], view: View, random: RandomStream): { rule: Rule; match: Match } | undefined {
  for (const rule of shuffled(random, offered)) {
    const matches = matchesOf(view, rule);
    if (matches.length === 0) continue;
    const weights = matches.map(({ heat }) => Math.sqrt(heat));
    return { rule, match: matches[pickWeighted(random, weights)]! };
  }
  return undefined;
}
