/**
 * How good is the judge? The share of deliberately broken copies of the ancestor, one small fault each, that the
 * search's cases catch (mutation analysis, DeMillo et al. 1978). A fault that shows on no input at all, not on 25 times
 * as many cases nor on their neighbours, is no fault that could be told: it leaves the denominator.
 */
import type { Plan, Preflight } from '../evaluation/protocol.ts';
import type { Supervisor } from '../evaluation/supervisor.ts';
import { canonicalHash } from '../genome/canonical.ts';
import { express } from '../genome/phenotype.ts';
import { splice } from '../genome/splice.ts';
import { pick, stream } from '../statistics/random.ts';
import { operators } from '../variation/operators/operators.ts';
import { actsOnRunningCode, View } from '../variation/view.ts';
import type { JudgeStrength } from '../verdict/run-result.ts';
import type { Subject } from './subject.ts';

/** Operators whose proposals are small faults. */
const FAULTY = ['change-operator', 'change-literal', 'drop-operand', 'force-condition', 'delete-statement'] as const;
const FAULTS = 80;
const ATTEMPTS = 4;
const CASES: Plan = { cases: true, pairs: 0, morePairs: 0, floor: 0, memory: false, stress: 0 };

export async function judgeStrength(
  { ancestor }: Pick<Subject, 'ancestor'>,
  facts: Preflight,
  supervisor: Pick<Supervisor, 'trial'>,
  seed: number,
): Promise<JudgeStrength> {
  const view = new View(ancestor, [], new Map(facts.profile));
  const texts = new Map<string, string>();
  const unchanged = canonicalHash(view.phenotype);
  for (let k = 0; k < FAULTS * ATTEMPTS && texts.size < FAULTS; k++) {
    const random = stream(seed, 'faults', k);
    const edit = operators[pick(random, FAULTY)].propose(view, random);
    if (!edit || !actsOnRunningCode(view, edit)) continue;
    const phenotype = express(ancestor, [edit]);
    const form = canonicalHash(phenotype);
    if (form !== unchanged) texts.set(form, splice(phenotype, 'run'));
  }
  const list = [...texts.values()];
  const first = await Promise.all(list.map((text, slot) => supervisor.trial({ slot, text, plan: CASES })));
  const passed = list.filter((_, i) => first[i]!.stage === 'done');
  const looks = await Promise.all(
    passed.map((text, slot) => supervisor.trial({ slot, text, plan: { ...CASES, stress: 12 } }, 'confirmation')),
  );
  // What never ran is no copy of the function.
  const faults = first.filter(({ ran }) => ran).length;
  const unseen = looks.filter(({ stage, stress }) => stage === 'done' && (stress?.score ?? 1) === 1).length;
  return { faults, caught: faults - passed.length, unseen };
}
