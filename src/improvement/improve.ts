/** The main job: one experiment from search to proof to files. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, extname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { objectives } from '../evaluation/objectives/objectives.ts';
import type { Preflight } from '../evaluation/protocol.ts';
import type { Judging } from '../evaluation/strength.ts';
import type { Supervisor } from '../evaluation/supervisor.ts';
import { Evolution, evolve } from '../evolution/evolve.ts';
import { type Generation, membersOf, type OutcomeRecord } from '../evolution/generation.ts';
import { rated } from '../evolution/rating.ts';
import type { Settings } from '../evolution/settings.ts';
import type { Fared } from '../evolution/step.ts';
import { type StopRule, stopped, stopRules } from '../evolution/stop-rules.ts';
import { strategies } from '../evolution/strategies/strategies.ts';
import type { Strategy } from '../evolution/strategies/strategy.ts';
import { BadInput } from '../experiment/bad-input.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Edit } from '../genome/edit.ts';
import { factsOf } from '../integrator/facts.ts';
import type { Integrator, Opportunity, State } from '../integrator/integrator.ts';
import { freshPolicy, loadIntegrator } from '../integrator/load.ts';
import { byLocus } from '../integrator/traits.ts';
import { experienceIn, remember } from '../population/experience.ts';
import { learnRules, learntRules } from '../population/learnt-rules.ts';
import { activeSource } from '../population/registry.ts';
import { RUN_FORMAT, type RunRecord } from '../population/run-record.ts';
import { checkWritable, makeFolders, RunStore } from '../population/store.ts';
import { formats } from '../report/formats.ts';
import { survivors } from '../selection/nsga2.ts';
import { medianEstimate } from '../statistics/summary.ts';
import { crossovers } from '../variation/crossover/crossovers.ts';
import { type Example, exampleOf } from '../variation/generalise.ts';
import type { Operator } from '../variation/operator.ts';
import { applyRules } from '../variation/operators/apply-rule.ts';
import { operators } from '../variation/operators/operators.ts';
import { patternRule, type RuleData } from '../variation/rule.ts';
import { rules } from '../variation/rules/rules.ts';
import type { View } from '../variation/view.ts';
import { GUARD } from '../verdict/claim.ts';
import type { FrontMember, RunDetail, RunResult } from '../verdict/run-result.ts';
import type { ImproveContext } from './context.ts';
import { judgeBest } from './judge-best.ts';
import { extended, judging } from './judging.ts';
import { preflight, readSubject, type Subject, supervise } from './subject.ts';
import { testUnchanged } from './user-tests.ts';

type Store = RunStore<RunDetail>;

/** Characters by which any module may grow: a kernel's length, in a module that is one short function. */
const FREE_GROWTH = 4000;
/** Seconds by which a generation under way may overrun the budget. */
const GRACE = 2;
/** Milliseconds; a longer timer of Node's runs out at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Searches, proves and writes. @throws BadInput before anything is written. */
export async function improve(experiment: Experiment, context: ImproveContext): Promise<RunDetail> {
  checkWritable(context.populations);
  if (context.out !== undefined) checkWritable(context.out);
  return carryOut(experiment, undefined, context, async (subject, facts, judge) => {
    const name = experiment.name ?? freshName(experiment.module, context.populations);
    const policy = await policyFor(experiment, context);
    const record = beginning(name, experiment, subject, facts, judge, policy, context.version);
    return { store: await RunStore.create<RunDetail>(context.populations, record), earlier: [] };
  });
}

/** Goes on with a run that was interrupted. @throws BadInput where there is nothing to go on with. */
export async function resume(name: string, context: ImproveContext): Promise<RunDetail> {
  const store = await RunStore.open<RunDetail>(context.populations, name);
  const { ancestor, inputs, experiment, judging, status } = store.record;
  if (status === 'finished') throw new BadInput(`run ${name} is finished; verify proves it again`);
  store.hold();
  try {
    return await carryOut(
      experiment,
      { text: ancestor.text, neighbours: ancestor.neighbours, inputs, judging },
      context,
      async () => {
        const earlier = store.generations();
        store.repair(earlier);
        return { store, earlier };
      },
    );
  } finally {
    store.release();
  }
}

/** What both ways share: a subject looked at in a pool of its own, a store that is held, and an end that is recorded. */
async function carryOut(
  experiment: Experiment,
  stored: (Parameters<typeof readSubject>[1] & { readonly judging: Judging }) | undefined,
  context: ImproveContext,
  open: (
    subject: Subject,
    facts: Preflight,
    judge: Judging,
  ) => Promise<{ store: Store; earlier: readonly Generation[] }>,
): Promise<RunDetail> {
  const read = await readSubject(experiment, stored);
  const begins = (stage: 'look' | 'judging' | 'tests'): void =>
    context.onEvent?.({ type: 'stage', stage, done: 0, of: 1 });
  begins('look');
  let supervisor = supervise(read.payload, experiment.workers);
  try {
    const seen = await preflight(supervisor, read.payload);
    if (experiment.test !== null) begins('tests');
    const testSeconds = await testUnchanged(experiment, read.ancestor.text, context.signal);
    begins('judging');
    const found = stored?.judging ?? (await judging(read, seen, supervisor, experiment));
    const looked = await extended({ subject: read, supervisor, facts: seen, judge: found }, experiment.workers);
    const { subject, facts, judge } = looked;
    supervisor = looked.supervisor;
    const { store, earlier } = await open(subject, facts, judge);
    try {
      return await search(store, subject, supervisor, context, earlier, testSeconds);
    } catch (error) {
      await store.save({ ...store.record, status: context.signal?.aborted ? 'interrupted' : 'failed' });
      throw error;
    } finally {
      store.release();
    }
  } finally {
    await supervisor.close();
  }
}

async function search(
  store: Store,
  subject: Subject,
  supervisor: Supervisor,
  context: ImproveContext,
  earlier: readonly Generation[],
  testSeconds: number,
): Promise<RunDetail> {
  const { experiment, facts, judging: judged } = store.record;
  const judge = judged.strength;
  const { signal, onEvent = () => undefined, now = () => performance.now() } = context;
  const { source, ...policy } = store.record.policy;
  const integrator = await loadIntegrator(source);
  const settings = settingsOf(experiment, subject, facts, judged, { integrator, ...policy });
  const evolution = new Evolution(settings, earlier);
  const stops = rulesOf(experiment);
  const before = store.record.searchSeconds;
  const seconds = (): number => before + (now() - begun) / 1000;
  const again: number[] = [];
  const begun = now();
  onEvent({ type: 'begin', run: store.name, folder: store.folder, facts, judge, experiment });
  let stop = earlier.length > 0 ? stopped(stops, { generation: evolution.generation, seconds: seconds() }) : undefined;
  if (!stop) {
    // A variant that hangs holds its generation up for many seconds; the budget does not wait for it.
    const { budget } = experiment;
    const late = new AbortController();
    const left = budget === null ? Number.POSITIVE_INFINITY : (budget + GRACE - seconds()) * 1000;
    const timer = left < LONGEST_TIMER ? setTimeout(() => late.abort(), left).unref() : undefined;
    const ended = AbortSignal.any([late.signal, ...(signal ? [signal] : [])]);
    for await (const { generation, outcomes } of evolve(evolution, supervisor, ended)) {
      await store.saveGeneration(
        generation,
        outcomes.map((outcome) => recordOf(outcome, generation.index, experiment.cost)),
      );
      // With `--cost work` no clock may show in what a run leaves behind, so the record is written at its end alone.
      if (experiment.cost === 'time' && generation.index % 8 === 0)
        await store.save({ ...store.record, searchSeconds: seconds() });
      if (generation.again) again.push(Math.log(generation.again.ratio));
      onEvent({ type: 'generation', generation, seconds: seconds(), outcomes });
      stop = stopped(stops, { generation, seconds: seconds() });
      if (stop) break;
    }
    clearTimeout(timer);
    if (late.signal.aborted) stop ??= stopped(stops, { generation: evolution.generation, seconds: seconds() });
  }
  const searchSeconds = seconds();
  const { generation } = evolution;
  const common = {
    run: store.name,
    seed: experiment.seed,
    module: experiment.module,
    exports: subject.exports,
    variants: generation.variants,
    evaluations: generation.evaluations,
    generations: generation.index,
    searchSeconds: tenth(searchSeconds),
    stoppedBy: stop?.name ?? 'interrupted',
  };
  const detailOf = (result: RunResult): RunDetail => ({
    result,
    candidate: null,
    front: frontOf(generation, settings),
    again: again.length > 0 ? medianEstimate(again) : null,
    typeCheck: null,
    judge,
    tests: null,
    hosts: { restarts: supervisor.supervision.restarts, blamed: supervisor.supervision.blamed },
  });
  const interrupted = async (): Promise<RunDetail> => {
    const reason = `interrupted; go on with: integron resume ${store.name}`;
    const result: RunResult = {
      ...common,
      verdict: 'interrupted',
      reason,
      seconds: tenth(seconds()),
      best: null,
      stoppedBy: 'interrupted',
    };
    const detail = detailOf(result);
    await store.save({ ...store.record, searchSeconds, status: 'interrupted', result: detail });
    return detail;
  };
  if (!stop || signal?.aborted) return interrupted();
  await supervisor.close();
  const judgement = await judgeBest({
    subject,
    experiment,
    generation,
    settings,
    facts,
    context,
    testSeconds,
  }).catch((error: unknown) => {
    if (signal?.aborted) return null;
    throw error;
  });
  if (judgement === null || signal?.aborted) return interrupted();
  const { candidate, verdict, reason, typeCheck, tests } = judgement;
  const folder = context.out ?? store.folder;
  const files = {
    file: join(folder, `best${extname(experiment.module)}`),
    patch: join(folder, 'change.patch'),
    report: join(folder, 'report.md'),
  };
  const best =
    verdict === 'improved' && candidate?.fitness
      ? {
          id: candidate.id,
          file: files.file,
          patch: files.patch,
          edits: candidate.explained,
          fitness: candidate.fitness,
        }
      : null;
  const result: RunResult = { ...common, verdict, reason, seconds: tenth(seconds()), best };
  const detail: RunDetail = { ...detailOf(result), candidate, typeCheck, tests };
  makeFolders(folder);
  if (best && candidate) {
    await writeFileAtomic(files.file, candidate.text);
    await writeFileAtomic(files.patch, candidate.diff);
  }
  const record: RunRecord<RunDetail> = {
    ...store.record,
    searchSeconds,
    status: verdict === 'failed' ? 'failed' : 'finished',
    result: detail,
  };
  // The report looks at the last generation only: a long run's history would fill the memory.
  const report = formats.md.render({ record, generations: [generation], outcomes: [] });
  await writeFileAtomic(files.report, report);
  await store.save(record);
  if (experiment.cost === 'time') {
    const proved = best && candidate ? candidate.edits : [];
    await learnRules(context.populations, examplesOf(subject.ancestor, proved), generation.adaptive.operators);
    await remember(context.populations, source, integrator, subject.ancestor.hash, store.outcomes());
  }
  return detail;
}

/** What can be learnt from proven edits; those of rules, kernels and guards are of a kind that is known. */
const examplesOf = (ancestor: Subject['ancestor'], edits: readonly Edit[]): Example[] =>
  edits.flatMap(({ operator }, i) => {
    const example = /^(rule|kernel|guard):|^specialise$/.test(operator) ? undefined : exampleOf(ancestor, edits, i);
    return example ? [example] : [];
  });

/** The integrator, with what it learnt in earlier runs; with `--cost work` a seed alone decides, and it starts anew. */
async function policyFor(
  { cost }: Experiment,
  { populations, seeds }: Pick<ImproveContext, 'populations' | 'seeds'>,
): Promise<RunRecord['policy']> {
  // A version of the integrator that is in service in this folder is what its runs use.
  const { source, integrator, learnt } = await freshPolicy(await activeSource(populations, 'integrator'));
  const known = cost === 'time' ? await experienceIn(populations, source, integrator) : learnt;
  const learntData = cost === 'time' ? await learntRules(populations) : [];
  const calibration = integrator.calibration(known);
  return { source, learnt: known, calibration, rules: learntData, ...(seeds ? { seeds } : {}) };
}

/** What a search begins with beside the module. */
interface Policy {
  readonly integrator: Integrator;
  readonly learnt: State;
  readonly rules?: readonly RuleData[];
  readonly seeds?: readonly (readonly Edit[])[];
}

/** The engine's settings for an experiment: strategies are picked from the registries here. */
export function settingsOf(
  experiment: Experiment,
  { ancestor, neighbours }: Pick<Subject, 'ancestor' | 'neighbours'>,
  facts: Preflight,
  { blind }: Pick<Judging, 'blind'>,
  { integrator, learnt, rules: learntData = [], seeds = [] }: Policy,
): Settings {
  const asked = experiment.objective.map((name) => objectives[name]);
  const profile = new Map(facts.profile.map(([offset, runs]) => [offset, runs]));
  const values = new Map(facts.values);
  // What a clock and a heap tell differs from run to run; where work is counted nothing does.
  const [micros, bytes] = experiment.cost === 'work' ? [0, 0] : [facts.microsPerCall, facts.bytesPerCall];
  return {
    ancestor,
    integrator,
    learnt,
    ranking: experiment.ranking,
    toolbox: {
      operators: withoutSome(withLearnt(operators, learntData), experiment.without),
      crossovers,
      strategies: strategiesOf(experiment, seeds.length > 0),
      objectives: asked,
      limits: [
        { objective: objectives.accuracy, least: experiment.minAccuracy ?? facts.accuracy },
        { objective: objectives.stability, least: experiment.minStability },
        // What is not asked for is guarded in the verdict: nothing that it would refuse is worth a search.
        ...[objectives.speed, objectives.memory]
          .filter((objective) => !asked.includes(objective))
          .map((objective) => ({ objective, least: GUARD })),
      ],
    },
    profile,
    opportunities: byLocus(
      inFocus(integrator.analyze(factsOf(ancestor, { profile, values, micros, bytes })), experiment.focus),
    ),
    blind: new Set(blind),
    domains: new Map(facts.domains),
    values,
    neighbours,
    parts: facts.parts,
    wholes: facts.wholes,
    entries: facts.entries,
    seed: experiment.seed,
    seeds,
    population: experiment.population,
    islands: experiment.islands,
    patience: experiment.patience,
    ...slotsFor(experiment, facts),
    cost: experiment.cost,
    accuracy: facts.accuracy,
    parents: experiment.parents,
    crossoverShare: experiment.crossoverShare,
    longest: ancestor.source.run.length * experiment.maxGrowth + FREE_GROWTH,
    wantsMemory: experiment.objective.includes('memory'),
  };
}

/** Opportunities of these areas; all where there are none of them, or no area is named. */
function inFocus(all: readonly Opportunity[], areas: readonly string[]): readonly Opportunity[] {
  const some = all.filter(({ focus }) => areas.includes(focus));
  return some.length > 0 ? some : all;
}

/** Generations that a budget has room for, at least, and those that the first one may take. */
const GENERATIONS = 12;
const FIRST_SHARE = 0.25;
const FEWEST_SLOTS = 8;
/** The first generation may have so many times as many slots as the others. */
const FIRST = 4;
/** So many edits that recognise what code does, or fail on the first cases, take as long as one trial. */
const RECOGNISED = 5;
/** What a slot takes of a trial once all is warm: many fail early, and what survives is measured in every way, again and again. */
const SLOT = 1.5;

/** Slots of a generation: fewer where a budget has room for few, for one that ends in the first one has found nothing. */
function slotsFor(
  { population, budget, evaluations, workers, cost }: Experiment,
  { trialMs, usualMs = trialMs }: Preflight,
): Pick<Settings, 'offspring' | 'first' | 'recognising'> {
  const allowed = Math.max(FEWEST_SLOTS, evaluations ?? Number.POSITIVE_INFINITY);
  const isTimed = cost === 'time' && budget !== null && usualMs > 0;
  const slots = Math.min(allowed, isTimed ? (budget * 1000 * workers) / (usualMs * SLOT) : Number.POSITIVE_INFINITY);
  const within = (count: number, most: number): number => Math.max(FEWEST_SLOTS, Math.min(most, Math.floor(count)));
  const first = within(slots * FIRST_SHARE, population * 2 * FIRST);
  return {
    offspring: within(slots / GENERATIONS, population * 2),
    first,
    recognising: Math.min(allowed - first, Math.floor(slots * FIRST_SHARE * RECOGNISED)),
  };
}

/** The strategies asked for; a search without parents only ever varies the ancestor. */
const strategiesOf = ({ parents, strategy }: Experiment, seeded: boolean): Readonly<Record<string, Strategy>> =>
  parents === 'none'
    ? { evolve: strategies.evolve }
    : {
        ...(seeded ? { seed: strategies.seed } : {}),
        ...Object.fromEntries(strategy.map((name) => [name, strategies[name]])),
      };

/** Rules that were learnt are offered like shipped ones. */
const withLearnt = (
  all: Readonly<Record<string, Operator>>,
  learnt: readonly RuleData[],
): Readonly<Record<string, Operator>> =>
  learnt.length === 0 ? all : { ...all, 'apply-rule': applyRules([...rules, ...learnt.map(patternRule)]) };

/** Operators but those named, which propose nothing of those named. */
function withoutSome(
  all: Readonly<Record<string, Operator>>,
  names: readonly string[],
): Readonly<Record<string, Operator>> {
  if (names.length === 0) return all;
  const gone = new Set(names);
  const allowed = (edit: Edit | undefined): edit is Edit => edit !== undefined && !gone.has(edit.operator);
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => !gone.has(name))
      .map(([name, operator]) => {
        const { all: list } = operator;
        const propose: Operator['propose'] = (view, random) => {
          const edit = operator.propose(view, random);
          return allowed(edit) ? edit : undefined;
        };
        return [name, { ...operator, propose, ...(list ? { all: (view: View) => list(view).filter(allowed) } : {}) }];
      }),
  );
}

function rulesOf(experiment: Experiment): StopRule[] {
  const rules: StopRule[] = [stopRules.exhausted()];
  if (experiment.evaluations !== null) rules.push(stopRules.evaluations(experiment.evaluations));
  if (experiment.generations !== null) rules.push(stopRules.generations(experiment.generations));
  if (experiment.stagnation !== null) rules.push(stopRules.stagnation(experiment.stagnation));
  if (experiment.target !== null) rules.push(stopRules.target(experiment.target));
  if (experiment.budget !== null) rules.push(stopRules.budget(experiment.budget));
  return rules;
}

function recordOf({ candidate, result, kept, gain }: Fared, generation: number, cost: 'time' | 'work'): OutcomeRecord {
  const { slot, id, kind, operator, strategy, parents, edits, traits, score } = candidate;
  const spent = Object.values(result.spent).reduce((sum, value) => sum + value, 0);
  const timed = cost === 'time';
  const ratio = timed
    ? result.logs.length > 0
      ? medianEstimate(result.logs).ratio
      : null
    : result.work && result.work.before / Math.max(1, result.work.after);
  return {
    generation,
    slot,
    id,
    kind,
    operator,
    parents,
    edits: edits.length,
    stage: result.stage,
    reason: result.reason,
    ratio: ratio === null ? null : Math.round(ratio * 1e4) / 1e4,
    cost: timed ? tenth(spent) : 0,
    strategy,
    traits,
    score,
    kept,
    gain,
  };
}

/** Members of the first front over the asked objectives, the ancestor left out. */
function frontOf(generation: Generation, settings: Settings): FrontMember[] {
  const pool = membersOf(generation)
    .filter(({ edits }) => edits.length > 0)
    .map((individual) => rated(individual, settings))
    .filter(({ violation }) => violation === 0);
  const front = survivors(pool, 40).filter(
    (one) =>
      !pool.some(
        (other) =>
          other.cautious.every((value, k) => value >= one.cautious[k]!) &&
          other.cautious.some((value, k) => value > one.cautious[k]!),
      ),
  );
  return front.slice(0, 12).map(({ individual: { id, edits, measures } }) => {
    const { value, low, high } = objectives.speed.estimate(measures, settings.cost);
    return {
      id,
      edits: edits.length,
      speed: { ratio: value, low, high },
      memory:
        measures.memory || settings.cost === 'work' ? objectives.memory.estimate(measures, settings.cost).value : null,
      accuracy: measures.accuracy,
      stability: measures.stress ? measures.stress.score : null,
    };
  });
}

function beginning(
  name: string,
  experiment: Experiment,
  subject: Subject,
  facts: Preflight,
  judging: Judging,
  policy: RunRecord['policy'],
  version: string,
): RunRecord<RunDetail> {
  const { ancestor, neighbours, inputs, exports } = subject;
  return {
    format: RUN_FORMAT,
    name,
    experiment,
    exports,
    ancestor: { file: experiment.module, hash: ancestor.hash, text: ancestor.text, neighbours },
    inputs,
    facts,
    judging,
    policy,
    versions: {
      integron: version,
      node: process.version,
      v8: process.versions.v8,
      platform: `${process.platform} ${process.arch}`,
      cores: cpus().length,
    },
    started: new Date().toISOString(),
    searchSeconds: 0,
    status: 'running',
    result: null,
  };
}

/** `leven-1f3a`: the module and four hexadecimal digits that no run has; an index file is named after its package. */
function freshName(module: string, populations: string): string {
  const stem = basename(module, extname(module)).replace(/[^A-Za-z0-9._-]/g, '-');
  const parts = module
    .split(/[/\\]/)
    .slice(0, -1)
    .filter((part) => !/^(src|lib|dist|node_modules)$/.test(part));
  const name = stem === 'index' ? (parts.at(-1) ?? stem).replace(/[^A-Za-z0-9._-]/g, '-') : stem;
  const base = name.replace(/^[^A-Za-z0-9]+|^registry/, '') || 'run';
  for (;;) {
    const fresh = `${base}-${randomBytes(2).toString('hex')}`;
    if (!existsSync(join(populations, fresh))) return fresh;
  }
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
