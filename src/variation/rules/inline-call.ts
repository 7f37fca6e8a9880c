/** Puts what a short function of the module gives in the place of a call of it, or of a member of it alone. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';
import {
  answerTemplate,
  makesObject,
  memberRead,
  pathOf,
  type ShortFunction,
  seenFrom,
  shortFunctions,
} from '../short-functions.ts';
import type { View } from '../view.ts';

/** The calls of short functions that the value can stand in place of. */
function shortCalls(view: View): { call: SyntaxNode; heat: number; short: ShortFunction }[] {
  const short = shortFunctions(view);
  if (short.size === 0) return [];
  return (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }) => {
    const known = short.get(pathOf(node.callee) ?? '');
    const given = node.arguments as SyntaxNode[];
    if (!known || given.length !== known.params.length || given.some(({ type }) => type === 'SpreadElement')) return [];
    return seenFrom(view, node, known) ? [{ call: node, heat, short: known }] : [];
  });
}

/** The answer, or a member of it, at a node. */
function answered(node: SyntaxNode, call: SyntaxNode, heat: number, short: ShortFunction, member?: string): Match[] {
  const template = answerTemplate(short, member);
  const given = call.arguments as SyntaxNode[];
  // What is used more than once is worked out as often.
  if (!template || given.some((argument, k) => template.uses[k] !== 1 && hasEffects(argument))) return [];
  const holes = given.flatMap((argument, k) => (template.uses[k]! > 0 ? [[`$p${k}`, argument.locus]] : []));
  const places = (): Place[] => [{ at: node.locus, code: template.code, holes: Object.fromEntries(holes) }];
  return [{ at: node.locus, heat, places }];
}

export const inlineCall: Rule = {
  name: 'inline-call',
  why: 'the value itself instead of a call for it',
  claims: 'where arguments are worked out in another order without harm',
  matches: (view) => shortCalls(view).flatMap(({ call, heat, short }) => answered(call, call, heat, short)),
};

export const memberOfCall: Rule = {
  name: 'member-of-call',
  why: 'the one member that is read, without the call and without the object that it makes',
  claims: 'where arguments are worked out in another order without harm',
  matches: (view) =>
    shortCalls(view).flatMap(({ call, heat, short }) => {
      const member = makesObject(short.answer) ? memberRead(call, call.parent) : undefined;
      return member === undefined ? [] : answered(call.parent!, call, heat, short, member);
    }),
};
