/** Single characters of texts. */
import { KINDS, TEXTS } from '../analysis/values.ts';
import type { SyntaxNode } from '../genome/syntax.ts';
import { isCallOf } from './rule.ts';
import { enclosingFunction, freshName, givenTo, type View } from './view.ts';

/** `text[at]` or `text.charAt(at)`. */
export function character(node: SyntaxNode | null | undefined): { text: SyntaxNode; at: SyntaxNode } | undefined {
  if (node?.type === 'MemberExpression' && node.computed && node.object.type === 'Identifier')
    return { text: node.object, at: node.property };
  if (node && isCallOf(node, 'charAt', 1) && node.callee.object.type === 'Identifier')
    return { text: node.callee.object, at: node.arguments[0] };
  return undefined;
}

/** Whether an expression is a character at times, by what was seen of it or of its name, or else by what it looks like. */
export function mayBeCharacter(view: View, node: SyntaxNode): boolean {
  const kinds = view.valuesAt(node)?.kinds ?? 0;
  if (kinds !== 0) return (kinds & KINDS.character) !== 0 && isText(kinds);
  if (node.type !== 'Identifier') return character(node) !== undefined;
  const scope = enclosingFunction(view, node);
  return scope === undefined || givenTo(view, scope, node.name).every((given) => isText(given.kinds));
}

const isText = (kinds: number): boolean => (kinds & ~(TEXTS | KINDS.undefined)) === 0;

/** Code that answers from a table what a function's body, with the character as `c`, gives for it; and the name that does. */
export function answeredByTable(
  locus: string,
  body: string,
  c = 'c',
): { readonly helper: string; readonly name: string } {
  const [table, name, plain] = ['answers', 'answerFor', 'plainAnswer'].map((base) => freshName(base, locus)) as [
    string,
    string,
    string,
  ];
  const helper = `const ${table} = new Array(128).fill(undefined);
function ${plain}(${c}) { ${body} }
function ${name}(c) {
  if (typeof c !== 'string' || c.length !== 1) return ${plain}(c);
  const code = c.charCodeAt(0);
  if (code > 127) return ${plain}(c);
  let known = ${table}[code];
  if (known === undefined) { known = ${plain}(c); ${table}[code] = known; }
  return known;
}`;
  return { helper, name };
}
