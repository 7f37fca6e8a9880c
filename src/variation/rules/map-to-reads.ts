/** A list made by `map` is not made: what the function gives is worked out where a member is read. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects } from '../../genome/scope.ts';
import { CHANGING_METHOD, contains, isFunction, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, type Match, type Rule } from '../rule.ts';
import {
  answerTemplate,
  memberRead,
  type ShortFunction,
  seenFrom,
  shortFunction,
  shortFunctions,
} from '../short-functions.ts';
import { above, enclosingFunction, freshName, inList, topStatement, type View } from '../view.ts';

export const mapToReads: Rule = {
  name: 'map-to-reads',
  why: 'each member is worked out where it is read, without a list of them all',
  matches: (view) => mappings(view).map((mapping) => match(mapping, calledReads(view, mapping))),
};

export const mapToValues: Rule = {
  name: 'map-to-values',
  why: 'what is read of a member is worked out there, without a list of them all and without objects for them',
  matches(view) {
    return mappings(view).flatMap((mapping) => {
      const { given } = mapping;
      const answer = given.type === 'Identifier' ? shortFunctions(view).get(given.name) : shortFunction(given);
      const reads = answer && valueReads(view, mapping, answer);
      return reads ? [match(mapping, reads)] : [];
    });
  },
};

/** A list made by `map` of which only members and the length are read. */
interface Mapping {
  readonly call: SyntaxNode;
  readonly heat: number;
  readonly source: SyntaxNode;
  /** The function: its name, or itself. */
  readonly given: SyntaxNode;
  readonly uses: Uses;
}

interface Uses {
  readonly reads: readonly SyntaxNode[];
  /** Members that are put into the list once more; they stay what the source holds. */
  readonly again: readonly { readonly member: SyntaxNode; readonly by: string }[];
}

function mappings(view: View): Mapping[] {
  return (view.byType.get('CallExpression') ?? []).flatMap(({ node: call, parent, heat }): Mapping[] => {
    const scope = enclosingFunction(view, call);
    if (!scope || !topStatement(view, call)) return [];
    if (!isCallOf(call, 'map', 1) || call.callee.object.type !== 'Identifier') return [];
    const source = call.callee.object as SyntaxNode;
    const given = call.arguments[0] as SyntaxNode;
    // A function of the index, or of the whole list, would have to be told those as well.
    if (given.type !== 'Identifier' && !(isFunction(given) && given.params.length <= 1)) return [];
    if (given.async || given.generator) return [];
    const assigned = parent.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === call;
    const target = assigned ? parent.left : parent.type === 'VariableDeclarator' ? parent.id : undefined;
    const uses = target?.type === 'Identifier' ? usesOf(scope, call, target) : undefined;
    return uses && uses.reads.length > 0 ? [{ call, heat, source, given, uses }] : [];
  });
}

/** How the list is used behind the call that makes it; undefined where it is used as a whole, or other things are put into it. */
function usesOf(scope: SyntaxNode, call: SyntaxNode, target: SyntaxNode): Uses | undefined {
  const isList = (node: SyntaxNode | undefined): boolean => node?.type === 'Identifier' && node.name === target.name;
  const isMember = (node: SyntaxNode): boolean =>
    node.type === 'MemberExpression' && node.computed && isList(node.object);
  const found: SyntaxNode[] = [];
  const again: { member: SyntaxNode; by: string }[] = [];
  let behind = false;
  let whole = false;
  walk(scope, (node, parent) => {
    if (node === call) behind = true;
    if (node === call || whole) return false;
    if (!behind || !parent || !isList(node) || isPlainName(node, parent)) return undefined;
    const use = parent.parent;
    const written = use?.type === 'UpdateExpression' || (use?.type === 'AssignmentExpression' && use.left === parent);
    if (parent.type !== 'MemberExpression' || parent.object !== node) {
      const grown = parent.type === 'AssignmentExpression' && parent.left === node && isPutting(parent.right, isList);
      whole = !grown;
    } else if (written) whole = true;
    else if (parent.computed) found.push(parent);
    else if (parent.property.name !== 'length') {
      const puts = use?.type === 'CallExpression' && use.callee === parent && isPutting(use, isList);
      const given = puts ? (use.arguments as SyntaxNode[]) : [];
      whole = !puts || !given.every(isMember);
      for (const member of given) again.push({ member, by: parent.property.name });
    }
    return undefined;
  });
  const reads = found.filter(
    (read) =>
      !again.some(({ member }) => member === read) &&
      !found.some((other) => other !== read && contains(read.property, other)),
  );
  return whole ? undefined : { reads, again };
}

/** `list.push(...)`, or `list.concat(...)` where that is what the list is from then on. */
function isPutting(call: SyntaxNode, isList: (node: SyntaxNode) => boolean): boolean {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || !isList(call.callee.object))
    return false;
  const { name } = call.callee.property;
  const { parent } = call;
  if (/^(push|unshift)$/.test(name)) return parent?.type === 'ExpressionStatement';
  return name === 'concat' && parent?.type === 'AssignmentExpression' && isList(parent.left);
}

function match({ call, heat, source, uses }: Mapping, reads: readonly Place[]): Match {
  const copied = uses.again.some(({ by }) => CHANGING_METHOD.test(by));
  const places = (): Place[] => [
    { at: call.locus, code: copied ? '$list.slice()' : '$list', holes: { $list: source.locus } },
    ...reads,
    // A list among the arguments of `concat` would be taken apart.
    ...uses.again.flatMap(({ member, by }) =>
      by === 'concat' ? [{ at: member.locus, code: '[$m]', holes: { $m: member.locus } }] : [],
    ),
  ];
  return { at: call.locus, heat, places };
}

function calledReads(view: View, { call, given, uses }: Mapping): Place[] {
  const statement = above(view, call, (node) => inList(view, node));
  const own = given.type !== 'Identifier';
  const f = own ? freshName('member', call.locus) : (given.name as string);
  return [
    ...uses.reads.map((read): Place => ({ at: read.locus, code: `${f}($read)`, holes: { $read: read.locus } })),
    ...(own && statement
      ? [{ at: `before:${statement.locus}`, code: `const ${f} = $f;`, holes: { $f: given.locus } }]
      : []),
  ];
}

function valueReads(view: View, { given, uses }: Mapping, answer: ShortFunction): Place[] | undefined {
  const places: Place[] = [];
  for (const read of uses.reads) {
    const member = memberRead(read, read.parent);
    const template = answerTemplate(answer, member);
    const often = template?.uses[0] ?? 0;
    if (!template || (often !== 1 && hasEffects(read))) return undefined;
    if (given.type === 'Identifier' && !seenFrom(view, read, answer)) return undefined;
    const at = member === undefined ? read.locus : read.parent!.locus;
    places.push({ at, code: template.code, ...(often > 0 ? { holes: { $p0: read.locus } } : {}) });
  }
  return places;
}
