/** Two texts that a function compares: what both begin and end with is taken off, and equal ones are told at once. */
import type { Place } from '../../genome/edit.ts';
import { parameterName } from '../../genome/scope.ts';
import { isFunction, type SyntaxNode } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import { freshName, type View } from '../view.ts';

interface Pair {
  readonly first: SyntaxNode;
  readonly names: readonly [string, string];
  readonly heat: number;
}

/** Functions of the ancestor whose first two arguments were texts, most of the time. */
function comparing(view: View): Pair[] {
  return view.all.flatMap(({ node: body, parent: scope, heat }): Pair[] => {
    if (!isFunction(scope) || scope.body !== body || body.type !== 'BlockStatement' || body.body.length === 0)
      return [];
    if (scope.async || scope.generator || body.locus.includes('.')) return [];
    const [a, b] = (scope.params as SyntaxNode[]).map(parameterName);
    const seen = view.domains?.get(body.start);
    if (
      a === undefined ||
      b === undefined ||
      a === 'this' ||
      !seen?.[0]?.includes('text') ||
      !seen[1]?.includes('text')
    )
      return [];
    return [{ first: body.body[0], names: [a, b], heat }];
  });
}

function pairRule(
  name: string,
  why: string,
  code: (names: Pair['names'], fresh: (base: string) => string) => string,
): Rule {
  return {
    name,
    why,
    matches: (view) => {
      // What the rule itself put first is done.
      const own = new Set(view.edits.flatMap(({ id, operator }) => (operator === `rule:${name}` ? [id] : [])));
      return comparing(view)
        .filter(({ first }) => !own.has(first.locus.split('.')[0]!))
        .map(
          ({ first, names, heat }): Match => ({
            at: first.locus,
            heat,
            places: (): Place[] => [
              { at: `before:${first.locus}`, code: code(names, (base) => freshName(base, first.locus)) },
            ],
          }),
        );
    },
  };
}

export const commonEnds = pairRule(
  'common-ends',
  'what both texts begin and end with changes nothing',
  ([a, b], fresh) => {
    const [n, m, from] = [fresh('endA'), fresh('endB'), fresh('from')];
    return `let ${n} = ${a}.length; let ${m} = ${b}.length; let ${from} = 0;
while (${n} > 0 && ${m} > 0 && ${a}.charCodeAt(${n} - 1) === ${b}.charCodeAt(${m} - 1)) { ${n}--; ${m}--; }
while (${from} < ${n} && ${from} < ${m} && ${a}.charCodeAt(${from}) === ${b}.charCodeAt(${from})) ${from}++;
if (${from} > 0 || ${n} < ${a}.length) { ${a} = ${a}.slice(${from}, ${n}); ${b} = ${b}.slice(${from}, ${m}); }`;
  },
);

export const equalToZero = pairRule(
  'equal-to-zero',
  'equal texts are told at once',
  ([a, b]) => `if (${a} === ${b}) return 0;`,
);
export const equalToOne = pairRule(
  'equal-to-one',
  'equal texts are told at once',
  ([a, b]) => `if (${a} === ${b}) return 1;`,
);
export const equalToTrue = pairRule(
  'equal-to-true',
  'equal texts are told at once',
  ([a, b]) => `if (${a} === ${b}) return true;`,
);
