/** Computes an expression that stands twice or more in a list of statements once, before the first of them. */
import { hasEffects, nameUse } from '../../genome/scope.ts';
import { contains, isFunction, type SyntaxNode } from '../../genome/syntax.ts';
import { groupsIn, nameFor } from '../expression-groups.ts';
import type { Match, Rule } from '../rule.ts';
import { freshName } from '../view.ts';

/** Statements that read before they assign. */
const READS_FIRST = /^(ExpressionStatement|VariableDeclaration|ReturnStatement)$/;

/** Those of a group that come before any variable in them changes: a later one has another value. */
function unchanged(statements: readonly SyntaxNode[], group: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const names = [...nameUse(group[0]!).read];
  const begin = statements.findIndex((statement) => contains(statement, group[0]!));
  const end = statements.findIndex((statement, i) => {
    if (i < begin) return false;
    const { assigned, declared } = nameUse(statement);
    return names.some((name) => assigned.has(name) || declared.has(name));
  });
  if (end < 0) return group;
  const before = statements.slice(begin, READS_FIRST.test(statements[end]!.type) ? end + 1 : end);
  return group.filter((node) => before.some((statement) => contains(statement, node)));
}

export const commonSubexpression: Rule = {
  name: 'common-subexpression',
  why: 'is computed once where it was computed several times',
  matches(view) {
    const out: Match[] = [];
    for (const { node: block, heat, parent } of view.all) {
      if (block.type !== 'BlockStatement' || (block.body as SyntaxNode[]).length === 0) continue;
      const groups = groupsIn(block, (node) => node.type !== 'CallExpression' && !hasEffects(node));
      for (const all of groups) {
        const group = all.length < 2 ? [] : unchanged(block.body as SyntaxNode[], all);
        if (group.length < 2) continue;
        const first = (block.body as SyntaxNode[]).find((statement) => contains(statement, group[0]!))!;
        if (isFunction(first) || parent.type === 'Program') continue;
        const name = freshName(nameFor(group[0]!), group[0]!.locus);
        out.push({
          at: group[0]!.locus,
          heat: heat * group.length,
          places: () => [
            { at: `before:${first.locus}`, code: `const ${name} = $e;`, holes: { $e: group[0]!.locus } },
            ...group.map((node) => ({ at: node.locus, code: name })),
          ],
        });
      }
    }
    return out;
  },
};
