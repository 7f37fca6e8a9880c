/** What is worked out only where it is needed: behind answers that do without it, in the branch that alone reads it. */
import type { Place } from '../../genome/edit.ts';
import { hasEffects, nameUse } from '../../genome/scope.ts';
import { contains, isFunction, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { isContained, type Match, type Rule } from '../rule.ts';
import { enclosingFunction, type View } from '../view.ts';

/** A statement before another one instead of where it stands. */
const moved = ({ locus }: SyntaxNode, before: SyntaxNode): Place[] => [
  { at: `before:${before.locus}`, code: '$s', holes: { $s: locus } },
  { at: locus, code: '' },
];

/** `if (...) return ...;` */
function isAnswer({ type, consequent, alternate }: SyntaxNode): boolean {
  if (type !== 'IfStatement' || alternate) return false;
  const last = consequent.type === 'BlockStatement' ? (consequent.body as SyntaxNode[]) : [consequent];
  return last.length === 1 && last[0]!.type === 'ReturnStatement';
}

/** An answer before statements that it needs nothing of. */
function sooner(answer: SyntaxNode, worked: readonly SyntaxNode[]): Place[] | undefined {
  if (hasEffects(answer.test) || !worked.some(works)) return undefined;
  const { read } = nameUse(answer);
  const made = worked.map(nameUse).flatMap(({ assigned, declared }) => [...assigned, ...declared]);
  if (made.some((name) => read.has(name))) return undefined;
  return moved(answer, worked[0]!);
}

/** Whether a statement works something out: more than a name, a number or a test. */
const works = (statement: SyntaxNode): boolean =>
  hasEffects(statement) || /^(For|While|DoWhile)/.test(statement.type) || statement.type === 'VariableDeclaration';

export const answerFirst: Rule = {
  name: 'answer-first',
  why: 'what is answered without it is answered before it is worked out',
  matches(view) {
    const out: Match[] = [];
    for (const { node: body, parent: scope, heat } of view.byType.get('BlockStatement') ?? []) {
      if (!isFunction(scope)) continue;
      // What was worked out since the answer before.
      let worked: SyntaxNode[] = [];
      for (const statement of body.body as SyntaxNode[]) {
        if (!isAnswer(statement)) {
          worked.push(statement);
          continue;
        }
        const places = sooner(statement, worked);
        if (places && view.takes(statement.locus)) out.push({ at: statement.locus, heat, places: () => places });
        worked = [];
      }
    }
    return out;
  },
};

export const intoBranch: Rule = {
  name: 'into-branch',
  why: 'is worked out in the one branch that needs it',
  matches(view) {
    return (view.byType.get('VariableDeclaration') ?? []).flatMap(({ node, parent, heat }): Match[] => {
      const [declarator, ...others] = node.declarations as SyntaxNode[];
      const { id, init } = declarator!;
      if (others.length > 0 || id.type !== 'Identifier' || !init || parent.type !== 'BlockStatement') return [];
      if (!isCostly(init) || !isContained(init)) return [];
      const branch = branchOf(view, node, parent, id.name);
      const first = branch && (branch.body as SyntaxNode[])[0];
      if (!first || !view.takes(`before:${first.locus}`)) return [];
      return [{ at: node.locus, heat, places: () => moved(node, first) }];
    });
  },
};

const isCostly = (node: SyntaxNode): boolean => {
  let found = false;
  walk(node, ({ type }) => {
    if (/^(Call|New|Array|Object|RegExpLiteral|Function|ArrowFunction)/.test(type)) found = true;
  });
  return found;
};

/** The branch of a later statement in the same list that alone mentions a name, where what its value is made of stays. */
function branchOf(view: View, declared: SyntaxNode, list: SyntaxNode, name: string): SyntaxNode | undefined {
  const scope = enclosingFunction(view, declared);
  const statements = list.body as SyntaxNode[];
  const mentions: SyntaxNode[] = [];
  if (!scope) return undefined;
  walk(scope, (node, parent) => {
    if (node === declared) return false;
    if (node.type === 'Identifier' && node.name === name && !isPlainName(node, parent)) mentions.push(node);
    return undefined;
  });
  const at = statements.indexOf(declared);
  const user = statements.slice(at + 1).find((one) => mentions.length > 0 && contains(one, mentions[0]!));
  if (user?.type !== 'IfStatement') return undefined;
  const branch = [user.consequent as SyntaxNode, user.alternate as SyntaxNode | null].find(
    (one) => one && mentions.every((mention) => contains(one, mention)),
  );
  if (branch?.type !== 'BlockStatement') return undefined;
  const between = statements.slice(at + 1, statements.indexOf(user));
  const { read } = nameUse(declared);
  const changed = between.some((one) => [...nameUse(one).assigned].some((other) => read.has(other)));
  return changed ? undefined : branch;
}
