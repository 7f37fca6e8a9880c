/** Functions that only give a value, or one of a few, and what they give as code for the place of a call. */
import { freeNames, hasEffects, nameUse, plainParameters } from '../genome/scope.ts';
import { declaredFunction, isFunction, keyOf, type SyntaxNode, walk } from '../genome/syntax.ts';
import { isContained } from './rule.ts';
import { type ValueTemplate, valueTemplate } from './value-template.ts';
import { localNames, type View, visibleNames } from './view.ts';

/** What a function gives: a value, or one of two answers by what it asks first. */
type Answer = SyntaxNode | { readonly test: SyntaxNode; readonly yes: Answer; readonly no: Answer };

export interface ShortFunction {
  readonly params: readonly string[];
  readonly answer: Answer;
}

/** So many values are one of a few: each is written out wherever the function is called. */
const FEW = 3;

const isValue = (answer: Answer): answer is SyntaxNode => 'type' in answer;

/** The values and questions of an answer. */
const nodesOf = (answer: Answer): SyntaxNode[] =>
  isValue(answer) ? [answer] : [answer.test, ...nodesOf(answer.yes), ...nodesOf(answer.no)];

/** A name, or names between dots, as one text; undefined for anything else. */
export function pathOf(node: SyntaxNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const holder = pathOf(node.object);
  return holder === undefined ? undefined : `${holder}.${node.property.name}`;
}

/** The functions that a node gives a name or a path to: by declaring them, by assignment, as members of a named object. */
function functionsNamed(node: SyntaxNode): { name: string; scope: SyntaxNode }[] {
  const declared = declaredFunction(node);
  if (declared) return [declared];
  if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
    const name = node.operator === '=' ? pathOf(node.left) : undefined;
    return name !== undefined ? [{ name, scope: node.right }] : [];
  }
  if (node.type !== 'VariableDeclarator' || node.init?.type !== 'ObjectExpression') return [];
  return (node.init.properties as SyntaxNode[]).flatMap((property) => {
    const key = property.type === 'ObjectProperty' && !property.computed ? keyOf(property) : undefined;
    return key !== undefined && node.id.name ? [{ name: `${node.id.name}.${key}`, scope: property.value }] : [];
  });
}

const known = new WeakMap<SyntaxNode, ReadonlyMap<string, SyntaxNode>>();
const knownShort = new WeakMap<SyntaxNode, ReadonlyMap<string, ShortFunction>>();

/** The functions of a genome, by the name or path that is theirs alone; remembered per genome. */
export function namedFunctions({ phenotype: { root } }: View): ReadonlyMap<string, SyntaxNode> {
  const functions = known.get(root) ?? functionsIn(root);
  known.set(root, functions);
  return functions;
}

function functionsIn(root: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode | undefined>();
  walk(root, (node) => {
    // A name that two things have may be either.
    for (const { name, scope } of functionsNamed(node))
      found.set(name, found.has(name) || !isFunction(scope) ? undefined : scope);
  });
  const { assigned } = nameUse(root);
  return new Map([...found].flatMap(([name, scope]) => (scope && !assigned.has(name) ? [[name, scope]] : [])));
}

/** Those of them that are short; remembered per genome. */
export function shortFunctions(view: View): ReadonlyMap<string, ShortFunction> {
  const { root } = view.phenotype;
  const remembered = knownShort.get(root);
  if (remembered) return remembered;
  const functions = [...namedFunctions(view)].flatMap(([name, scope]): [string, ShortFunction][] => {
    const short = shortFunction(scope);
    return short ? [[name, short]] : [];
  });
  const found = new Map(functions);
  knownShort.set(root, found);
  return found;
}

export function shortFunction(scope: SyntaxNode): ShortFunction | undefined {
  if (scope.async || scope.generator) return undefined;
  const params = plainParameters(scope);
  if (!params) return undefined;
  const { body } = scope;
  const answer = body.type === 'BlockStatement' ? answerOf(body.body) : (body as SyntaxNode);
  if (!answer) return undefined;
  const nodes = nodesOf(answer);
  if (nodes.length > 2 * FEW - 1) return undefined;
  const plain = nodes.every((node) => {
    const { assigned, declared } = nameUse(node);
    return isContained(node) && declared.size === 0 && !params.some((name) => assigned.has(name));
  });
  return plain ? { params, answer } : undefined;
}

/** What statements give that do nothing but ask and return. */
function answerOf([first, ...rest]: readonly SyntaxNode[]): Answer | undefined {
  if (first?.type === 'ReturnStatement') return first.argument ?? undefined;
  if (first?.type === 'BlockStatement' && rest.length === 0) return answerOf(first.body);
  if (first?.type !== 'IfStatement') return undefined;
  const yes = answerOf([first.consequent]);
  const no = first.alternate ? (rest.length === 0 ? answerOf([first.alternate]) : undefined) : answerOf(rest);
  return yes && no && { test: first.test, yes, no };
}

/** Whether all that an answer uses beside the parameters is seen from a place, and is no other thing there. */
export const seenFrom = (view: View, place: SyntaxNode, { params, answer }: ShortFunction): boolean =>
  allSeen(view, place, nodesOf(answer), new Set(params));

/** Whether all that pieces of code use, but for these names, is seen from another place as well, and is no other thing there. */
export function allSeen(
  view: View,
  place: SyntaxNode,
  pieces: readonly SyntaxNode[],
  own: ReadonlySet<string>,
): boolean {
  const visible = visibleNames(view, place);
  // A name that something around the place has for itself is another one there.
  const local = localNames(view, place);
  const { declared } = view.phenotype;
  return pieces.every((code) => {
    const seen = visibleNames(view, code);
    return freeNames(code)
      .filter((name) => !own.has(name))
      .every((name) => {
        const isDeclared = view.ancestor.declared.has(name) || declared.has(name);
        return !isDeclared || (visible.has(name) && seen.has(name) && !local.has(name));
      });
  });
}

/**
 * What a short function gives as a template, with a hole `$p<number>` for each use of a parameter.
 * @param member where only this member of the answer is asked for: an object that is made for it is not made.
 */
export function answerTemplate({ params, answer }: ShortFunction, member?: string): ValueTemplate | undefined {
  if (member === undefined || !isValue(answer)) {
    if (isValue(answer)) return valueTemplate(params, answer);
    return choice(
      valueTemplate(params, answer.test),
      answerTemplate({ params, answer: answer.yes }, member),
      answerTemplate({ params, answer: answer.no }, member),
    );
  }
  const part = (node: SyntaxNode) => answerTemplate({ params, answer: node }, member);
  if (answer.type === 'ConditionalExpression')
    return choice(valueTemplate(params, answer.test), part(answer.consequent), part(answer.alternate));
  if (answer.type === 'ObjectExpression') {
    const value = memberOf(answer, member);
    return value && valueTemplate(params, value);
  }
  const whole = valueTemplate(params, answer);
  return whole && { ...whole, code: `${whole.code}.${member}` };
}

/** Whether an answer, or one of several, is an object made for it. */
export const makesObject = (answer: Answer): boolean =>
  isValue(answer)
    ? answer.type === 'ObjectExpression' ||
      (answer.type === 'ConditionalExpression' && (makesObject(answer.consequent) || makesObject(answer.alternate)))
    : makesObject(answer.yes) || makesObject(answer.no);

/** The name of the member that is all that is read of a value, where it is not called. */
export function memberRead(value: SyntaxNode, parent: SyntaxNode | null): string | undefined {
  if (parent?.type !== 'MemberExpression' || parent.object !== value || parent.computed) return undefined;
  const use = parent.parent;
  const changed =
    use?.type === 'UpdateExpression' ||
    use?.type === 'UnaryExpression' ||
    (use?.type === 'AssignmentExpression' && use.left === parent) ||
    (use?.type === 'CallExpression' && use.callee === parent);
  return changed ? undefined : parent.property.name;
}

/** The value of one member of an object literal, where making the others does nothing. */
function memberOf(literal: SyntaxNode, member: string): SyntaxNode | undefined {
  const properties = literal.properties as SyntaxNode[];
  const plain = properties.every((each) => each.type === 'ObjectProperty' && !each.computed && !hasEffects(each.value));
  const found = properties.filter((each) => keyOf(each) === member);
  return plain && found.length === 1 ? found[0]!.value : undefined;
}

function choice(
  test: ValueTemplate | undefined,
  yes: ValueTemplate | undefined,
  no: ValueTemplate | undefined,
): ValueTemplate | undefined {
  if (!test || !yes || !no) return undefined;
  return {
    code: `(${test.code} ? ${yes.code} : ${no.code})`,
    uses: test.uses.map((uses, k) => uses + yes.uses[k]! + no.uses[k]!),
  };
}
