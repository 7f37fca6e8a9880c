/** Functions of the ancestor, and parts of them, whose values a kernel gives. */
import type { SubjectPayload } from '../../experiment/subject.ts';
import type { Narrowing } from '../../variation/kernel.ts';
import { KERNELS, matcher, type PartMatch } from '../../variation/matching.ts';
import type { Whole } from '../../variation/view.ts';
import type { Preflight } from '../protocol.ts';
import { examine } from './examine.ts';
import { probed, wholeKey } from './probe.ts';
import { milliseconds, Realm } from './realm.ts';
import { outcomeOf } from './side.ts';
import { COUNTER } from './tree.ts';

/** Calls that show what functions and their parts come to. */
const CALLS = 60;
/** Units of work after which no further part is looked at, and milliseconds for what cannot be counted. */
const MOST_WORK = 3e8;
const MOST_MS = 8000;

/** @param seedOf the seed of an export's inputs */
export function givenByKernels(
  payload: SubjectPayload,
  seedOf: (e: number) => number,
): Pick<Preflight, 'parts' | 'wholes'> {
  const { text, probes, wholes } = probed(payload.ancestor, payload.form.kind === 'esm');
  if (wholes.length === 0) return { parts: [], wholes: [] };
  const realm = new Realm(payload);
  const { calls, counters } = realm.loadCounted(text);
  for (const [e, name] of payload.exports.entries()) {
    for (const row of realm.rows(seedOf(e), CALLS, name)) {
      counters.turn();
      outcomeOf(calls[e]!, row);
    }
  }
  const seen = counters.parts();
  const { counted } = examine(`(${KERNELS})`, false, 'loops');
  const matches = realm.run(matcher(counted, COUNTER, MOST_WORK), 'matches') as (
    names: readonly string[],
    rows: unknown,
    entire: boolean,
  ) => PartMatch[];
  const until = milliseconds() + MOST_MS;
  const of = (key: string, body: number, names: readonly string[], entire: boolean): Whole[] => {
    const rows = seen[key];
    if (!rows || milliseconds() > until) return [];
    return matches(names, rows, entire).map(([kernel, taken, narrow]) => ({
      body,
      kernel,
      names: [...taken].map((i) => names[i]!),
      // What comes from the realm has its prototypes.
      ...(narrow ? { narrow: JSON.parse(JSON.stringify(narrow)) as Narrowing } : {}),
    }));
  };
  return {
    wholes: wholes.flatMap(({ body, names }) => of(wholeKey(body), body, names, true)),
    // What a function ends with comes first.
    parts: [...probes]
      .reverse()
      .flatMap(({ at, body, names }) => of(at, body, names, false).map((one) => ({ at, ...one }))),
  };
}
