/** What compares and formats by the ways of a language is made once: a call that says which way makes it each time. */
import { freeNames, hasEffects } from '../../genome/scope.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { type Match, madeBefore, named, type Rule } from '../rule.ts';
import { enclosingFunction, topStatement } from '../view.ts';

interface Method {
  /** Arguments before those that say the way, and the fewest that say it. */
  readonly before: number;
  readonly fewest: number;
  /** What of `Intl` is made, and the call instead. */
  readonly maker: string;
  readonly call: string;
}

const METHODS: Readonly<Record<string, Method>> = {
  // Without options V8 has a way of its own, which is faster than a collator.
  localeCompare: { before: 1, fewest: 2, maker: 'Collator', call: '%way.compare($r, $a0)' },
  toLocaleString: { before: 0, fewest: 1, maker: 'NumberFormat', call: '%way.format($r)' },
  toLocaleDateString: { before: 0, fewest: 2, maker: 'DateTimeFormat', call: '%way.format($r)' },
};

/** Whether an expression is the same in each call. */
const isConstant = (node: SyntaxNode): boolean =>
  !hasEffects(node) && !/Function/.test(node.type) && freeNames(node).every((name) => name === 'undefined');

const isMaker = ({ type, callee }: SyntaxNode): boolean =>
  /^(New|Call)Expression$/.test(type) && callee.type === 'MemberExpression' && callee.object.name === 'Intl';

export const intlOnce: Rule = {
  name: 'intl-once',
  why: 'is made once, where each call made it anew',
  claims: 'on texts, numbers and dates',
  matches(view) {
    const out: Match[] = [];
    for (const type of ['CallExpression', 'NewExpression'])
      for (const { node, heat } of view.byType.get(type) ?? []) {
        const top = topStatement(view, node);
        if (!top || !enclosingFunction(view, node)) continue;
        const given = node.arguments as SyntaxNode[];
        if (isMaker(node) && given.every(isConstant)) {
          out.push({ at: node.locus, heat, places: () => madeBefore(top, node, 'way') });
          continue;
        }
        const { callee } = node;
        if (callee.type !== 'MemberExpression' || callee.computed) continue;
        const method = Object.hasOwn(METHODS, callee.property.name) ? METHODS[callee.property.name] : undefined;
        if (!method) continue;
        const { before, fewest, maker, call } = method;
        const way = given.slice(before);
        if (way.length < fewest || way.length > 2 || !way.every(isConstant)) continue;
        const holes = Object.fromEntries(way.map(({ locus }, k) => [`$w${k}`, locus]));
        const values = Object.fromEntries(given.slice(0, before).map(({ locus }, k) => [`$a${k}`, locus]));
        const receiver = (callee.object as SyntaxNode).locus;
        out.push({
          at: node.locus,
          heat,
          places: () => [
            {
              at: `before:${top.locus}`,
              code: named(`const %way = new Intl.${maker}(${Object.keys(holes).join(', ')});`, node),
              holes,
            },
            { at: node.locus, code: named(call, node), holes: { $r: receiver, ...values } },
          ],
        });
      }
    return out;
  },
};
