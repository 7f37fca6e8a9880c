/** What compilers to older JavaScript leave in a module: calls of helpers by their customary names. */
import type { SyntaxNode } from '../genome/syntax.ts';

/** The helper that a callee names: by itself, as `(0, _extends3.default)`, or as a member of `tslib`. */
export function helperOf(callee: SyntaxNode): string | undefined {
  const at: SyntaxNode = callee.type === 'SequenceExpression' ? callee.expressions.at(-1) : callee;
  if (at.type === 'Identifier') return withoutNumber(at.name);
  if (at.type !== 'MemberExpression' || at.object.type !== 'Identifier') return undefined;
  const member: string = at.property.name ?? at.property.value;
  if (member === 'default') return withoutNumber(at.object.name);
  return !at.computed && member?.startsWith('__') ? member : undefined;
}

const withoutNumber = (name: string): string => name.replace(/\d+$/, '');
