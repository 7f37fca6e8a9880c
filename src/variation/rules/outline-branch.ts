/** A branch becomes a function of its own: what is left is short, and V8 takes it into its callers. */
import { freeNames, nameUse } from '../../genome/scope.ts';
import { mentionsOf, type SyntaxNode } from '../../genome/syntax.ts';
import { isContained, type Match, named, type Rule } from '../rule.ts';
import { enclosingFunction, localNames, topStatement, type View } from '../view.ts';

/** What leaves a branch otherwise than by returning. */
const LEAVES = /^(Break|Continue|Labeled)Statement$/;
/** Names that a branch may be handed. */
const MOST_NAMES = 8;

/** Names that a branch reads of the functions around it; undefined where it sets one, or one of its own is used elsewhere. */
function handed(view: View, block: SyntaxNode, scope: SyntaxNode): string[] | undefined {
  const { assigned, declared } = nameUse(block);
  for (const name of assigned) if (!declared.has(name)) return undefined;
  for (const name of declared) if (mentionsOf(scope, name) > mentionsOf(block, name)) return undefined;
  const local = localNames(view, block);
  return freeNames(block).filter((name) => local.has(name));
}

export const outlineBranch: Rule = {
  name: 'outline-branch',
  why: 'stands apart, and what is left is short enough to be taken into its callers',
  claims: 'where nothing that it calls changes what it was handed',
  matches(view) {
    const out: Match[] = [];
    // What it is handed would need its types.
    if (view.ancestor.typescript) return out;
    for (const { node: block, parent, heat } of view.byType.get('BlockStatement') ?? []) {
      if (parent.type !== 'IfStatement') continue;
      const statements = block.body as SyntaxNode[];
      const scope = enclosingFunction(view, block);
      const top = topStatement(view, block);
      const often = scope && view.siteAt((scope.body as SyntaxNode).locus)?.heat;
      if (statements.length < 2 || !scope || !top || often === undefined || heat > often) continue;
      if (scope.async || scope.generator || !/^(Return|Throw)Statement$/.test(statements.at(-1)!.type)) continue;
      // A return ends the branch in a function of its own as well.
      const names = isContained(block, LEAVES) ? handed(view, block, scope) : undefined;
      if (!names || names.length > MOST_NAMES) continue;
      const list = names.join(', ');
      out.push({
        at: block.locus,
        // What is left runs as often as the function does.
        heat: often,
        places: () => [
          {
            at: `before:${top.locus}`,
            code: named(`function %apart(${list}) { $$s }`, block),
            holes: { $$s: statements.map(({ locus }) => locus) },
          },
          { at: statements[0]!.locus, code: named(`return %apart(${list});`, block) },
          ...statements.slice(1).map(({ locus }) => ({ at: locus, code: '' })),
        ],
      });
    }
    return out;
  },
};
