/** Which edits of a genome act where its inputs come. */
import { NOTHING_ASKED, type Plan } from '../evaluation/protocol.ts';
import type { Supervisor } from '../evaluation/supervisor.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import { type Edit, locusAt, makeEdit, type Place } from '../genome/edit.ts';
import { express, type Phenotype } from '../genome/phenotype.ts';
import { isFunction, isStatementType, type SyntaxNode, slotOf } from '../genome/syntax.ts';
import { inForce, runText } from './confirm.ts';

const CASES: Plan = { ...NOTHING_ASKED, cases: true };

/**
 * The edits without those that act where no input comes once the others are there: what a kernel leaves as the other
 * way, say. Nothing tells whether such an edit is right. Where it acts, in the genome without it, a statement that throws
 * is put in its stead: one without which every case is still answered as the genome does is out.
 * @param against a pool with the genome itself in the ancestor's place
 * @param accuracy the genome's own
 */
export async function reachedEdits(
  against: Pick<Supervisor, 'trial'>,
  ancestor: Ancestor,
  edits: readonly Edit[],
  accuracy: number,
): Promise<readonly Edit[]> {
  const isReached = async (edit: Edit, among: readonly Edit[], slot: number): Promise<boolean> => {
    const others = inForce(
      ancestor,
      among.filter((one) => one !== edit),
    );
    const trap = trapFor(express(ancestor, others), edit);
    if (!trap) return true;
    const text = runText(ancestor, [...others, trap]);
    const trial = await against.trial({ slot, text, plan: CASES }, 'minimising');
    return trial.stage !== 'done' || (trial.accuracy ?? accuracy) < accuracy;
  };
  const reached = await Promise.all(edits.map((edit, slot) => isReached(edit, edits, slot)));
  let left = edits;
  // The last ones first, and each again: of two of which either keeps inputs from the other one stays.
  for (const [i, edit] of [...edits.entries()].reverse()) {
    if (reached[i] || (left.length < edits.length && (await isReached(edit, left, i)))) continue;
    left = inForce(
      ancestor,
      left.filter((one) => one !== edit),
    );
  }
  return left;
}

/** An edit that throws where `edit` would act; undefined where it cannot be told so, and that has to count as reached. */
function trapFor(phenotype: Phenotype, edit: Edit): Edit | undefined {
  const at = edit.places.map((place) => statementOf(phenotype, place));
  if (at.includes(undefined)) return undefined;
  return makeEdit(
    'trap',
    [...new Set(at as string[])].map((place) => ({ at: place, code: 'throw 0;' })),
  );
}

/** Where a statement runs before the code at a place does; undefined where that cannot be told. */
function statementOf(phenotype: Phenotype, { at, code }: Place): string | undefined {
  const place = phenotype.node(locusAt(at));
  // A declared function is called from elsewhere, wherever it stands.
  if (!place || /^\s*(async\s+)?function\b/.test(code)) return undefined;
  const beside = at.includes(':');
  let node: SyntaxNode | null = place;
  while (node && !isListed(phenotype, node)) node = phenotype.parentOf(node);
  if (!node || (node.type === 'FunctionDeclaration' && !(beside && node === place))) return undefined;
  for (let above = phenotype.parentOf(node); above && !isFunction(above); above = phenotype.parentOf(above)) {
    // What throws here may be caught, and the same answer found in another way.
    if (above.type === 'TryStatement') return undefined;
  }
  return beside && node === place ? at : `before:${node.locus}`;
}

/** Whether a node is one of a list of statements. */
function isListed(phenotype: Phenotype, node: SyntaxNode): boolean {
  const above = phenotype.parentOf(node);
  return isStatementType(node.type) && above !== null && (slotOf(above, node)?.index ?? -1) >= 0;
}
