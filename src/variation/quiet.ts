/** Calls that change nothing, as far as their names tell. */
import { CHANGING_METHOD, type SyntaxNode } from '../genome/syntax.ts';

/**
 * Whether a call changes neither what it is made on, unless that is one of these names, nor where a regular expression
 * goes on.
 */
export function isQuiet({ callee }: SyntaxNode, own: ReadonlySet<string> = new Set()): boolean {
  if (callee.type !== 'MemberExpression' || callee.computed) return true;
  const { object, property } = callee as { object: SyntaxNode; property: SyntaxNode };
  if (CHANGING_METHOD.test(property.name) && !own.has(object.name)) return false;
  return !(/^(test|exec)$/.test(property.name) && /[gy]/.test(object.flags ?? ''));
}
