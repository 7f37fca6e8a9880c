/** `forEach` as a loop, where the callback leaves early, or where the list is made on the spot. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import { isFunction, isLoop, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, isContained, type Match, named, type Rule } from '../rule.ts';

/** Of a callback's own: a loop's `break` and `continue` stay in that loop. */
const NOTHING_LEAVES = /^$/;

/** The callback's returns, each of which can be a `continue`; undefined where one gives something or stands in a loop. */
function returnsOf(callback: SyntaxNode): SyntaxNode[] | undefined {
  const found: SyntaxNode[] = [];
  let fine = true;
  const visit = (root: SyntaxNode, inLoop: boolean): void =>
    walk(root, (node) => {
      if (node !== root && isFunction(node)) return false;
      if (node.type === 'ReturnStatement') {
        found.push(node);
        if (inLoop || (node.argument && hasEffects(node.argument))) fine = false;
      }
      if (node === root || !isLoop(node)) return undefined;
      visit(node, true);
      return false;
    });
  visit(callback.body, false);
  return fine ? found : undefined;
}

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
      if (!/^(Arrow)?Function(Expression)?$/.test(callback.type) || callback.async || callback.generator) return [];
      const [item, index, ...others] = callback.params as SyntaxNode[];
      if (!item || others.length > 0 || (index && index.type !== 'Identifier')) return [];
      if (/^(Rest|Assignment)/.test(item.type) || callback.id) return [];
      const body = callback.body as SyntaxNode;
      const returns = isContained(body, NOTHING_LEAVES) ? returnsOf(callback) : undefined;
      const isBlock = body.type === 'BlockStatement';
      // What neither leaves early nor is made here is the matter of patterns.
      if (!returns || (isBlock && returns.length === 0 && !hasEffects(list))) return [];
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
