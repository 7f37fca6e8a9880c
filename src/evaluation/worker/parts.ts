/** Parts of the ancestor's functions whose values a kernel gives. */
import type { SubjectPayload } from '../../experiment/subject.ts';
import { KERNELS, matcher, type PartMatch } from '../../variation/matching.ts';
import type { Preflight } from '../protocol.ts';
import { examine } from './examine.ts';
import { probed } from './probe.ts';
import { milliseconds, Realm } from './realm.ts';
import { outcomeOf } from './side.ts';
import { COUNTER } from './tree.ts';

/** Calls that show what parts come to, and milliseconds after which no further one is looked at. */
const CALLS = 60;
const MOST_MS = 1000;

/** @param seedOf the seed of an export's inputs */
export function partsOf(payload: SubjectPayload, seedOf: (e: number) => number): Preflight['parts'] {
  const { text, probes } = probed(payload.ancestor, payload.form.kind === 'esm');
  if (probes.length === 0) return [];
  const realm = new Realm(payload);
  const { calls, counters } = realm.loadCounted(text);
  for (const [e, name] of payload.exports.entries())
    for (const row of realm.rows(seedOf(e), CALLS, name)) outcomeOf(calls[e]!, row);
  const seen = counters.parts();
  const { counted } = examine(`(${KERNELS})`, false, 'loops');
  const matchesOf = realm.run(matcher(counted, COUNTER), 'matches') as (
    names: readonly string[],
    rows: unknown,
  ) => PartMatch[];
  const until = milliseconds() + MOST_MS;
  // What a function ends with comes first.
  return [...probes].reverse().flatMap(({ at, body, names }) => {
    const rows = seen[at];
    if (!rows || milliseconds() > until) return [];
    return matchesOf(names, rows).map(([kernel, taken]) => ({
      at,
      body,
      kernel,
      names: [...taken].map((i) => names[i]!),
    }));
  });
}
