/** Tells the tag of a value by its type, where that is enough, before `Object.prototype.toString` is asked. */
import type { Place } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { heldForGood } from '../held.ts';
import { broughtIn, isCallOf, type Match, named, type Rule } from '../rule.ts';
import { topStatement, type View } from '../view.ts';

const HELPER = `function %tagOf(x) {
  switch (typeof x) {
    case 'string':
      return '[object String]';
    case 'number':
      return '[object Number]';
    case 'boolean':
      return '[object Boolean]';
    case 'undefined':
      return '[object Undefined]';
  }
  if (x === null) return '[object Null]';
  if (Array.isArray(x) && !(Symbol.toStringTag in x)) return '[object Array]';
  return Object.prototype.toString.call(x);
}`;

/** `Object.prototype.toString`, `{}.toString`, or a name for one of them. */
function isToString(view: View, callee: SyntaxNode): boolean {
  const node = callee.type === 'Identifier' ? heldForGood(view, callee.name) : callee;
  if (node?.type !== 'MemberExpression' || node.computed || node.property.name !== 'toString') return false;
  const { object } = node;
  if (object.type === 'ObjectExpression') return object.properties.length === 0;
  return (
    object.type === 'MemberExpression' &&
    !object.computed &&
    object.object.name === 'Object' &&
    object.property.name === 'prototype'
  );
}

export const tagByType: Rule = {
  name: 'tag-by-type',
  why: 'most values show by their type what their tag is',
  claims: 'on all values without a tag of their own',
  matches(view) {
    const isOwn = broughtIn(view, 'tag-by-type');
    return (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }): Match[] => {
      if (isOwn(node) || !isCallOf(node, 'call', 1) || !isToString(view, node.callee.object)) return [];
      const top = topStatement(view, node);
      if (!top) return [];
      const places = (): Place[] => [
        { at: `before:${top.locus}`, code: named(HELPER, node) },
        { at: node.locus, code: named('%tagOf($x)', node), holes: { $x: (node.arguments as SyntaxNode[])[0]!.locus } },
      ];
      return [{ at: node.locus, heat, places }];
    });
  },
};
