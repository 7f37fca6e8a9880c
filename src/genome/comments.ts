/** Comments above the statements that edits brought in: why they are there, and those of the code that they replace. */
import { type Ancestor, parseAncestor } from './ancestor.ts';
import type { Edit } from './edit.ts';
import { commentsIn } from './parse.ts';
import { express } from './phenotype.ts';
import { isStatementType, type SyntaxNode, slotOf, walk } from './syntax.ts';

/**
 * A print with a line above each statement that a remark is for, and the module's own comments above what replaced them.
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
  const kept = lostTo(text, ancestor, edits);
  for (const edit of edits) {
    const remark = remarks(edit);
    const own = firstOf(phenotype.root, edit);
    for (const comment of kept.get(edit) ?? []) put(comment, lineAbove(own, true));
    // A remark on what shares its line with something else has no place.
    if (remark !== undefined) put(`// ${remark}`, lineAbove(own, false));
  }
  let out = text;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  for (const [line, remarksThere] of [...lines].sort(([a], [b]) => b - a))
    out = `${out.slice(0, line)}${[...remarksThere].map((remark) => remark + lineEnd).join('')}${out.slice(line)}`;
  return out;

  function put(comment: string, line: number | undefined): void {
    if (line === undefined) return;
    const there = lines.get(line) ?? new Set();
    lines.set(line, there.add(/^[\t ]*/.exec(text.slice(line))![0] + comment));
  }

  /** Where the line begins in which a node's statement stands first; else, where it climbs, one around it that does. */
  function lineAbove(node: SyntaxNode | null, climbs: boolean): number | undefined {
    for (let at = node; at; at = phenotype.parentOf(at) ?? null) {
      const member = wanted.indexOf(at);
      if (member < 0) continue;
      const { start } = printed[member]!;
      const line = text.lastIndexOf('\n', start - 1) + 1;
      if (text.slice(line, start).trim() === '') return line;
      if (!climbs) return undefined;
    }
    return undefined;
  }
}

/**
 * Comments of the ancestor that a print has not, by the edit in whose place they stood; what is left out takes its own
 * along.
 */
function lostTo(text: string, ancestor: Ancestor, edits: readonly Edit[]): Map<Edit, string[]> {
  const lost = new Map<Edit, string[]>();
  if (!/\/[/*]/.test(ancestor.text)) return lost;
  const language = { typescript: ancestor.typescript, module: ancestor.form.kind === 'esm' };
  const counts = new Map<string, number>();
  for (const { start, end } of commentsIn(text, language)) {
    const comment = text.slice(start, end);
    counts.set(comment, (counts.get(comment) ?? 0) + 1);
  }
  const ranges = edits.flatMap((edit) =>
    edit.places.flatMap(({ at, code }) => {
      const node = code === '' ? undefined : ancestor.nodes[Number(at)];
      return node ? [{ edit, start: node.start, end: node.end }] : [];
    }),
  );
  for (const { start, end } of commentsIn(ancestor.text, language)) {
    const comment = ancestor.text.slice(start, end);
    const left = counts.get(comment) ?? 0;
    counts.set(comment, left - 1);
    if (left > 0) continue;
    const place = ranges.find((range) => range.start <= start && end <= range.end);
    if (place) lost.set(place.edit, [...(lost.get(place.edit) ?? []), comment]);
  }
  return lost;
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
