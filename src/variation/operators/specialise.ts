/** Makes a copy of a function's code for what its arguments mostly are; the general way is kept for all others. */
import { type Edit, makeEdit } from '../../genome/edit.ts';
import { parameterName } from '../../genome/scope.ts';
import { isFunction, type SyntaxNode } from '../../genome/syntax.ts';
import { pick, type RandomStream } from '../../statistics/random.ts';
import { type Domain, domains, VALUE } from '../kernel.ts';
import type { Operator } from '../operator.ts';
import { drawSite, type Site, type View } from '../view.ts';

interface Special {
  readonly site: Site;
  /** Conditions under which arguments are what they mostly are: all arguments together, then single values. */
  readonly conditions: readonly string[];
}

/** Conditions tried for one function. */
const MOST_WAYS = 4;

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
    const known = (scope.params as SyntaxNode[]).flatMap((param, k) => {
      const name = parameterName(param);
      const own = name === undefined ? [] : (seen[k] ?? []).flatMap((domain) => conditionOf(domain, name));
      return own.length > 0 ? [own] : [];
    });
    const joint = known.map((own) => bracketed(own.at(-1)!)).join(' && ');
    const values = known.flatMap((own) =>
      own.filter((condition) => condition.includes('===') && !condition.includes('typeof')),
    );
    const conditions = known.length === 0 ? [] : [...new Set([joint, ...values])].slice(0, MOST_WAYS);
    return conditions.length > 0 ? [{ site, conditions }] : [];
  });
}

/** None for a domain whose check walks through a list: it would cost what the copy may save. */
function conditionOf(domain: string, name: string): string[] {
  if (domain.startsWith(VALUE)) return [`${name} === ${domain.slice(VALUE.length)}`];
  const check = domains[domain as Domain];
  return check.test.includes('%') ? [] : [check.test.replaceAll('$v', name)];
}

const bracketed = (condition: string): string => (/&&|\|\|/.test(condition) ? `(${condition})` : condition);

function editOf({ site: { node: body } }: Special, condition: string): Edit {
  const statements = body.body as SyntaxNode[];
  const ends = /^(Return|Throw)Statement$/.test(statements.at(-1)!.type);
  return makeEdit('specialise', [
    {
      at: firstIn(body),
      // The copy is the general way: what was found for the function as it is acts on the special way alone.
      code: `if (!(${condition})) { $$body${ends ? '' : ' return;'} }`,
      holes: { $$body: statements.map(({ locus }) => locus) },
    },
  ]);
}

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
    return special && editOf(special, pick(random, special.conditions));
  },
  all: (view) =>
    candidates(view)
      .sort((a, b) => b.site.heat - a.site.heat)
      .flatMap((special) => special.conditions.map((condition) => editOf(special, condition))),
};
