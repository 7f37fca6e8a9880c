/**
 * Which edit it is that makes genomes fail when they are looked at again: one that is wrong for a few inputs alone passes
 * for right in every offspring, and its kin fill generation after generation. What many of those that failed hold is
 * looked at alone.
 */

export interface Blame {
  /** Ids of edits in genomes that stood all checks, the last ones. */
  readonly sound: readonly string[];
  /** How many genomes that failed hold an edit of which that is not known. */
  readonly held: Readonly<Record<string, number>>;
  /** Ids of edits that failed alone: no genome without a guard may hold one. */
  readonly unfit: readonly string[];
}

export const NO_BLAME: Blame = { sound: [], held: {}, unfit: [] };

/** Sound edits, and accused ones, that are remembered. */
const MOST = 400;
/** Genomes that have to fail before an edit is accused. */
const LEAST_HELD = 2;

/** What genomes say that were looked at again: those that stood all checks, and those that failed, by ids of their edits. */
export function withChecks(
  { sound, held, unfit }: Blame,
  passed: readonly (readonly string[])[],
  fell: readonly (readonly string[])[],
): Blame {
  const known = new Set([...sound, ...passed.flat()]);
  const guilty = new Set(unfit);
  const counts: Record<string, number> = { ...held };
  for (const edits of fell) {
    if (edits.length === 1) guilty.add(edits[0]!);
    // Who holds one that is known to fail says nothing of the others.
    else if (!edits.some((id) => guilty.has(id)))
      for (const id of edits) if (!known.has(id)) counts[id] = (counts[id] ?? 0) + 1;
  }
  const left = Object.entries(counts)
    .filter(([id]) => !known.has(id) && !guilty.has(id))
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST);
  return { sound: [...known].slice(-MOST), held: Object.fromEntries(left), unfit: [...guilty] };
}

/** Ids of edits that are to be looked at alone, those that most of the failed genomes hold first. */
export const accused = ({ held }: Blame): string[] =>
  Object.entries(held)
    .filter(([, count]) => count >= LEAST_HELD)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([id]) => id);
