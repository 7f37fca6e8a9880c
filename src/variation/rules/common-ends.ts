/** Two texts that a function compares: what both begin and end with is taken off, and equal ones are told at once. */
import type { Place } from '../../genome/edit.ts';
import { parameterName } from '../../genome/scope.ts';
import { isFunction, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { broughtIn, type Match, type Rule } from '../rule.ts';
import { freshName, type View } from '../view.ts';

interface Pair {
  readonly body: SyntaxNode;
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
    return [{ body, first: body.body[0], names: [a, b], heat }];
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
      const isOwn = broughtIn(view, name);
      return comparing(view)
        .filter(({ first }) => !isOwn(first))
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

/** Statements `let n = a.length;` of both texts in a function's own list, with the names that hold the lengths. */
function lengthsOf({
  body,
  names,
}: Pair): { statements: SyntaxNode[]; lengths: string[]; kinds: string[] } | undefined {
  const statements: SyntaxNode[] = [];
  const lengths: string[] = [];
  const kinds: string[] = [];
  for (const name of names) {
    let found: string | undefined;
    for (const statement of body.body as SyntaxNode[]) {
      if (statement.type !== 'VariableDeclaration') continue;
      const own = (statement.declarations as SyntaxNode[]).find(
        ({ id, init }) =>
          id.type === 'Identifier' &&
          init?.type === 'MemberExpression' &&
          !init.computed &&
          init.object.name === name &&
          init.property.name === 'length',
      );
      // A constant can be made a variable where it stands alone.
      if (!own || (statement.kind === 'const' && statement.declarations.length > 1)) continue;
      found ??= own.id.name as string;
      if (found === own.id.name) {
        statements.push(statement);
        kinds.push(statement.kind);
      }
    }
    if (found === undefined) return undefined;
    lengths.push(found);
  }
  return lengths[0] === lengths[1] || statements.length !== 2 ? undefined : { statements, lengths, kinds };
}

/** Reads `a[i]`, `a.charAt(i)`, `a.charCodeAt(i)` of a text in a function, by their index. */
function indexesInto(body: SyntaxNode, name: string): SyntaxNode[] | undefined {
  const indexes: SyntaxNode[] = [];
  let other = false;
  walk(body, (node, parent) => {
    if (node.type !== 'Identifier' || node.name !== name || !parent || parent.type !== 'MemberExpression') return;
    if (parent.object !== node) return;
    if (parent.computed) indexes.push(parent.property);
    else if (/^(charAt|charCodeAt)$/.test(parent.property.name)) {
      const call = parent.parent;
      if (call?.type === 'CallExpression' && call.callee === parent && call.arguments.length === 1)
        indexes.push(call.arguments[0]);
      else other = true;
    } else if (parent.property.name !== 'length') other = true;
  });
  return other ? undefined : indexes;
}

/** The same by the lengths that a function holds, and an offset to what it reads: no text is cut. */
export const commonEndsInPlace: Rule = {
  name: 'common-ends-in-place',
  why: 'what both texts begin and end with changes nothing',
  matches: (view) => {
    const done = new Set(
      view.edits.flatMap(({ operator, places }) =>
        operator === 'rule:common-ends-in-place' ? places.map(({ at }) => at) : [],
      ),
    );
    return comparing(view).flatMap((pair): Match[] => {
      const held = lengthsOf(pair);
      const reads = pair.names.map((name) => indexesInto(pair.body, name));
      if (!held || reads.includes(undefined) || pair.body.origin !== null) return [];
      const { statements, lengths, kinds } = held;
      const last = (pair.body.body as SyntaxNode[]).findLast((statement) => statements.includes(statement))!;
      if (done.has(`after:${last.locus}`)) return [];
      return [
        {
          at: last.locus,
          heat: pair.heat,
          places: (): Place[] => {
            const [a, b] = pair.names;
            const [n, m] = lengths as [string, string];
            const from = freshName('from', last.locus);
            const constants = statements.flatMap((statement, k): Place[] =>
              kinds[k] === 'const'
                ? [
                    {
                      at: statement.locus,
                      code: `let ${lengths[k]} = $length;`,
                      holes: { $length: statement.declarations[0].init.locus },
                    },
                  ]
                : [],
            );
            return [
              ...reads
                .flat()
                .map((index): Place => ({ at: index!.locus, code: `${from} + $i`, holes: { $i: index!.locus } })),
              {
                at: `after:${last.locus}`,
                code: `let ${from} = 0;
while (${n} > 0 && ${m} > 0 && ${a}.charCodeAt(${n} - 1) === ${b}.charCodeAt(${m} - 1)) { ${n}--; ${m}--; }
while (${from} < ${n} && ${from} < ${m} && ${a}.charCodeAt(${from}) === ${b}.charCodeAt(${from})) ${from}++;
${n} -= ${from}; ${m} -= ${from};`,
              },
              ...constants,
            ];
          },
        },
      ];
    });
  },
};

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
