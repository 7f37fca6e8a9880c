/** The continuous cycle: analyse, improve, prove, deploy, learn, wait; for weeks, and through whatever comes. */

import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deploy, promote, STEPS } from '../deployment/deploy.ts';
import { hasDrifted } from '../deployment/drift.ts';
import { statusOf } from '../deployment/status.ts';
import { BadInput } from '../experiment/bad-input.ts';
import { type Experiment, resolveExperiment } from '../experiment/experiment.ts';
import { parseAncestor } from '../genome/ancestor.ts';
import type { Edit } from '../genome/edit.ts';
import { analyzeModules } from '../improvement/analyze.ts';
import type { Found, ImproveContext } from '../improvement/context.ts';
import { improve, resume } from '../improvement/improve.ts';
import { proveText } from '../improvement/prove-text.ts';
import { readSubject } from '../improvement/subject.ts';
import type { Opportunity } from '../integrator/integrator.ts';
import { takeLock } from '../population/lock.ts';
import {
  changed,
  follows,
  hashOf,
  RESERVED,
  servedElsewhere,
  type Version,
  versionsOf,
} from '../population/registry.ts';
import { checkWritable, makeFolders, RunStore } from '../population/store.ts';
import { inPercent } from '../statistics/summary.ts';
import { gainOf } from '../verdict/claim.ts';
import { proofPlan } from '../verdict/plan.ts';
import type { RunDetail } from '../verdict/run-result.ts';
import { budgets } from './allocation.ts';
import type { LoopConfig, LoopTarget } from './loop-config.ts';
import { LoopState, type TargetState } from './loop-state.ts';
import { prune } from './pruning.ts';
import { selfCycle } from './self.ts';

export interface LoopOptions {
  readonly populations: string;
  readonly version: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: LoopEvent) => void;
  /** Events of the improvements under way. */
  readonly onProgress?: ImproveContext['onEvent'];
  /** Milliseconds, and a way to let them pass: a clock of the caller's own in tests. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Load of the machine from 0 to 1: a cycle begins only where it is below a half. */
  readonly load?: () => number;
}

export type LoopEvent =
  | { readonly type: 'cycle'; readonly cycle: number; readonly of: number | null; readonly budgets: readonly Share[] }
  | { readonly type: 'target'; readonly cycle: number; readonly result: TargetResult }
  | { readonly type: 'waiting'; readonly seconds: number; readonly why: 'interval' | 'busy' }
  | { readonly type: 'early'; readonly why: string };

export interface Share {
  readonly name: string;
  readonly seconds: number;
  readonly why: string;
}

export interface TargetResult {
  readonly name: string;
  readonly outcome: 'deployed' | 'promoted' | 'improved' | 'not-improved' | 'skipped' | 'failed';
  readonly text: string;
}

export interface Cycle {
  readonly cycle: number;
  readonly results: readonly TargetResult[];
  readonly seconds: number;
}

/** What the analysis of a target's module says. */
type Look = { readonly foremost: Opportunity | null } | Error;

/** What a target has in a cycle: seconds of search, a run that was broken off at it, and where it promises most. */
interface Turn {
  readonly seconds: number;
  readonly run: string | null;
  readonly look: Look | undefined;
}

/** Milliseconds after which a changed file is read again: it may have been half saved. */
const SETTLED = 1000;
/** Milliseconds between two looks at what serves, while the next cycle is waited for. */
const LOOK = 5000;
/** Milliseconds after which it says that it lives, where it only waits. */
const BEAT = 60_000;
const BUSY = 0.5;
/** Cycles that a target is left out after its first failure; twice as many after each further one, up to so many. */
const MOST_SKIPPED = 32;
const PROOF_SECONDS = 25;

export class RecursiveOptimizer implements AsyncIterable<Cycle> {
  private readonly config: LoopConfig;
  private readonly options: LoopOptions;
  private readonly ended = new AbortController();
  /** Targets that were found to have another source than before, and have not been told of yet. */
  private readonly followed = new Set<string>();
  /** Cycles in a row that began before their time. */
  private early = 0;

  constructor(config: LoopConfig, options: LoopOptions) {
    this.config = config;
    this.options = options;
    if (options.signal?.aborted) this.stop();
    else options.signal?.addEventListener('abort', () => this.stop(), { once: true });
  }

  /** All cycles, to the last one or until it is stopped. */
  async start(): Promise<Cycle[]> {
    const cycles: Cycle[] = [];
    for await (const cycle of this) cycles.push(cycle);
    return cycles;
  }

  /** Ends cleanly: what is under way is left as it can be gone on with. */
  stop(): void {
    this.ended.abort();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Cycle> {
    const { config, options } = this;
    const { now = () => performance.now() } = options;
    if (!config.enabled) return;
    checkWritable(options.populations);
    makeFolders(options.populations);
    const lock = takeLock(join(options.populations, 'registry-loop.lock'));
    if (!lock)
      throw new BadInput(`another loop runs in ${options.populations}; name another folder with --populations`);
    const state = await LoopState.open(options.populations);
    try {
      yield* this.cycles(state, now);
    } finally {
      if (this.stopped) await state.stopped();
      lock.release();
    }
  }

  private async *cycles(state: LoopState, now: () => number): AsyncGenerator<Cycle> {
    const { config } = this;
    state.begin(config.maxCycles);
    while (!this.stopped && (config.maxCycles === null || state.cycle <= config.maxCycles)) {
      if (state.isThrough(config.targets.map(nameOf))) {
        // After the last cycle nothing is waited for.
        if (config.maxCycles !== null && state.cycle >= config.maxCycles) {
          await state.finished();
          return;
        }
        // Broken off while it waited: the rest of the interval is left.
        await this.untilNext(now() - Math.max(0, Date.now() - state.began), now, state, await this.disappointments());
        state.next();
        continue;
      }
      await this.whenIdle(state, now);
      if (this.stopped) return;
      const begun = now();
      // What disappoints while the cycle runs calls for the next one as well.
      const known = await this.disappointments();
      await state.started();
      const results = await this.cycle(state, now);
      if (this.stopped) return;
      state.pruned(await this.pruned(state.runs));
      yield { cycle: state.cycle, results, seconds: Math.round((now() - begun) / 100) / 10 };
      if (config.maxCycles !== null && state.cycle >= config.maxCycles) {
        await state.finished();
        return;
      }
      await this.untilNext(begun, now, state, known);
      state.next();
    }
  }

  /** What cannot be taken away stays: that is no reason to end. */
  private async pruned(runs: readonly string[]): Promise<readonly string[]> {
    try {
      return await prune(this.options.populations, runs);
    } catch (error) {
      process.emitWarning(error as Error);
      return runs;
    }
  }

  private get stopped(): boolean {
    return this.ended.signal.aborted;
  }

  private get workers(): number {
    return this.config.parallel ? Math.max(1, Math.min(8, availableParallelism())) : 1;
  }

  private say(event: LoopEvent): void {
    this.options.onEvent?.(event);
  }

  /** The targets of one cycle, those that were done before a crash left out. */
  private async cycle(state: LoopState, now: () => number): Promise<TargetResult[]> {
    const { targets, maxCycles } = this.config;
    const open = targets.filter((target) => !state.isDone(nameOf(target)));
    const { deadly } = state;
    await this.followAll(state);
    const tried = open.filter((target) => !state.isLeftOut(nameOf(target), filesOf(target)));
    const looks = await this.looks(
      tried.filter((target) => nameOf(target) !== deadly),
      state,
    );
    const shares = budgets(
      tried.map((target) => ({
        name: nameOf(target),
        seconds: target === 'integrator' ? 60 : target.budget,
        history: state.of(nameOf(target)).history,
        promise: promiseOf(looks.get(nameOf(target))),
      })),
    );
    this.say({ type: 'cycle', cycle: state.cycle, of: maxCycles, budgets: shares });
    const results: TargetResult[] = [];
    for (const target of open) {
      if (this.stopped) break;
      const name = nameOf(target);
      const share = shares.find((one) => one.name === name);
      if (share && results.length > 0) await this.whenIdle(state, now);
      await this.followAll(state);
      const run = state.unfinished(name);
      await state.doing(name);
      const result =
        name === deadly
          ? // What ends the engine itself cannot be caught: it is seen by what was left.
            leftOut(target, 'the loop died at it again and again', state)
          : share
            ? await this.attempt(target, { seconds: share.seconds, run, look: looks.get(name) }, state)
            : left(name, state.of(name), state.cycle);
      if (this.stopped) break;
      await state.done(name, result.outcome);
      results.push(result);
      this.say({ type: 'target', cycle: state.cycle, result });
    }
    return results;
  }

  /** A target that fails is left out for a while, which grows; the others go on. */
  private async attempt(target: LoopTarget | 'integrator', turn: Turn, state: LoopState): Promise<TargetResult> {
    const { now = () => performance.now() } = this.options;
    const name = nameOf(target);
    const begun = now();
    const told = (text: string): string =>
      this.followed.delete(name) ? `its source changed: what was made of the old one is out of service; ${text}` : text;
    try {
      const { result, gain } =
        target === 'integrator' ? await this.integrator(turn.seconds, state) : await this.module(target, turn, state);
      state.learn(name, gain, (now() - begun) / 1000);
      return { ...result, text: told(result.text) };
    } catch (error) {
      if (this.stopped) return { name, outcome: 'failed', text: 'interrupted' };
      return leftOut(target, told((error as Error).message), state);
    }
  }

  private async integrator(budget: number, state: LoopState): Promise<{ result: TargetResult; gain: number }> {
    const made = await selfCycle(
      {
        budget,
        evaluations: null,
        seed: state.cycle,
        cost: 'time',
        threshold: this.config.threshold,
        tune: 300,
        choices: 300,
        pairs: 20,
        onlineEvaluations: 300,
        workers: this.workers,
        deploy: this.config.autoDeploy,
        ranking: this.config.ranking,
      },
      this.context(state),
    );
    const { status, version, reason, fitness } = made;
    const outcome = status === 'deployed' ? status : status === 'retired' ? 'improved' : 'not-improved';
    const text = `${version} ${outcome === 'improved' ? 'proved' : status}: ${reason}`;
    return {
      result: { name: RESERVED, outcome, text },
      gain: outcome === 'not-improved' ? 0 : Math.log(fitness?.speed.ratio ?? 1),
    };
  }

  private async module(
    target: LoopTarget,
    { seconds, run, look }: Turn,
    state: LoopState,
  ): Promise<{ result: TargetResult; gain: number }> {
    const { populations } = this.options;
    const { name } = target;
    const said: string[] = [];
    await this.follow(target, state);
    const promoted = await this.promoted(name);
    if (promoted) said.push(promoted);
    if (look instanceof Error) throw new BadInput([...said, look.message].join('; '));
    said.push(
      look?.foremost ? `line ${look.foremost.line} promises most: ${look.foremost.sentence}` : 'nothing stands out',
    );
    const known = await versionsOf(populations, name);
    const serving = known?.versions.find(({ version }) => version === (known.canary?.version ?? known.active));
    const back = known?.takenBack ?? [];
    const out = known?.versions.filter(({ status, version }) => status === 'aborted' || back.includes(version)) ?? [];
    const seeds = await editsOf(serving, populations);
    const experiment = this.experimentOf(target, seconds, state.cycle);
    await this.onlyExport(target, experiment);
    const settled = async (found: Found): Promise<string | undefined> => {
      if (out.some(({ hash }) => hash === hashOf(found.text))) return 'what was found went out of service before';
      if (!serving) return undefined;
      if (serving.source === found.text) return `found again: ${serving.version}, which serves`;
      // What serves already has to be beaten as well, measured directly; most of what is found does not.
      if (serving.code && !(await this.beats(experiment, serving, found)))
        return `no better than ${serving.version}, which serves`;
      return undefined;
    };
    const context = { ...this.context(state), settled, ...(seeds ? { seeds: [seeds] } : {}) };
    const begun = run === null ? null : await this.unfinished(run, experiment);
    const { result, candidate } = await (begun === null ? improve(experiment, context) : resume(begun, context));
    const told = (outcome: TargetResult['outcome'], text: string): TargetResult => ({
      name,
      outcome: promoted && outcome === 'not-improved' ? 'promoted' : outcome,
      text: [...said, text].join('; '),
    });
    if (result.verdict === 'interrupted') return { result: told('failed', 'interrupted'), gain: 0 };
    if (result.verdict !== 'improved' || !candidate?.fitness)
      return { result: told('not-improved', result.reason), gain: 0 };
    const gain = Math.log(Math.max(1, ...target.objective.map((asked) => gainOf(asked, candidate.fitness!).value)));
    if (!this.config.autoDeploy)
      return { result: told('improved', `${result.reason}; integron deploy ${result.run}`), gain };
    try {
      const { version } = await deploy(result.run, {
        populations,
        as: name,
        share: STEPS[0],
        // Whoever put something into service meanwhile knows why.
        unless: (subject) =>
          (subject?.versions.length ?? 0) > (known?.versions.length ?? 0)
            ? 'another version came meanwhile, which is left as it is'
            : undefined,
        ...(target.export === null ? {} : { export: target.export }),
      });
      const text = `${version.version} on trial with ${inPercent(STEPS[0])} of the calls: ${result.reason}`;
      return { result: told('deployed', text), gain };
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      return { result: told('improved', `${result.reason}; not put on trial: ${error.message}`), gain };
    }
  }

  /** A run that was broken off and is of the same module, with the same settings; null where there is nothing to go on with. */
  private async unfinished(run: string, experiment: Experiment): Promise<string | null> {
    try {
      const { record } = await RunStore.open<RunDetail>(this.options.populations, run);
      const isSame =
        JSON.stringify(record.experiment) === JSON.stringify({ ...experiment, budget: record.experiment.budget }) &&
        record.ancestor.text === readFileSync(experiment.module, 'utf8');
      return isSame && (record.status === 'running' || record.status === 'interrupted') ? run : null;
    } catch {
      return null;
    }
  }

  /**
   * A module whose source changed is a new original: what was made of the old one leaves service.
   * @throws BadInput where the name is that of another module's function, or the source cannot be read as it is.
   */
  private async follow({ name, module, export: chosen }: LoopTarget, state: LoopState): Promise<void> {
    if (!existsSync(module)) throw new BadInput(`no such module: ${module}`);
    const text = readFileSync(module, 'utf8');
    const { populations } = this.options;
    // The registry decides: what this loop remembers may be older, or lost.
    const known = await versionsOf(populations, name);
    const other = servedElsewhere(known, module, chosen);
    if (other) throw new BadInput(`${name} is ${other.export} of ${other.file} in ${populations}`);
    if (!known || follows(known, text) === known) return;
    // What is half saved is no new original: nothing that leaves service comes back by itself.
    parseAncestor(text, module);
    const { wait = pause } = this.options;
    await wait(SETTLED, this.ended.signal);
    if (readFileSync(module, 'utf8') !== text) throw new BadInput(`${module} is being written`);
    await changed(populations, name, (subject) => subject && follows(subject, text));
    state.forget(name);
    this.followed.add(name);
  }

  /** Those whose turn is not yet, too: a mended function is not to wait for its turn behind the old one's versions. */
  private async followAll(state: LoopState): Promise<void> {
    // What is wrong with a target is said in its turn.
    for (const target of this.config.targets)
      if (target !== 'integrator') await this.follow(target, state).catch(() => undefined);
  }

  /** @throws BadInput where what is found could not be deployed, before time is spent on it. */
  private async onlyExport({ module, export: chosen }: LoopTarget, experiment: Experiment): Promise<void> {
    if (chosen !== null || !this.config.autoDeploy) return;
    const { exports } = await readSubject(experiment);
    if (exports.length > 1)
      throw new BadInput(`${module} exports ${exports.join(', ')}: the target has to name one, as export`);
  }

  private async promoted(name: string): Promise<string | undefined> {
    const { populations } = this.options;
    const known = await versionsOf(populations, name);
    if (!this.config.autoDeploy || !known?.canary) return undefined;
    try {
      const { promoted, reason } = await promote(name, populations);
      return promoted ? reason : undefined;
    } catch (error) {
      // It went off trial between the two looks.
      if (error instanceof BadInput) return undefined;
      throw error;
    }
  }

  /** Where most is to be gained in each target, of the areas that it looks at first; an error where that cannot be said. */
  private async looks(
    targets: readonly (LoopTarget | 'integrator')[],
    state: LoopState,
  ): Promise<ReadonlyMap<string, Look>> {
    const look = async ({ module, inputs, export: chosen, areas }: LoopTarget): Promise<Look> => {
      const given = { ...(inputs === null ? {} : { inputs }), ...(chosen === null ? {} : { export: chosen }) };
      try {
        const { analyses } = await analyzeModules([module], given, 1, this.options.populations);
        const all = analyses[0]?.opportunities ?? [];
        return { foremost: all.find(({ focus }) => areas.includes(focus)) ?? all[0] ?? null };
      } catch (error) {
        return error as Error;
      }
    };
    const out = new Map<string, Look>();
    for (const target of targets) {
      if (target === 'integrator' || this.stopped) continue;
      // A module may end the engine itself: one after the other, it is known which.
      await state.doing(target.name);
      out.set(target.name, await look(target));
    }
    return out;
  }

  private experimentOf(target: LoopTarget, budget: number, cycle: number): Experiment {
    const { module, inputs, export: chosen, objective, areas, test, threshold, seed, minStability } = target;
    const experiment = resolveExperiment(
      {
        module,
        objective: [...objective],
        threshold,
        minStability,
        budget: `${budget}s`,
        seed: (seed + cycle - 1) % 2 ** 32,
        workers: this.workers,
        ...(inputs === null ? {} : { inputs }),
        ...(chosen === null ? {} : { export: chosen }),
        ...(test === null ? {} : { test }),
      },
      process.cwd(),
    );
    return { ...experiment, ranking: this.config.ranking, focus: areas };
  }

  private async beats(experiment: Experiment, serving: Version, { text, stress }: Found): Promise<boolean> {
    const { inputs, neighbours } = await readSubject(experiment);
    const against = await readSubject(experiment, { text: serving.source, inputs, neighbours });
    const plan = proofPlan(PROOF_SECONDS, experiment.seed + 1);
    const { claimed } = await proveText(against, { ...experiment, threshold: 0 }, text, stress, plan, this.context());
    return claimed.verdict === 'improved';
  }

  private context(state?: LoopState): ImproveContext {
    const { populations, version, onProgress } = this.options;
    const onEvent: ImproveContext['onEvent'] = (event) => {
      // Known from now on, whatever becomes of it: to be gone on with, and to be taken away one day.
      if (event.type === 'begin') void state?.searching(event.run);
      onProgress?.(event);
    };
    return { populations, version, signal: this.ended.signal, onEvent };
  }

  private async whenIdle(state: LoopState, now: () => number): Promise<void> {
    const { load, wait = pause } = this.options;
    let said = false;
    let beat = now();
    while (load && load() > BUSY && !this.stopped) {
      if (!said) this.say({ type: 'waiting', seconds: LOOK / 1000, why: 'busy' });
      said = true;
      await wait(LOOK, this.ended.signal);
      beat = await this.meanwhile(state, now, beat);
    }
  }

  /** What is looked after while it waits; gives when it last said that it lives. */
  private async meanwhile(state: LoopState, now: () => number, beat: number): Promise<number> {
    await this.followAll(state);
    if (now() - beat < BEAT) return beat;
    await state.alive();
    return now();
  }

  /** From start to start; what goes out of service meanwhile, or gets slower there, calls for a cycle at once, the second time in a row after half of the interval, and so on. */
  private async untilNext(
    begun: number,
    now: () => number,
    state: LoopState,
    before: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { wait = pause } = this.options;
    const end = begun + this.config.cycleInterval * 1000;
    // Where each version is out as soon as it is in, cycles at once would never end.
    const soonest = end - (end - begun) * 0.5 ** this.early;
    if (end > now()) this.say({ type: 'waiting', seconds: Math.ceil((end - now()) / 1000), why: 'interval' });
    let beat = now();
    for (;;) {
      const after = await this.disappointments();
      const out = [...after].filter(([key]) => !before.has(key));
      if (out.length > 0 && now() >= soonest && now() < end) {
        this.early++;
        this.say({ type: 'early', why: out.map(([, why]) => why).join('; ') });
        return;
      }
      if (now() >= end) this.early = 0;
      if (now() >= end || this.stopped) return;
      await wait(Math.min(LOOK, end - now()), this.ended.signal);
      beat = await this.meanwhile(state, now, beat);
    }
  }

  /** What went out of service, and what got slower there, with the reasons. */
  private async disappointments(): Promise<Map<string, string>> {
    const out = new Map<string, string>();
    const known = new Set(this.config.targets.flatMap((target) => (target === 'integrator' ? [] : [target.name])));
    for (const { name, active, aborts, drift } of await statusOf(this.options.populations).catch(() => [])) {
      if (!known.has(name)) continue;
      for (const { version, reason, date } of aborts)
        out.set(`${name} ${version} ${date} ${reason}`, `${version} of ${name} ${reason}`);
      if (hasDrifted(drift))
        out.set(
          `${name} ${active} drifts`,
          `${active} of ${name} is only ${drift!.ratio.toFixed(2)} times as fast beside the original as it was at first`,
        );
    }
    return out;
  }
}

const promiseOf = (look: Look | undefined): Opportunity | null =>
  look === undefined || look instanceof Error ? null : look.foremost;

const nameOf = (target: LoopTarget | 'integrator'): string => (target === 'integrator' ? target : target.name);

const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
};

/** What a target's files hold; of one that is not there nothing. */
function filesOf(target: LoopTarget | 'integrator'): string {
  if (target === 'integrator') return '';
  const held = [target.module, target.inputs].map((file) =>
    file !== null && existsSync(file) ? readFileSync(file, 'utf8') : '',
  );
  return hashOf(held.join('\0'));
}

/** A target that failed, with a delay that grows. */
function leftOut(target: LoopTarget | 'integrator', why: string, state: LoopState): TargetResult {
  const name = nameOf(target);
  const skipped = state.failed(name, MOST_SKIPPED, filesOf(target));
  return {
    name,
    outcome: 'failed',
    text: `${why}; it is left out for ${skipped} ${skipped === 1 ? 'cycle' : 'cycles'}`,
  };
}

function left(name: string, { skipUntil }: TargetState, cycle: number): TargetResult {
  return { name, outcome: 'skipped', text: `it failed before, and is tried again in ${skipUntil - cycle} cycles` };
}

/** Edits of the version that serves, where the run that it is from is still there. */
async function editsOf(serving: Version | undefined, populations: string): Promise<readonly Edit[] | undefined> {
  if (!serving?.run) return undefined;
  try {
    const { record } = await RunStore.open<RunDetail>(populations, serving.run);
    return record.result?.candidate?.edits;
  } catch {
    return undefined;
  }
}
