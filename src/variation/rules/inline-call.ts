/** Puts the value that a short function of the module gives in the place of a call of it. */
import type { Place } from '../../genome/edit.ts';
import { freeNames, hasEffects, nameUse, parameterName } from '../../genome/scope.ts';
import { declaredFunction, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isContained, type Match, type Rule } from '../rule.ts';
import { valueTemplate } from '../value-template.ts';
import { localNames, type View, visibleNames } from '../view.ts';

interface Short {
  readonly params: readonly string[];
  /** What it gives. */
  readonly value: SyntaxNode;
}

/** The functions of a genome that only give a value, by the name that is theirs alone. */
function shortFunctions(view: View): Map<string, Short> {
  const found = new Map<string, Short | undefined>();
  walk(view.phenotype.root, (node) => {
    const declared = declaredFunction(node);
    if (!declared) return;
    const { name, scope } = declared;
    // A name declared twice may be either.
    found.set(name, found.has(name) ? undefined : shortOf(scope));
  });
  const { assigned } = nameUse(view.phenotype.root);
  return new Map([...found].flatMap(([name, short]) => (short && !assigned.has(name) ? [[name, short]] : [])));
}

function shortOf(scope: SyntaxNode): Short | undefined {
  if (scope.async || scope.generator) return undefined;
  const params = (scope.params as SyntaxNode[]).map((param) =>
    param.type === 'Identifier' ? parameterName(param) : undefined,
  );
  if (params.includes(undefined)) return undefined;
  const { body } = scope;
  const only = body.type === 'BlockStatement' && body.body.length === 1 ? body.body[0] : undefined;
  const value: SyntaxNode | null =
    body.type !== 'BlockStatement' ? body : only?.type === 'ReturnStatement' ? only.argument : null;
  if (!value || !isContained(value)) return undefined;
  const { assigned, declared } = nameUse(value);
  if (declared.size > 0 || params.some((name) => assigned.has(name!))) return undefined;
  return { params: params as string[], value };
}

/** Whether all that the value uses beside its parameters is seen from a place, and is no other thing there. */
function seenFrom(view: View, place: SyntaxNode, { params, value }: Short): boolean {
  const visible = visibleNames(view, place);
  // A name that something around the place has for itself is another one there.
  const local = localNames(view, place);
  const { declared } = view.phenotype;
  const own = visibleNames(view, value);
  return freeNames(value)
    .filter((name) => !params.includes(name))
    .every((name) => {
      const known = view.ancestor.declared.has(name) || declared.has(name);
      return !known || (visible.has(name) && own.has(name) && !local.has(name));
    });
}

export const inlineCall: Rule = {
  name: 'inline-call',
  why: 'the value itself instead of a call for it',
  claims: 'where arguments are worked out in another order without harm',
  matches(view) {
    const short = shortFunctions(view);
    if (short.size === 0) return [];
    return (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }): Match[] => {
      const known = node.callee.type === 'Identifier' ? short.get(node.callee.name) : undefined;
      const given = node.arguments as SyntaxNode[];
      if (!known || given.length !== known.params.length || given.some(({ type }) => type === 'SpreadElement'))
        return [];
      if (!seenFrom(view, node, known)) return [];
      const template = valueTemplate(known.params, known.value);
      // What is used more than once is worked out as often.
      if (!template || given.some((argument, k) => template.uses[k] !== 1 && hasEffects(argument))) return [];
      const places = (): Place[] => [
        {
          at: node.locus,
          code: template.code,
          holes: Object.fromEntries(
            given.flatMap((argument, k) => (template.uses[k]! > 0 ? [[`$p${k}`, argument.locus]] : [])),
          ),
        },
      ];
      return [{ at: node.locus, heat, places }];
    });
  },
};
