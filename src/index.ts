/**
 * Integron as a library: `improve()` does the whole job, `evolve()` is the search alone, and `Evolution` asks and is
 * told for those who evaluate by themselves.
 */

export type { Interval, Measures, Objective } from './evaluation/objectives/objective.ts';
export { objectives } from './evaluation/objectives/objectives.ts';
export type { Plan, TrialItem, TrialResult } from './evaluation/protocol.ts';
export { Supervisor } from './evaluation/supervisor.ts';
export { type Evaluator, Evolution, evolve, type Progress } from './evolution/evolve.ts';
export type { Candidate, Generation, Individual, OutcomeRecord } from './evolution/generation.ts';
export type { Settings, Toolbox } from './evolution/settings.ts';
export type { Outcome } from './evolution/step.ts';
export { type StopRule, stopped, stopRules } from './evolution/stop-rules.ts';
export { BadInput } from './experiment/bad-input.ts';
export {
  type Experiment,
  type ExperimentOptions,
  readExperimentFile,
  resolveExperiment,
} from './experiment/experiment.ts';
export { type Ancestor, parseAncestor } from './genome/ancestor.ts';
export { canonicalForm } from './genome/canonical.ts';
export { type Edit, editSchema, makeEdit } from './genome/edit.ts';
export { printForPeople } from './genome/people.ts';
export { express, type Phenotype } from './genome/phenotype.ts';
export { splice } from './genome/splice.ts';
export type { Event, ImproveContext } from './improvement/context.ts';
export { improve, resume, settingsOf } from './improvement/improve.ts';
export { preflight, readSubject, type Subject, supervise } from './improvement/subject.ts';
export { replay, type Verification, verify } from './improvement/verify.ts';
export {
  type Cycle,
  type LoopEvent,
  type LoopOptions,
  RecursiveOptimizer,
} from './recursion/loop.ts';
export { type LoopConfig, loopConfig, readLoopConfig } from './recursion/loop-config.ts';
export { formats } from './report/formats.ts';
export { crossovers } from './variation/crossover/crossovers.ts';
export { operators } from './variation/operators/operators.ts';
export { rules } from './variation/rules/rules.ts';
export type { RunDetail, RunResult } from './verdict/run-result.ts';
