/** The verdict of a run: finalists confirmed, the best made minimal, and that one proved. */
import { objectives } from '../evaluation/objectives/objectives.ts';
import type { Preflight } from '../evaluation/protocol.ts';
import type { Supervisor } from '../evaluation/supervisor.ts';
import { type Generation, membersOf } from '../evolution/generation.ts';
import { bestFirst, type RatedIndividual, rated } from '../evolution/rating.ts';
import type { Settings } from '../evolution/settings.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { patchPath } from '../experiment/overlay.ts';
import type { SubjectPayload } from '../experiment/subject.ts';
import type { Ancestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import { printForPeople } from '../genome/people.ts';
import { makePatch } from '../report/patch.ts';
import { tidied } from '../variation/tidy.ts';
import { NOT_WORSE } from '../verdict/claim.ts';
import {
  type Ablation,
  type Confirmed,
  confirm,
  type Finalist,
  inForce,
  minimise,
  repairs,
  runText,
  withoutEach,
} from '../verdict/confirm.ts';
import { allowance, proofPlan, STRESS_TRIAL } from '../verdict/plan.ts';
import { reachedEdits } from '../verdict/reached.ts';
import type { RunDetail } from '../verdict/run-result.ts';
import type { ImproveContext } from './context.ts';
import { explain, remarkOn } from './explain.ts';
import { guarded, withoutFault } from './guarding.ts';
import { proveText, wrongShares } from './prove-text.ts';
import { type Subject, supervise } from './subject.ts';
import { typeCheck } from './type-check.ts';
import { failureOf, testChanged } from './user-tests.ts';

const FINALISTS = 8;
/** Finalists that are looked at for wrong edits, where none of all holds. */
const REPAIRED = 4;
/**
 * Of the chance of a false claim the first finalist that is timed has nearly all. Where nothing can be claimed of it, one
 * of another kind is: an edit that V8 runs well in the search and badly in fresh processes is often in the best alone.
 */
const FIRST_CHANCE = 0.8;
/**
 * Share of a verdict's time after which no smaller genome is looked for: the proof needs the rest. However long the
 * confirmation took, the second share is left for it: of 17 edits it had looked at each alone and taken none out.
 */
const MINIMISING_SHARE = 0.35;
const LEAST_MINIMISING = 0.3;

/** Genomes like one that was wrong in its proof that are asked on the inputs on which it was. */
const MOST_KIN = 16;
/** Edits that are left out of it beyond the first. */
const WRONG_TOGETHER = 3;

/** Seconds of the user's tests up to which they come before the proof, which takes longer. */
const QUICK_TESTS = 10;

export interface Judged {
  readonly verdict: 'improved' | 'not-improved' | 'failed';
  readonly reason: string;
  readonly candidate: RunDetail['candidate'];
  readonly typeCheck: string | null;
  readonly tests: RunDetail['tests'];
}

export interface JudgeBestInput {
  readonly subject: Subject;
  readonly experiment: Experiment;
  readonly generation: Generation;
  readonly settings: Settings;
  readonly facts: Preflight;
  readonly context: ImproveContext;
  /** Seconds that the user's own tests take without a patch. */
  readonly testSeconds: number;
}

export async function judgeBest(input: JudgeBestInput): Promise<Judged> {
  const { subject, experiment, generation, settings, context } = input;
  const finalists = finalistsOf(generation, settings);
  if (finalists.length === 0) return nothing('no variant was better than the original');
  const { now = () => performance.now() } = context;
  const begun = now();
  context.onEvent?.({ type: 'stage', stage: 'confirmation', done: 0, of: 1 });
  type Held = (some: readonly Finalist[]) => Promise<Confirmed[]>;
  const confirming = (use: (held: Held, supervisor: Supervisor) => Promise<Confirmed[]>): Promise<Confirmed[]> =>
    inPool(judging(subject), experiment, async (supervisor) => {
      const { accuracy } = await supervisor.preflight(false);
      const asked = experiment.objective.map((name) => objectives[name]);
      const limits = { minStability: experiment.minStability, accuracy };
      return use((some) => confirm(supervisor, subject.ancestor, some, asked, limits), supervisor);
    });
  const confirmed = await confirming(async (held, supervisor) => {
    const right = await held(finalists);
    if (right.length > 0) return right;
    const tried = finalists.slice(0, REPAIRED);
    const repaired = await repairs(supervisor, subject.ancestor, tried, experiment.minStability);
    return held(repaired.slice(0, FINALISTS));
  });
  if (confirmed.length === 0) return nothing('no finalist held on fresh inputs');
  const [best, ...others] = confirmed as [Confirmed, ...Confirmed[]];
  const { alpha = 0.05 } = context;
  const first = await judgeFinalist(best, 0, begun, FIRST_CHANCE * alpha, input);
  const next =
    first.failure === 'wrong'
      ? await rightOne(first)
      : first.failure === 'slow'
        ? nextAfter(best, others, experiment)
        : undefined;
  if (!next || context.signal?.aborted) return first.judged;
  // One that gives a wrong answer has shown nothing of its speed: the next one's is measured for the first time.
  const chance = first.failure === 'wrong' ? FIRST_CHANCE : 1 - FIRST_CHANCE;
  const second = await judgeFinalist(next, 1, first.failure === 'wrong' ? begun : now(), chance * alpha, input);
  return second.failure === 'none' || first.failure === 'wrong' ? second.judged : first.judged;

  /** The best of what is like the first one and right where that was wrong, measured again. */
  async function rightOne({ edits, judged }: JudgedFinalist): Promise<Confirmed | undefined> {
    const { ancestor } = subject;
    const kernels = withoutKernels(ancestor, confirmed, edits);
    const { plan, mismatch } = judged.candidate?.proof ?? {};
    if (!plan || !mismatch) return kernels.length > 0 ? (await confirming((held) => held(kernels)))[0] : others[0];
    const kin = unlike(edits, [...leftOut(ancestor, edits), ...kernels, ...others]).slice(0, MOST_KIN);
    const where = { plan, process: mismatch.process };
    const right = await rightKin(
      kin,
      (some) => leftOut(ancestor, some),
      (some) => {
        const texts = some.map((one) => printForPeople(ancestor, one.edits));
        return wrongShares(subject, experiment, texts, where, context.signal);
      },
    );
    return right.length > 0 ? (await confirming((held) => held(right.slice(0, FINALISTS))))[0] : undefined;
  }
}

/**
 * Those of some genomes that are right. Where none is, more than one edit may be wrong: a further one is left out of the
 * genome that is wrong least often, up to `WRONG_TOGETHER` times.
 * @param without a genome without each of its edits
 * @param shares how often each is wrong, 0 to 1
 */
export async function rightKin(
  kin: readonly Finalist[],
  without: (edits: readonly Edit[]) => readonly Finalist[],
  shares: (some: readonly Finalist[]) => Promise<readonly number[]>,
): Promise<readonly Finalist[]> {
  let some = kin;
  for (let left = 0; some.length > 0 && left <= WRONG_TOGETHER; left++) {
    const wrong = await shares(some);
    const right = some.filter((_, k) => wrong[k] === 0);
    if (right.length > 0) return right;
    const { edits } = some[wrong.indexOf(Math.min(...wrong))]!;
    some = unlike(edits, without(edits));
  }
  return [];
}

/** A genome without each of its edits in turn: often one alone is wrong. */
export const leftOut = (ancestor: Ancestor, edits: readonly Edit[]): Finalist[] =>
  edits.length < 2
    ? []
    : withoutEach(ancestor, edits).map((left, k) => ({ id: `without ${edits[k]!.id}`, edits: left }));

/** Each genome once, of those that have edits and not just the given ones. */
export function unlike(edits: readonly Edit[], some: readonly Finalist[]): Finalist[] {
  const key = (list: readonly Edit[]): string => list.map(({ id }) => id).join(' ');
  const seen = new Set([key(edits), '']);
  return some.filter((one) => {
    const own = key(one.edits);
    return !seen.has(own) && seen.add(own);
  });
}

/**
 * Finalists without the kernels of one that was wrong on inputs not seen before. A kernel is taken for what it answers on
 * all that was seen, and what makes up for it is in its kin, where it gains nothing beside the kernel.
 */
export function withoutKernels(
  ancestor: Ancestor,
  finalists: readonly Finalist[],
  wrong: readonly Edit[],
): readonly Finalist[] {
  // Wherever they stand: the same one at another place answers as it does.
  const kernels = new Set(wrong.flatMap(({ operator }) => (operator.startsWith('kernel:') ? [operator] : [])));
  if (kernels.size === 0) return [];
  return finalists.flatMap(({ id, edits }) => {
    const left = inForce(
      ancestor,
      edits.filter(({ operator }) => !kernels.has(operator)),
    );
    return left.length > 0 ? [{ id, edits: left }] : [];
  });
}

/** After one that was too slow: the one least like it of those that promise enough. */
export function nextAfter(
  best: Confirmed,
  others: readonly Confirmed[],
  { threshold }: Experiment,
): Confirmed | undefined {
  const shared = ({ edits }: Confirmed): number =>
    edits.filter(({ id }) => best.edits.some((edit) => edit.id === id)).length / Math.max(1, edits.length);
  return others
    .filter((one) => one.claimable && one.value > Math.log(1 + threshold) && shared(one) < 1)
    .reduce<Confirmed | undefined>((a, b) => (a && shared(a) <= shared(b) ? a : b), undefined);
}

/** `wrong`: on inputs not seen before; `slow`: nothing can be claimed of it. */
export type Failure = 'none' | 'wrong' | 'slow';

const nothing = (reason: string): Judged => ({
  verdict: 'not-improved',
  reason,
  candidate: null,
  typeCheck: null,
  tests: null,
});

/** The verdict is always timed, whatever the search counted; its hosts are new, and so are its inputs. */
const judging = (subject: Subject): SubjectPayload => ({ ...subject.payload, cost: 'time' });

async function inPool<T>(
  payload: SubjectPayload,
  { workers }: Experiment,
  use: (supervisor: Supervisor) => Promise<T>,
): Promise<T> {
  const supervisor = supervise(payload, Math.min(2, workers));
  try {
    return await use(supervisor);
  } finally {
    await supervisor.close();
  }
}

interface JudgedFinalist {
  readonly judged: Judged;
  readonly failure: Failure;
  readonly edits: readonly Edit[];
}

/** One finalist made minimal, stressed and proved. */
async function judgeFinalist(
  finalist: Finalist,
  attempt: number,
  begun: number,
  alpha: number,
  { subject, experiment, settings, facts, context, testSeconds }: JudgeBestInput,
): Promise<JudgedFinalist> {
  const { onEvent: emit = () => undefined, now = () => performance.now() } = context;
  const allowed = allowance(experiment.budget);
  emit({ type: 'stage', stage: 'minimising', done: 0, of: 1 });
  const until = Math.max(begun + allowed * 1000 * MINIMISING_SHARE, now() + allowed * 1000 * LEAST_MINIMISING);
  const enough = (): boolean => context.signal?.aborted === true || now() > until;
  const minimal = await minimised(subject, finalist, experiment, enough);
  if (minimal.edits.length === 0)
    return {
      judged: nothing('nothing was left of the best candidate when edits without effect were taken out'),
      failure: 'slow',
      edits: [],
    };
  const {
    trial: { stage, reason: fault, stress: reading },
    mended,
    guard,
  } = await inPool(judging(subject), experiment, async (supervisor) => {
    // Every stress check by name takes longer than a trial of the search: a slow function's looked like a hang.
    supervisor.knows(facts);
    const { ancestor } = subject;
    const item = { slot: 0, text: runText(ancestor, minimal.edits), plan: STRESS_TRIAL };
    const trial = await supervisor.trial(item, 'confirmation');
    const differs = trial.stage === 'done' && trial.stress !== null && trial.stress.score < 1;
    if (!differs) return { trial, mended: null, guard: null };
    const mended = await withoutFault(supervisor, ancestor, minimal.ablation, trial.stress!);
    const guard = mended
      ? null
      : await guarded(supervisor, ancestor, facts.entries, settings.longest, minimal.edits, trial.stress!, experiment);
    return { trial, mended, guard };
  });
  if (!reading) {
    const judged = nothing(`the best candidate failed on fresh inputs: ${fault}`);
    return { judged, failure: stage === 'done' ? 'slow' : 'wrong', edits: minimal.edits };
  }
  const ablation = mended?.genome ?? minimal.ablation;
  const own = ablation.map(({ edit }) => edit);
  const { edits, stress } = guard ?? { edits: own, stress: mended?.stress ?? reading };
  const added = edits.slice(0, edits.length - own.length).map((edit) => ({ edit, gain: null }));
  const text = printForPeople(subject.ancestor, [...edits, ...tidied(subject.ancestor, edits)], remarkOn);
  const settled = await context.settled?.({ text, stress });
  if (settled !== undefined) return { judged: nothing(settled), failure: 'none', edits };
  const tested = async (): Promise<RunDetail['tests']> => {
    if (experiment.test === null) return null;
    emit({ type: 'stage', stage: 'tests', done: 0, of: 1 });
    const run = await testChanged(experiment.test, experiment.module, text, testSeconds, context.signal);
    return { command: experiment.test, ...run };
  };
  const quick = testSeconds <= QUICK_TESTS;
  let tests = quick ? await tested() : null;
  const failed = failureOf(tests);
  if (failed !== undefined) return { judged: { ...nothing(failed), tests }, failure: 'slow', edits };
  const explained = explain(subject.ancestor, [...added, ...ablation]);
  const plan = proofPlan(allowed - (now() - begun) / 1000, experiment.seed + attempt * 999_983, alpha);
  const { proof, claimed, runtimes } = await proveText(subject, experiment, text, stress, plan, context);
  const types =
    claimed.verdict === 'improved' && subject.ancestor.typescript ? await typeCheck(experiment.module, text) : null;
  const worse = types?.checked && types.after > types.before;
  if (!quick && claimed.verdict === 'improved' && !worse) tests = await tested();
  const failure = worse ? `the patch does not type-check: ${types.first}` : failureOf(tests);
  const candidate = {
    id: finalist.id,
    edits,
    explained,
    text,
    diff: makePatch(patchPath(experiment.module), subject.ancestor.text, text),
    fitness: claimed.fitness,
    proof,
    runtimes,
    stress,
    guard: guard?.trial ?? null,
  };
  const judged: Judged = {
    verdict: failure === undefined ? claimed.verdict : 'not-improved',
    reason: failure ?? claimed.reason,
    tests,
    candidate,
    typeCheck:
      types === null
        ? null
        : types.checked
          ? `tsc --noEmit: ${types.before} errors before, ${types.after} after`
          : `not type-checked: ${types.why}`,
  };
  const wrong = proof.different > 0 && proof.scores === null;
  return { judged, failure: wrong ? 'wrong' : judged.verdict === 'improved' ? 'none' : 'slow', edits };
}

/** Whether no asked objective is so bad that nothing could be claimed; the search's figures are given some room. */
const mayClaim = ({ cautious }: RatedIndividual, { toolbox }: Settings): boolean =>
  toolbox.objectives.every(({ name }, k) => cautious[k]! >= (NOT_WORSE[name] ?? 0) - 0.1);

/** The best of all, and the best of those that went through stress and further cases. */
export function finalistsOf(generation: Generation, settings: Settings): Finalist[] {
  const all = membersOf(generation)
    .filter(({ edits }) => edits.length > 0)
    .map((individual) => rated(individual, settings))
    .filter(({ violation }) => violation === 0)
    .sort((a, b) => Number(mayClaim(b, settings)) - Number(mayClaim(a, settings)) || bestFirst(a, b));
  const tried = all.filter(({ individual: { measures } }) => measures.checked > 0 && measures.stress !== null);
  const surest = tried.slice(0, FINALISTS / 2);
  const others = all.filter((one) => !surest.includes(one)).slice(0, FINALISTS - surest.length);
  return [...surest, ...others].map(({ individual: { id, edits } }) => ({ id, edits }));
}

/** The best genome takes the ancestor's place, so that what leaving an edit out costs is measured directly. */
async function minimised(
  subject: Subject,
  best: Finalist,
  experiment: Experiment,
  enough: () => boolean,
): Promise<{ edits: readonly Edit[]; ablation: readonly Ablation[] }> {
  const { ancestor } = subject;
  // By one worker: beside another one that is busy, edits worth nothing seem to be worth a tenth.
  const alone = { ...experiment, workers: 1 };
  return inPool({ ...judging(subject), ancestor: runText(ancestor, best.edits) }, alone, async (against) => {
    const facts = await against.preflight(false);
    if (facts.refusal !== null)
      return { edits: best.edits, ablation: best.edits.map((edit) => ({ edit, gain: null })) };
    const asked = {
      memory: experiment.objective.includes('memory'),
      accuracy: experiment.objective.includes('accuracy') ? facts.accuracy : null,
    };
    const reached = await reachedEdits(against, ancestor, best.edits, facts.accuracy);
    return minimise(against, ancestor, reached, asked, enough);
  });
}
