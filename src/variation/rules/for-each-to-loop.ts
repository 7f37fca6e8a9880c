/** `forEach` as a loop, where the callback leaves early, or where the list is made on the spot. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { returnsOf } from '../callback.ts';
import { isCallOf, type Match, named, type Rule } from '../rule.ts';

export const forEachToLoop: Rule = {
  name: 'for-each-to-loop',
  why: 'a loop calls no function for each element',
  claims: 'on arrays without holes that the body does not change',
  matches: (view) =>
    (view.byType.get('ExpressionStatement') ?? []).flatMap(({ node, heat }): Match[] => {
      const call = node.expression as SyntaxNode;
      if (!isCallOf(call, 'forEach', 1)) return [];
      const callback = call.arguments[0] as SyntaxNode;
      const list = call.callee.object as SyntaxNode;
      const returns = returnsOf(callback);
      if (!returns || returns.some(({ argument }) => argument && hasEffects(argument))) return [];
      const [item, index, ...others] = callback.params as SyntaxNode[];
      if (!item || others.length > 0 || (index && index.type !== 'Identifier')) return [];
      if (/^(Rest|Assignment)/.test(item.type)) return [];
      const body = callback.body as SyntaxNode;
      const isBlock = body.type === 'BlockStatement';
      // What neither leaves early nor is made here is the matter of patterns.
      if (isBlock && returns.length === 0 && !hasEffects(list)) return [];
      const i = index ? '$i' : '%i';
      const of = `for (let ${i} = 0; ${i} < %list.length; ${i}++) { const $x = %list[${i}]; ${isBlock ? '$$body' : '$value;'} }`;
      const place: Place = {
        at: node.locus,
        code: named(`{ const %list = $list; ${of} }`, node),
        holes: {
          $list: list.locus,
          $x: item.locus,
          ...(index ? { $i: index.locus } : {}),
          ...(isBlock ? { $$body: (body.body as SyntaxNode[]).map(({ locus }) => locus) } : { $value: body.locus }),
        },
      };
      const leaving = returns.map(({ locus }): Place => ({ at: locus, code: 'continue;' }));
      return [{ at: node.locus, heat, places: () => [...leaving, place] }];
    }),
};
