/** A table of a function's answers, for as long as one call of the function that asks it again and again. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import { declaredFunction, isLoop, type SyntaxNode } from '../../genome/syntax.ts';
import { broughtIn, type Match, named, type Rule } from '../rule.ts';
import { above, enclosingFunction, freshName, inList, topStatement, type View } from '../view.ts';

const HELPER = `function %recalled(known, answer, asked) {
  let value = known.get(asked);
  if (value === undefined) {
    value = answer(asked);
    known.set(asked, value);
  }
  return value;
}`;

/** The statement of the outermost function around a call that holds it, where that may run the call again and again. */
function statementAround(view: View, call: SyntaxNode): SyntaxNode | undefined {
  let outermost = enclosingFunction(view, call);
  if (!outermost) return undefined;
  const innermost = outermost;
  for (let up = outermost; up; up = enclosingFunction(view, up)!) outermost = up;
  const { body } = outermost;
  if (body.type !== 'BlockStatement') return undefined;
  const holds = (at: SyntaxNode): boolean => view.phenotype.parentOf(at) === body;
  const statement = holds(call) ? call : above(view, call, holds);
  if (!statement || !inList(view, statement)) return undefined;
  const again = innermost !== outermost || isLoop(statement) || above(view, call, (at) => isLoop(at) || at === body);
  return again === body ? undefined : statement;
}

export const memoOfCalls: Rule = {
  name: 'memo-of-calls',
  why: 'equal calls within one call are answered from a table that ends with it',
  claims: 'where the answer depends on the argument alone',
  matches(view) {
    const known = new Set(view.ancestor.nodes.flatMap((node) => declaredFunction(node)?.name ?? []));
    const isOwn = broughtIn(view, 'memo-of-calls');
    const out: Match[] = [];
    for (const { node, heat } of view.byType.get('CallExpression') ?? []) {
      const [argument, ...more] = node.arguments as SyntaxNode[];
      if (!argument || more.length > 0 || node.callee.type !== 'Identifier' || !known.has(node.callee.name)) continue;
      if (isOwn(node) || heat < 2 || hasEffects(argument) || argument.type === 'SpreadElement') continue;
      const statement = statementAround(view, node);
      const top = topStatement(view, node);
      if (!statement || !top) continue;
      const table = freshName('known', node.locus);
      out.push({
        at: node.locus,
        heat,
        places: (): Place[] => [
          { at: `before:${top.locus}`, code: named(HELPER, node) },
          { at: `before:${statement.locus}`, code: `const ${table} = new Map();` },
          {
            at: node.locus,
            code: named(`%recalled(${table}, $f, $x)`, node),
            holes: { $f: (node.callee as SyntaxNode).locus, $x: argument.locus },
          },
        ],
      });
    }
    return out;
  },
};
