/**
 * What a person would take out after the edits of a genome: branches never taken, statements never reached, names unused
 * and names for what has a name.
 */
import type { Ancestor } from '../genome/ancestor.ts';
import { canonicalHash } from '../genome/canonical.ts';
import { copiesIn } from '../genome/copies.ts';
import { isDead, isPlainBlock, standsFor, unreachedIn, unusedNames } from '../genome/dead-code.ts';
import { type Edit, makeEdit, type Place } from '../genome/edit.ts';
import { express, type Phenotype } from '../genome/phenotype.ts';
import { isStatementType, type SyntaxNode, slotOf, walk } from '../genome/syntax.ts';

/** Pieces taken out at the most. */
const MOST = 40;

/**
 * Edits that take out what is dead since the edits of a genome; what was dead in the ancestor stays, it is its author's.
 * None of them changes the canonical form.
 */
export function tidied(ancestor: Ancestor, edits: readonly Edit[]): Edit[] {
  const wanted = canonicalHash(express(ancestor, edits));
  const own = new Set(needless(express(ancestor, []), ancestor).map(([first]) => first!.at));
  const added: Edit[] = [];
  const tried = new Set<string>();
  for (let round = 0; round < MOST; round++) {
    const phenotype = express(ancestor, [...edits, ...added]);
    const places = needless(phenotype, ancestor).find(([first]) => !own.has(first!.at) && !tried.has(first!.at));
    if (!places) break;
    tried.add(places[0]!.at);
    const edit = makeEdit('tidy', places);
    const after = express(ancestor, [...edits, ...added, edit]);
    if (after.applied.at(-1)!.done && canonicalHash(after) === wanted) added.push(edit);
  }
  return added;
}

/** Places that are changed together: what is dead, outermost first, then names for what has one. */
function needless({ root }: Phenotype, ancestor: Ancestor): Place[][] {
  const exported = new Set(ancestor.form.exported.values());
  const unused = unusedNames(root, exported);
  return [...deadIn(root, unused).map((place) => [place]), ...copied(root, exported, unused)];
}

/** Each copy with what is meant in its place. */
function copied(root: SyntaxNode, exported: ReadonlySet<string>, unused: ReadonlySet<SyntaxNode>): Place[][] {
  return [...copiesIn(root, exported, unused).values()].flatMap(({ name, declaration, mentions }) => {
    const loci = [declaration, ...mentions].map(({ locus }) => locus);
    const isShort = mentions.some(({ parent }) => typeof parent?.shorthandName === 'string');
    if (isShort || loci.includes('')) return [];
    return [loci.map((at, k) => ({ at, code: k === 0 ? '' : name }))];
  });
}

/** Places of what is dead, each with what is left there; outermost first. */
function deadIn(root: SyntaxNode, unused: ReadonlySet<SyntaxNode>): Place[] {
  const places: Place[] = [];
  walk(root, (node, parent) => {
    if (node.locus === '' || !parent) return true;
    const slot = slotOf(parent, node);
    const list = slot && slot.index >= 0 ? (parent[slot.name] as SyntaxNode[]) : undefined;
    if (isStatementType(node.type) && list) {
      if (unreachedIn(list).has(node) || isDead(node, unused)) {
        places.push({ at: node.locus, code: '' });
        return false;
      }
    }
    const live = standsFor(node);
    if (live === node || live?.locus === '') return true;
    places.push(leftOf(node, live, list !== undefined));
    return false;
  });
  return places;
}

function leftOf(node: SyntaxNode, live: SyntaxNode | null, inList: boolean): Place {
  if (!live) return { at: node.locus, code: '' };
  if (!isStatementType(live.type)) return { at: node.locus, code: '$live', holes: { $live: live.locus } };
  if (inList && isPlainBlock(live))
    return {
      at: node.locus,
      code: '$$body',
      holes: { $$body: (live.body as SyntaxNode[]).map(({ locus }) => locus) },
    };
  return { at: node.locus, code: '$live;', holes: { $live: live.locus } };
}
