/** A branch becomes a function of its own: what is left is short, and V8 takes it into its callers. */
import { freeNames, nameUse, scopeNames } from '../../genome/scope.ts';
import { mentionsOf, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { type Match, named, type Rule } from '../rule.ts';
import { enclosingFunction, topStatement, type View } from '../view.ts';

/** Names that a branch may be handed. */
const MOST_NAMES = 8;

/** Whether code may stand in another function: it leaves none but by returning, and names nothing of its function's call. */
function canMove(statements: readonly SyntaxNode[]): boolean {
  let sound = true;
  for (const statement of statements)
    walk(statement, (node) => {
      if (/^(Break|Continue|Labeled)Statement$|^(This|Yield|Await|Super|MetaProperty)/.test(node.type)) sound = false;
      if (node.type === 'Identifier' && node.name === 'arguments') sound = false;
      return sound;
    });
  return sound;
}

/** Names that a branch reads of the functions around it; undefined where it sets one, or one of its own is used elsewhere. */
function handed(view: View, block: SyntaxNode, scope: SyntaxNode): string[] | undefined {
  const { assigned, declared } = nameUse(block);
  const local = new Set<string>();
  for (let up: SyntaxNode | null = block; up && up.type !== 'Program'; up = view.phenotype.parentOf(up) ?? null)
    if (up !== block) for (const name of scopeNames(up)) local.add(name);
  const free = new Set(freeNames(block));
  for (const name of assigned) if (free.has(name) && !declared.has(name)) return undefined;
  for (const name of declared) if (mentionsOf(scope, name) > mentionsOf(block, name)) return undefined;
  return [...free].filter((name) => local.has(name) && !declared.has(name));
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
      const names = canMove(statements) ? handed(view, block, scope) : undefined;
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
