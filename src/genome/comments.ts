/** Comments above the statements that edits brought in. */
import { type Ancestor, parseAncestor } from './ancestor.ts';
import type { Edit } from './edit.ts';
import { express } from './phenotype.ts';
import { isStatementType, type SyntaxNode, slotOf, walk } from './syntax.ts';

/**
 * A print with a line above each statement that a remark is for.
 * @param text the print of the genome. @param remarks by edit; an edit without one goes without.
 * @returns the text as it is where its statements are not those of the genome, one for one.
 */
export function commented(
  text: string,
  ancestor: Ancestor,
  edits: readonly Edit[],
  remarks: (edit: Edit) => string | undefined,
): string {
  const phenotype = express(ancestor, edits);
  const wanted = membersBelow(phenotype.root);
  const printed = membersBelow(express(parseAncestor(text, ancestor.file), []).root);
  if (wanted.length !== printed.length || wanted.some(({ type }, i) => type !== printed[i]!.type)) return text;
  const lines = new Map<number, Set<string>>();
  for (const edit of edits) {
    const remark = remarks(edit);
    if (remark === undefined) continue;
    let node: SyntaxNode | null = firstOf(phenotype.root, edit);
    while (node && !wanted.includes(node)) node = phenotype.parentOf(node) ?? null;
    if (!node) continue;
    const at = printed[wanted.indexOf(node)]!.start;
    const line = text.lastIndexOf('\n', at - 1) + 1;
    // What shares its line with something else has no place for a comment.
    if (text.slice(line, at).trim() !== '') continue;
    lines.set(line, (lines.get(line) ?? new Set()).add(`${text.slice(line, at)}// ${remark}`));
  }
  let out = text;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  for (const [line, remarksThere] of [...lines].sort(([a], [b]) => b - a))
    out = `${out.slice(0, line)}${[...remarksThere].map((remark) => remark + lineEnd).join('')}${out.slice(line)}`;
  return out;
}

/** Members of statement lists, in order. */
function membersBelow(root: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  walk(root, (node, parent) => {
    if (!parent || !isStatementType(node.type)) return;
    const slot = slotOf(parent, node);
    if (slot && slot.index >= 0) found.push(node);
  });
  return found;
}

/** The first node that an edit brought in. */
function firstOf(root: SyntaxNode, { id }: Edit): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  walk(root, (node) => {
    if (!found && node.locus.startsWith(`${id}.`)) found = node;
    return !found;
  });
  return found;
}
