/**
 * Loops that a compiler to older JavaScript made of `for (const x of list)`: an iterator asked for its next step by hand,
 * often inside of a `try` that closes it (TypeScript's `__values`, Babel's `_createForOfIteratorHelper` and its older form).
 */
import type { Place } from '../../genome/edit.ts';
import { mentionsOf, type SyntaxNode, slotOf } from '../../genome/syntax.ts';
import { helperOf } from '../compiled.ts';
import { type Match, named, type Rule } from '../rule.ts';
import { enclosingFunction, type View } from '../view.ts';

/** Helpers that make an iterator of what is gone through, and such that make a list of what a pattern takes apart. */
const ITERATOR = /^(__values|_createForOfIteratorHelper(Loose)?)$/;
const TAKEN_APART = /^(__read|_slicedToArray)$/;
/** Statements before the loop among which its iterator may be made. */
const BEFORE = 4;

/** The names of a loop's iterator and of its step. */
interface Stepping {
  readonly iterator: string;
  readonly step: string;
}

/** `!step.done`, with the step taken there or in the update. */
function steppingOf({ test, update }: SyntaxNode): Stepping | undefined {
  if (test?.type !== 'UnaryExpression' || test.operator !== '!') return undefined;
  // Babel's older form remembers beside it whether it came to the end.
  const done: SyntaxNode = test.argument.type === 'AssignmentExpression' ? test.argument.right : test.argument;
  if (done.type !== 'MemberExpression' || done.computed || done.property.name !== 'done') return undefined;
  const taken: SyntaxNode | null = done.object.type === 'Identifier' ? update : done.object;
  if (taken?.type !== 'AssignmentExpression' || taken.left.type !== 'Identifier') return undefined;
  if (done.object.type === 'Identifier' && done.object.name !== taken.left.name) return undefined;
  const { type, callee, arguments: given } = taken.right as SyntaxNode;
  if (type !== 'CallExpression' || given.length > 0) return undefined;
  const asks = callee.type === 'MemberExpression' && /^(next|n)$/.test(callee.property.name);
  const iterator: SyntaxNode = asks ? callee.object : callee;
  return iterator.type === 'Identifier' ? { iterator: iterator.name, step: taken.left.name } : undefined;
}

/** What is gone through, if that is what an iterator is made of. */
function goneThrough(made: SyntaxNode | null | undefined): SyntaxNode | undefined {
  if (made?.type !== 'CallExpression') return undefined;
  const { callee, arguments: given } = made;
  if (ITERATOR.test(helperOf(callee) ?? '') && given.length === 1) return given[0];
  const key = callee.type === 'MemberExpression' && callee.computed ? (callee.property as SyntaxNode) : undefined;
  const isAsked = key?.type === 'MemberExpression' && key.object.name === 'Symbol' && key.property.name === 'iterator';
  return isAsked && given.length === 0 ? callee.object : undefined;
}

const declaratorOf = (statement: SyntaxNode | null | undefined, name: string): SyntaxNode | undefined =>
  statement?.type === 'VariableDeclaration'
    ? (statement.declarations as SyntaxNode[]).find(({ id }) => id.name === name && id.type === 'Identifier')
    : undefined;

/** The `try` that does nothing but to close the loop's iterator and to throw again. */
function closing(loop: SyntaxNode): SyntaxNode | undefined {
  const block = loop.parent!;
  const around = block.parent as SyntaxNode | null;
  if (around?.type !== 'TryStatement' || around.block !== block || block.body.length !== 1) return undefined;
  const { handler, finalizer } = around;
  const noted = (handler?.body.body ?? []) as SyntaxNode[];
  const isNoted = noted.length > 0 && noted.length < 3 && noted.every(({ type }) => type === 'ExpressionStatement');
  return isNoted && finalizer ? around : undefined;
}

/** The first statement of the body with the member itself for `step.value`, its holes named as it goes. */
function memberOf(statement: SyntaxNode, step: string): { code: string; holes: Record<string, string> } | undefined {
  const isValue = (node: SyntaxNode | null): boolean =>
    node?.type === 'MemberExpression' && !node.computed && node.object.name === step && node.property.name === 'value';
  if (statement?.type !== 'VariableDeclaration') return undefined;
  const holes: Record<string, string> = {};
  let values = 0;
  const each = (statement.declarations as SyntaxNode[]).map(({ id, init }, k): string | undefined => {
    if (id.type !== 'Identifier') return undefined;
    if (!init) return id.name;
    if (isValue(init)) {
      values++;
      return `${id.name} = %member`;
    }
    if (init.type === 'CallExpression' && TAKEN_APART.test(helperOf(init.callee) ?? '') && isValue(init.arguments[0])) {
      values++;
      const parts = (init.arguments as SyntaxNode[]).slice(1).map((part, n) => {
        holes[`$p${k}n${n}`] = part.locus;
        return `, $p${k}n${n}`;
      });
      holes[`$c${k}`] = init.callee.locus;
      return `${id.name} = Array.isArray(%member) ? %member : $c${k}(%member${parts.join('')})`;
    }
    holes[`$i${k}`] = init.locus;
    return `${id.name} = $i${k}`;
  });
  if (values !== 1 || each.includes(undefined) || mentionsOf(statement, step) !== 1) return undefined;
  return { code: `${statement.kind} ${each.join(', ')};`, holes };
}

function placesFor(view: View, loop: SyntaxNode): Place[] | undefined {
  const stepping = steppingOf(loop);
  if (!stepping || loop.body.type !== 'BlockStatement') return undefined;
  const { iterator, step } = stepping;
  const [first, ...rest] = loop.body.body as SyntaxNode[];
  const member = first ? memberOf(first, step) : undefined;
  if (!member) return undefined;
  const whole = closing(loop) ?? loop;
  const slot = slotOf(whole.parent!, whole);
  const before =
    slot && slot.index > 0 ? (whole.parent![slot.name] as SyntaxNode[]).slice(0, slot.index).slice(-BEFORE) : [];
  const making = [loop.init as SyntaxNode | null, ...before].find((at) => declaratorOf(at, iterator));
  const list = goneThrough(declaratorOf(making, iterator)?.init);
  if (!making || !list) return undefined;
  // Where it is made in a statement of its own, that goes as well: nothing else may be made there.
  const isApart = making !== loop.init;
  const others = (making.declarations as SyntaxNode[]).filter(({ id }) => id.name !== iterator);
  if (isApart && others.some(({ id, init }) => init || id.type !== 'Identifier')) return undefined;
  const scope = enclosingFunction(view, loop) ?? view.phenotype.root;
  const within = (name: string): number => mentionsOf(whole, name) + (isApart ? mentionsOf(making, name) : 0);
  if (mentionsOf(scope, iterator) !== within(iterator)) return undefined;
  if (rest.some((statement) => mentionsOf(statement, step) + mentionsOf(statement, iterator) > 0)) return undefined;
  const code = named(`for (const %member of $list) { ${member.code} $$rest }`, loop);
  const holes = { ...member.holes, $list: list.locus, $$rest: rest.map(({ locus }) => locus) };
  const places: Place[] = [{ at: whole.locus, code, holes }];
  const declared = others.length > 0 ? `var ${others.map(({ id }) => id.name).join(', ')};` : '';
  return isApart ? [{ at: making.locus, code: declared }, ...places] : places;
}

export const compiledLoopToForOf: Rule = {
  name: 'compiled-loop-to-for-of',
  why: 'a loop over members in place of an iterator that is asked step by step, as a compiler to older JavaScript made it',
  claims: "where the helpers are a compiler's own",
  matches: (view) =>
    (view.byType.get('ForStatement') ?? []).flatMap(({ node, heat }): Match[] => {
      const places = placesFor(view, node);
      return places ? [{ at: node.locus, heat, places: () => places }] : [];
    }),
};
