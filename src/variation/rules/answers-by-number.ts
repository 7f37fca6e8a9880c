/** Answers of a function that depend on one small number, or one character, are kept in a table. */
import { KINDS } from '../../analysis/values.ts';
import type { Place } from '../../genome/edit.ts';
import { freeNames, nameUse } from '../../genome/scope.ts';
import { contains, declaredFunction, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { changedNames, isQuiet } from '../quiet.ts';
import { broughtIn, type Match, type Rule } from '../rule.ts';
import { freshName, topStatement, type View } from '../view.ts';

/** The largest number in a table. */
const LARGEST = 1023;

/** Whether what a function gives is told by its parameter: it reads the module's constants alone, and changes nothing. */
function isTold(view: View, scope: SyntaxNode, name: string): boolean {
  const [parameter, ...more] = scope.params as SyntaxNode[];
  if (parameter?.type !== 'Identifier' || more.length > 0 || scope.async || scope.generator) return false;
  const changed = changedNames(view.phenotype.root);
  const { declared } = nameUse(scope);
  if (freeNames(scope).some((free) => free === name || changed.has(free))) return false;
  let told = true;
  walk(scope.body, (node) => {
    const target =
      node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : null;
    if (target && target.type !== 'Identifier' && !(target.object && declared.has(target.object.name))) told = false;
    if (/^(This|Await|Yield|TaggedTemplate)Expression$|^ThrowStatement$/.test(node.type)) told = false;
    if (node.type === 'Identifier' && node.name === 'arguments') told = false;
    if (node.type === 'CallExpression') told &&= isQuiet(node, declared);
    return told;
  });
  return told;
}

/** Where a function is called by its name, or handed to a method, outside of itself. */
function usesOf(view: View, name: string, scope: SyntaxNode): SyntaxNode[] {
  return (view.byType.get('Identifier') ?? []).flatMap(({ node, parent }) => {
    if (node.name !== name || isPlainName(node, parent) || contains(scope, node)) return [];
    const isCalled = parent.type === 'CallExpression' && parent.callee === node && parent.arguments.length === 1;
    const isHanded =
      parent.type === 'CallExpression' && parent.callee.property?.name === 'map' && parent.arguments[0] === node;
    return isCalled || isHanded ? [node] : [];
  });
}

/** Whether what calls give a function is a small number or a character at times, as far as is seen. */
function isFew(view: View, uses: readonly SyntaxNode[]): boolean {
  return uses.every((use) => {
    const call = view.phenotype.parentOf(use);
    const seen = call?.callee === use ? view.valuesAt(call.arguments[0]) : undefined;
    if (!seen || seen.kinds === 0) return true;
    const wanted = KINDS.small | KINDS.character;
    return (seen.kinds & wanted) !== 0 && (seen.kinds === KINDS.character || seen.most <= LARGEST);
  });
}

export const answersByNumber: Rule = {
  name: 'answers-by-number',
  why: 'what a function gives for a small number, or for a character, is worked out once',
  claims: 'where the answer depends on the argument alone, and is no object',
  matches(view) {
    const isOwn = broughtIn(view, 'answers-by-number');
    const out: Match[] = [];
    for (const { node } of view.all) {
      const declared = declaredFunction(node);
      if (!declared || isOwn(node)) continue;
      const { name, scope } = declared;
      const top = topStatement(view, node);
      // Its name has to be seen from the module's own statements.
      if (!top || (top !== node && view.phenotype.parentOf(view.phenotype.parentOf(node)!)?.type !== 'Program'))
        continue;
      const uses = usesOf(view, name, scope);
      if (uses.length === 0 || uses.some(isOwn) || !isTold(view, scope, name) || !isFew(view, uses)) continue;
      const body = view.siteAt((scope.body as SyntaxNode).locus);
      const [asked, numbers, characters] = ['answerFor', 'byNumber', 'byCode'].map((base) =>
        freshName(base, node.locus),
      );
      const code = `const ${numbers} = []; const ${characters} = [];
for (let i = 0; i <= ${LARGEST}; i++) { ${numbers}.push(undefined); if (i < 128) ${characters}.push(undefined); }
function ${asked}(x) {
  if (typeof x === 'number') {
    if (!(x >= 0 && x <= ${LARGEST} && x % 1 === 0) || (x === 0 && 1 / x < 0)) return ${name}(x);
    const known = ${numbers}[x];
    return known === undefined ? (${numbers}[x] = ${name}(x)) : known;
  }
  const code = typeof x === 'string' && x.length === 1 ? x.charCodeAt(0) : 128;
  if (code > 127) return ${name}(x);
  const known = ${characters}[code];
  return known === undefined ? (${characters}[code] = ${name}(x)) : known;
}`;
      out.push({
        at: node.locus,
        heat: body?.heat ?? 1,
        places: (): Place[] => [
          { at: `after:${top.locus}`, code },
          ...uses.map(({ locus }) => ({ at: locus, code: asked! })),
        ],
      });
    }
    return out;
  },
};
