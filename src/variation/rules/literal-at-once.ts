/** Makes an object with what the next statements put into it. */
import { mentionsOf, type SyntaxNode, slotOf } from '../../genome/syntax.ts';
import type { Match, Rule } from '../rule.ts';

export const literalAtOnce: Rule = {
  name: 'literal-at-once',
  why: 'an object that is made with its members has its shape at once',
  matches: (view) =>
    view.statements.flatMap(({ node, parent, heat }): Match[] => {
      // A literal has a type that takes no further members.
      const made = view.ancestor.typescript ? undefined : madeBy(node);
      const slot = slotOf(parent, node);
      if (!made || !slot || slot.index < 0) return [];
      const following = (parent[slot.name] as SyntaxNode[]).slice(slot.index + 1);
      const members: { readonly statement: SyntaxNode; readonly key: string; readonly value: SyntaxNode }[] = [];
      for (const statement of following) {
        const member = memberOf(statement, made.name);
        if (!member || members.some(({ key }) => key === member.key)) break;
        members.push({ statement, ...member });
      }
      if (members.length < 2) return [];
      const holes = Object.fromEntries(members.map(({ value }, i) => [`$v${letters(i)}`, value.locus]));
      const code = `({ ${members.map(({ key }, i) => `${key}: $v${letters(i)}`).join(', ')} })`;
      const places = [
        { at: made.value.locus, code, holes },
        ...members.map(({ statement }) => ({ at: statement.locus, code: '' })),
      ];
      return [{ at: node.locus, heat, places: () => places }];
    }),
};

/** Names of holes are letters. */
const letters = (i: number): string => String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26));

/** A statement that gives a variable an empty object. */
function madeBy(node: SyntaxNode): { name: string; value: SyntaxNode } | undefined {
  const isEmpty = (value: SyntaxNode | null): boolean =>
    value?.type === 'ObjectExpression' && value.properties.length === 0;
  if (node.type === 'VariableDeclaration' && node.declarations.length === 1) {
    const [{ id, init }] = node.declarations as [SyntaxNode];
    return id.type === 'Identifier' && isEmpty(init) ? { name: id.name, value: init } : undefined;
  }
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return undefined;
  const { left, right, operator } = node.expression;
  return operator === '=' && left.type === 'Identifier' && isEmpty(right)
    ? { name: left.name, value: right }
    : undefined;
}

/** `name.key = value;` with a value that knows nothing of the object. */
function memberOf(node: SyntaxNode, name: string): { key: string; value: SyntaxNode } | undefined {
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return undefined;
  const { left, right, operator } = node.expression;
  if (operator !== '=' || left.type !== 'MemberExpression' || left.computed || left.object.name !== name)
    return undefined;
  const key = left.property.name as string | undefined;
  if (left.property.type !== 'Identifier' || key === undefined || key === '__proto__') return undefined;
  return mentionsOf(right, name) > 0 ? undefined : { key, value: right };
}
