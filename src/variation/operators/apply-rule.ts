/** Applies a rewrite rule where it matches. */
import { type Edit, locusAt, makeEdit, type Place } from '../../genome/edit.ts';
import { express } from '../../genome/phenotype.ts';
import { contains, type SyntaxNode } from '../../genome/syntax.ts';
import { pickWeighted, type RandomStream, shuffled } from '../../statistics/random.ts';
import type { Operator } from '../operator.ts';
import type { Match, Rule } from '../rule.ts';
import { rules } from '../rules/rules.ts';
import { enclosingFunction, type View } from '../view.ts';

/** Operator name of the edits of a rule. */
export const ruleOperator = (rule: Rule): string => `rule:${rule.name}`;

/** What a rule gives, or nothing where it fails, which is said once: one of hundreds must not end a run. */
function given<T>({ name }: Rule, from: () => T): T | [] {
  try {
    return from();
  } catch (error) {
    if (!failing.has(name))
      process.emitWarning(`rule ${name} failed and is passed over there: ${(error as Error).message}`);
    failing.add(name);
    return [];
  }
}

const failing = new Set<string>();

/** Matches of a rule in code that runs, found once a view. */
function matchesOf(view: View, rule: Rule): readonly Match[] {
  let known = found.get(view);
  if (!known) {
    known = new Map();
    found.set(view, known);
  }
  let matches = known.get(rule);
  if (!matches) {
    matches = given(rule, () => rule.matches(view)).flatMap((match) =>
      match.heat > 0 ? [{ ...match, places: () => given(rule, match.places) }] : [],
    );
    known.set(rule, matches);
  }
  return matches;
}

const found = new WeakMap<View, Map<Rule, readonly Match[]>>();

const editOf = (rule: Rule, match: Match): Edit[] => {
  const places = match.places();
  return places.length === 0 ? [] : [makeEdit(ruleOperator(rule), places)];
};

/** Share of the hottest match's heat below which a match is not worth the reading. */
const WARM = 0.05;
/** Chance that a drawn rule is applied to all of a function. */
const TOGETHER = 0.15;

/** Functions in which a rule matches more than once, and the module where it does in several, with these matches. */
function groupsOf(view: View, rule: Rule): (readonly Match[])[] {
  const all = matchesOf(view, rule);
  if (all.length < 2) return [];
  const hottest = Math.max(...all.map(({ heat }) => heat));
  const warm = all.filter(({ heat }) => heat >= hottest * WARM);
  const groups = Map.groupBy(warm, ({ at }) => {
    const site = view.siteAt(at);
    return site && enclosingFunction(view, site.node);
  });
  const own = [...groups.values()].filter(({ length }) => length > 1);
  return groups.size > 1 ? [...own, warm] : own;
}

/**
 * One edit of many matches, but for those that lie in others: what each of a dozen patterns or checks gains cannot be
 * told from noise, and what all of them gain can.
 */
function togetherOf(view: View, rule: Rule, matches: readonly Match[]): Edit[] {
  const taken: Place[] = [];
  const replaced: SyntaxNode[] = [];
  let count = 0;
  for (const match of [...matches].sort((a, b) => b.heat - a.heat)) {
    const places = match.places();
    const own = places.filter(({ at }) => locusAt(at) === at).flatMap(({ at }) => view.phenotype.node(at) ?? []);
    const clashes = (node: SyntaxNode): boolean =>
      replaced.some((other) => contains(other, node) || contains(node, other));
    if (places.length === 0 || own.some(clashes)) continue;
    taken.push(...places);
    replaced.push(...own);
    count++;
  }
  if (count < 2) return [];
  const edit = makeEdit(ruleOperator(rule), taken);
  return express(view.ancestor, [...view.edits, edit]).applied.at(-1)!.done ? [edit] : [];
}

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
      if (!drawn) return undefined;
      const groups = random() < TOGETHER ? groupsOf(view, drawn.rule) : [];
      const group = groups.find((matches) => matches.includes(drawn.match));
      return (group && togetherOf(view, drawn.rule, group)[0]) ?? editOf(drawn.rule, drawn.match)[0];
    },
    all: (view) => [
      ...offered.flatMap((rule) => groupsOf(view, rule).flatMap((group) => togetherOf(view, rule, group))),
      ...allMatches(view)
        .sort((a, b) => b.match.heat - a.match.heat)
        .flatMap(({ rule, match }) => editOf(rule, match)),
    ],
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
