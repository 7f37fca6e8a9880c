/** Results of both sides on inputs that nothing has seen, and what else the right side does to its process. */
import { createHook } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import type { Callable } from '../../evaluation/worker/realm.ts';
import { outcomeOf } from '../../evaluation/worker/side.ts';
import { Equality, incomparable, type Outcome } from '../../experiment/equality.ts';
import { shown } from '../../experiment/shown.ts';
import type { ProofContext } from './context.ts';
import type { CheckAnswer } from './protocol.ts';

/** However slow the functions, this many inputs of each export are compared. */
const LEAST = 100;

/** Each side has copies of its own. Ends when the inputs or the time of the order are used up. */
export function check(context: ProofContext): CheckAnswer {
  const { order, source, left, right, rows, copy, clock } = context;
  const equality = new Equality({ tolerance: order.tolerance, messages: order.messages, prototypes: new Map() });
  const graded = source.score;
  let checked = 0;
  let threw = 0;
  let different = 0;
  let mismatch: CheckAnswer['mismatch'] = null;
  const sums = [0, 0];
  const start = clock();
  const share = Math.max(1, Math.ceil(order.checks / order.exports.length));
  for (const [e, name] of order.exports.entries()) {
    let done = 0;
    while (done < share && (done < LEAST || clock() - start < order.checkMs * ((e + 1) / order.exports.length))) {
      for (const row of rows(Math.min(200, share - done), name)) {
        const [mine, theirs] = [copy(row), copy(row)];
        const wanted = outcomeOf(left[e]!, mine);
        const got = outcomeOf(right[e]!, theirs);
        done++;
        if (wanted.threw) threw++;
        if (graded) {
          for (const [k, outcome] of [wanted, got].entries()) {
            const value = outcome.threw ? 0 : Number(graded(copy(row), outcome.value));
            sums[k]! += value >= 0 && value <= 1 ? value : 0;
          }
          continue;
        }
        const expected = source.expected;
        const reference: Outcome = expected ? { threw: false, value: expected(...copy(row)), args: mine } : wanted;
        const why =
          !got.threw && incomparable(got.value)
            ? 'gives a result that cannot be compared'
            : equality.difference(reference, got);
        if (why === undefined) continue;
        different++;
        mismatch ??= { export: name, input: shown(row), why };
      }
    }
    checked += done;
  }
  const scores = graded ? { left: sums[0]! / checked, right: sums[1]! / checked } : null;
  return { checked, threw, different, mismatch, scores, ...sideEffects(context) };
}

/** Inputs on which side effects are looked for, the same in every process. */
const SAMPLE = 60;
const SAMPLE_SEED = 20_231;

function sideEffects(context: ProofContext): Pick<CheckAnswer, 'digests' | 'changes' | 'leaves'> {
  const { order, left, right, sameRows, snapshot, changed } = context;
  const sample = order.exports.map((name) => sameRows(SAMPLE_SEED, SAMPLE, name));
  const run = (calls: readonly Callable[]): { digest: string; left: Left } => {
    const from = leftRunning();
    const hash = createHash('sha256');
    for (const [e, list] of sample.entries())
      for (const row of list) hash.update(digestible(outcomeOf(calls[e]!, context.copy(row))));
    return { digest: hash.digest('base64'), left: leftRunning(from) };
  };
  // What the original itself changes with every call is no fault of the other side.
  run(left);
  const steady = snapshot();
  const first = run(left);
  const own = changed(steady);
  const before = snapshot();
  const second = run(right);
  const changes = own === undefined ? (changed(before) ?? null) : null;
  const more = Object.keys(second.left).find((kind) => (second.left[kind] ?? 0) > (first.left[kind] ?? 0));
  return { digests: { left: first.digest, right: second.digest }, changes, leaves: more ?? null };
}

function digestible(outcome: Outcome): Uint8Array | string {
  if (outcome.threw) return `threw ${(outcome.error as { name?: unknown } | null)?.name}`;
  try {
    return serialize(outcome.value);
  } catch {
    return shown(outcome.value);
  }
}

/** Counts by kind, in words. */
type Left = Readonly<Record<string, number>>;

let promises = 0;
const hook = createHook({
  init: (_, type) => {
    if (type === 'PROMISE') promises++;
  },
});

/** What is running or listening in this process, promises made included; with `from`, what came since. */
function leftRunning(from?: Left): Left {
  if (from) hook.disable();
  const now: Record<string, number> = { 'a promise behind': promises };
  for (const kind of process.getActiveResourcesInfo()) {
    const name = /^(Timeout|Immediate)$/.test(kind) ? 'a timer behind' : `a ${kind} behind`;
    now[name] = (now[name] ?? 0) + 1;
  }
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  now['a listener behind'] = listeners;
  if (!from) {
    hook.enable();
    return now;
  }
  return Object.fromEntries(Object.entries(now).map(([kind, count]) => [kind, count - (from[kind] ?? 0)]));
}
