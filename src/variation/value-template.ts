/** A value of a function as code for the place of a call. */
import { exchanged, type Piece } from '../genome/pieces.ts';
import { isFunction, type SyntaxNode, walk } from '../genome/syntax.ts';

/** A template with a hole `$p<number>` for each use of a parameter, and how often each is used. */
export interface ValueTemplate {
  readonly code: string;
  readonly uses: readonly number[];
}

/** The value's text as a template; undefined where it is no text of the ancestor's. */
export function valueTemplate(params: readonly string[], value: SyntaxNode): ValueTemplate | undefined {
  const uses = params.map(() => 0);
  const pieces: Piece[] = [];
  let sound = value.origin === null;
  walk(value, (node, parent) => {
    if (node.origin !== null || node.from !== value.from || isFunction(node)) sound = false;
    if (node.type !== 'Identifier' || !params.includes(node.name)) return sound;
    if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) return sound;
    if (parent?.shorthandName !== undefined || (parent?.type === 'ObjectProperty' && parent.key === node))
      sound = false;
    const k = params.indexOf(node.name);
    uses[k] = uses[k]! + 1;
    pieces.push({ start: node.start, end: node.end, text: `$p${k}` });
    return sound;
  });
  if (!sound) return undefined;
  return { code: `(${exchanged(value, pieces)})`, uses };
}
