/** Makes a copy of a function's code for what its arguments mostly are; the general way is kept for all others. */
import { alwaysReturns } from '../../genome/dead-code.ts';
import { type Edit, makeEdit, type Place } from '../../genome/edit.ts';
import { declaredNames, nameUse, parameterName } from '../../genome/scope.ts';
import { contains, isFunction, type SyntaxNode } from '../../genome/syntax.ts';
import { pick, type RandomStream } from '../../statistics/random.ts';
import { type Domain, type DomainCheck, domains, inNames, SAME, VALUE } from '../kernel.ts';
import type { Operator } from '../operator.ts';
import { named } from '../rule.ts';
import { drawSite, type Site, topStatement, type View } from '../view.ts';

interface Special {
  readonly site: Site;
  /** When arguments are what they mostly are: all together, then by single values, then by what a walk through one tells. */
  readonly conditions: readonly Condition[];
}

interface Condition {
  readonly test: string;
  /** Statements with what the test calls. */
  readonly helper?: string;
  /** A parameter that is this one value, or another parameter, where the test holds. */
  readonly only?: { readonly name: string; readonly code: string };
}

/** Conditions tried for one function. */
const MOST_WAYS = 5;

/** Functions of the ancestor with arguments of which something is known. */
function candidates(view: View): Special[] {
  const taken = new Set(
    view.edits.flatMap(({ operator, places }) => (operator === 'specialise' ? places.map(({ at }) => at) : [])),
  );
  return view.all.flatMap((site): Special[] => {
    const { node: body, parent: scope } = site;
    if (!isFunction(scope) || scope.body !== body || body.type !== 'BlockStatement') return [];
    if (body.body.length === 0 || body.directives?.length > 0 || body.locus.includes('.') || taken.has(firstIn(body)))
      return [];
    const seen = view.domains?.get(body.start) ?? [];
    const names = (scope.params as SyntaxNode[]).map(parameterName);
    const known = names.flatMap((name, k) => {
      const own = name === undefined ? [] : (seen[k] ?? []).flatMap((domain) => conditionOf(domain, name, names));
      return own.length > 0 ? [own] : [];
    });
    const all = known.flat();
    const plain = known.flatMap((own) => own.filter(({ helper, value }) => !helper && !value).at(-1) ?? []);
    const joint = { test: plain.map(({ test }) => bracketed(test)).join(' && ') };
    const walks = known.flatMap((own) => own.filter(({ helper }) => helper).at(-1) ?? []);
    const conditions = [...(plain.length > 0 ? [joint] : []), ...all.filter(({ value }) => value), ...walks];
    return conditions.length > 0 ? [{ site, conditions: conditions.slice(0, MOST_WAYS) }] : [];
  });
}

function conditionOf(
  domain: string,
  name: string,
  names: readonly (string | undefined)[],
): (Condition & { value: boolean })[] {
  if (domain.startsWith(SAME)) {
    const other = names[Number(domain.slice(SAME.length))];
    return other === undefined ? [] : [{ test: `${name} === ${other}`, value: true, only: { name, code: other } }];
  }
  if (domain.startsWith(VALUE)) {
    const code = domain.slice(VALUE.length);
    // -0 is 0 as well.
    const only = code === '0' ? {} : { only: { name, code } };
    return [{ test: `${name} === ${code}`, value: true, ...only }];
  }
  const { test, helper, kernelsOnly }: DomainCheck = domains[domain as Domain];
  if (kernelsOnly) return [];
  const condition = inNames(test, name);
  return [{ test: condition, ...(helper === undefined ? {} : { helper }), value: false }];
}

const bracketed = (condition: string): string => (/&&|\|\|/.test(condition) ? `(${condition})` : condition);

function editOf(view: View, { site: { node: body, parent: scope } }: Special, condition: Condition): Edit {
  const { test, helper, only } = condition;
  const statements = body.body as SyntaxNode[];
  const ends = alwaysReturns(statements.at(-1)!);
  const copied = {
    at: firstIn(body),
    // The copy is the general way: what was found for the function as it is acts on the special way alone.
    code: `if (!(${named(test, scope)})) { $$body${ends ? '' : ' return;'} }`,
    holes: { $$body: statements.map(({ locus }) => locus) },
  };
  const top = topStatement(view, scope);
  const needed = helper && top ? [{ at: `before:${top.locus}`, code: named(helper, scope) }] : [];
  return makeEdit('specialise', [...needed, copied, ...(only ? evaluated(view, body, only.name, only.code) : [])]);
}

/** Reads of a parameter that is one value, as that value; none where either is ever given another one. */
function evaluated(view: View, body: SyntaxNode, name: string, code: string): Place[] {
  const { assigned } = nameUse(body);
  const declared = declaredNames(body);
  // The value may be another parameter.
  if ([name, code].some((one) => assigned.has(one) || declared.has(one))) return [];
  const reads = view.expressions.filter(
    ({ node, parent }) =>
      node.type === 'Identifier' &&
      node.name === name &&
      contains(body, node) &&
      (parent.type !== 'ObjectProperty' || !parent.shorthandName),
  );
  return reads.length > MOST_READS ? [] : reads.map(({ node }) => ({ at: node.locus, code }));
}

/** Reads of one parameter that are replaced, at the most. */
const MOST_READS = 30;

const firstIn = (body: SyntaxNode): string => `before:${body.body[0].locus}`;

export const specialise: Operator = {
  name: 'specialise',
  does: "makes a copy of a function's code for what its arguments mostly are",
  places: (view) => candidates(view).map(({ site }) => site.node.body[0].locus),
  propose(view, random: RandomStream) {
    const found = candidates(view);
    const site = drawSite(
      found.map((one) => one.site),
      random,
    );
    const special = found.find((one) => one.site === site);
    return special && editOf(view, special, pick(random, special.conditions));
  },
  all: (view) =>
    candidates(view)
      .sort((a, b) => b.site.heat - a.site.heat)
      .flatMap((special) => special.conditions.map((condition) => editOf(view, special, condition))),
};
