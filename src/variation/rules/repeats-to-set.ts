/** Repeats that two loops look for in pairs and cut out one by one are left out in one pass, by a set. */
import { hasEffects } from '../../genome/scope.ts';
import { children, isLoop, mentionsOf, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isCallOf, type Match, named, type Rule } from '../rule.ts';
import { above } from '../view.ts';

export const repeatsToSet: Rule = {
  name: 'repeats-to-set',
  why: 'one pass with a set leaves out what was found pair by pair and cut out member by member',
  claims: 'on arrays without holes',
  matches(view) {
    const out: Match[] = [];
    for (const { node, heat } of view.byType.get('IfStatement') ?? []) {
      const pair = pairOf(node);
      const inner = pair && above(view, node, isLoop);
      const outer = inner && above(view, inner, isLoop);
      if (!outer || !isOnly(inner.body, node) || !isOnly(outer.body, inner)) continue;
      const { list, key, first } = pair;
      const code = named(
        `{ const %seen = new Set(); let %count = 0; let %to = 0;
          for (let ${first} = 0; ${first} < $list.length; ${first}++) {
            const %key = $key;
            if (%key === %key) { %seen.add(%key); if (%seen.size === %count) continue; %count++; }
            if (%to !== ${first}) $list[%to] = $list[${first}];
            %to++;
          }
          $list.length = %to; }`,
        outer,
      );
      const holes = { $list: list.locus, $key: key.locus };
      out.push({ at: outer.locus, heat, places: () => [{ at: outer.locus, code, holes }] });
    }
    return out;
  },
};

interface Pair {
  readonly list: SyntaxNode;
  /** What is the same for two members, told for the first. */
  readonly key: SyntaxNode;
  /** The counter of the first. */
  readonly first: string;
}

/** `if (list[i].a === list[j].a) list.splice(j, 1)`, in any of the ways in which `j` then stays where it is. */
function pairOf({ test, consequent, alternate }: SyntaxNode): Pair | undefined {
  if (alternate || test.type !== 'BinaryExpression' || test.operator !== '===' || hasEffects(test)) return undefined;
  const [cut] = statementsOf(consequent);
  const call = cut?.type === 'ExpressionStatement' ? (cut.expression as SyntaxNode) : undefined;
  if (!call || !isCallOf(call, 'splice', 2)) return undefined;
  const list = call.callee.object as SyntaxNode;
  const [at, count] = call.arguments as [SyntaxNode, SyntaxNode];
  const second = at.type === 'UpdateExpression' ? (at.argument as SyntaxNode) : at;
  if (list.type !== 'Identifier' || second.type !== 'Identifier' || count.value !== 1) return undefined;
  for (const [key, other] of [
    [test.left, test.right],
    [test.right, test.left],
  ] as [SyntaxNode, SyntaxNode][]) {
    const first = indexOf(list.name, key);
    if (first === undefined || first === second.name || mentionsOf(key, second.name) > 0) continue;
    if (sameButFor(key, other, first, second.name)) return { list, key, first };
  }
  return undefined;
}

/** The name by which an expression reads a member of a list. */
function indexOf(list: string, key: SyntaxNode): string | undefined {
  let index: string | undefined;
  walk(key, (node) => {
    if (node.type !== 'MemberExpression' || !node.computed || node.object.name !== list) return;
    if (node.property.type === 'Identifier') index ??= node.property.name;
  });
  return index;
}

/** Whether two expressions are the same where one has a name and the other another one. */
function sameButFor(one: SyntaxNode, other: SyntaxNode, name: string, otherName: string): boolean {
  if (one.type === 'Identifier' && one.name === name) return other.type === 'Identifier' && other.name === otherName;
  const [left, right] = [children(one), children(other)];
  return (
    one.signature === other.signature &&
    left.length === right.length &&
    left.every((child, i) => sameButFor(child, right[i]!, name, otherName))
  );
}

const statementsOf = (node: SyntaxNode): SyntaxNode[] =>
  node.type === 'BlockStatement' ? (node.body as SyntaxNode[]) : [node];

/** Whether a loop's body does nothing but one statement, and declares what that counts. */
const isOnly = (body: SyntaxNode, node: SyntaxNode): boolean =>
  statementsOf(body).every(
    (at) =>
      at === node ||
      at.type === 'VariableDeclaration' ||
      (at.type === 'ExpressionStatement' && at.expression.type === 'AssignmentExpression'),
  ) && statementsOf(body).some((at) => at === node);
