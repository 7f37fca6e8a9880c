/** Answers from a table what is asked of single characters again and again. */
import type { Place } from '../../genome/edit.ts';
import type { SyntaxNode } from '../../genome/syntax.ts';
import { answeredByTable, mayBeCharacter } from '../characters.ts';
import { literalAt } from '../held.ts';
import { broughtIn, type Match, type Rule } from '../rule.ts';
import { topStatement, type View } from '../view.ts';

/** What is asked, of which character: an answer that depends on that alone. */
interface Question {
  /** In `c`, with holes. */
  readonly code: string;
  readonly holes: Readonly<Record<string, string>>;
  readonly character: SyntaxNode;
}

/** A text in which looking for a character takes time. */
const LONG = 4;

function questionOf(view: View, { type, callee, arguments: given }: SyntaxNode): Question | undefined {
  if (type !== 'CallExpression' || callee.type !== 'MemberExpression' || callee.computed) return undefined;
  const { object, property } = callee as { object: SyntaxNode; property: SyntaxNode };
  const [first, second, ...more] = given as SyntaxNode[];
  const method = property.name as string;
  const of = (character: SyntaxNode | undefined, code: string, holes: Record<string, string> = {}) =>
    character && mayBeCharacter(view, character) ? { code, holes, character } : undefined;
  if (more.length > 0) return undefined;
  const pattern = method === 'test' ? literalAt(view, object, 'RegExpLiteral') : undefined;
  if (pattern && !second && !/[gy]/.test(pattern.flags ?? '')) return of(first, '$re.test(c)', { $re: object.locus });
  const all = /^(indexOf|includes)$/.test(method) ? literalAt(view, object, 'StringLiteral') : undefined;
  if (all && !second && all.value.length >= LONG) return of(first, `$all.${method}(c)`, { $all: object.locus });
  if (/^to(Upper|Lower)Case$/.test(method) && !first) return of(object, `c.${method}()`);
  if (method === 'replace' && first?.type === 'RegExpLiteral' && second?.type === 'StringLiteral')
    return of(object, 'c.replace($re, $by)', { $re: first.locus, $by: second.locus });
  return undefined;
}

export const characterTable: Rule = {
  name: 'character-table',
  why: 'what is asked of a character again and again is answered from a table',
  claims: 'everywhere',
  matches(view) {
    const isOwn = broughtIn(view, 'character-table');
    return (view.byType.get('CallExpression') ?? []).flatMap(({ node, heat }): Match[] => {
      const asked = questionOf(view, node);
      const top = asked && topStatement(view, node);
      if (!asked || !top || isOwn(node)) return [];
      const { helper, name } = answeredByTable(node.locus, `return ${asked.code};`);
      const places: Place[] = [
        { at: `before:${top.locus}`, code: helper, holes: { ...asked.holes } },
        { at: node.locus, code: `${name}($c)`, holes: { $c: asked.character.locus } },
      ];
      return [{ at: node.locus, heat, places: () => places }];
    });
  },
};
