/** What crosses between the engine, its host process and the workers in it. JSON only. */
import type { ValueFacts } from '../analysis/values.ts';
import type { Recipe, SubjectPayload } from '../experiment/subject.ts';
import type { FailingClass } from '../variation/guard.ts';
import type { Part, Whole } from '../variation/view.ts';

/** Where a trial ended. */
export type Stage = 'parse' | 'scope' | 'load' | 'cases' | 'memory' | 'time' | 'stress' | 'host' | 'done';

export const stages: readonly Stage[] = ['parse', 'scope', 'load', 'cases', 'memory', 'time', 'stress', 'host', 'done'];

/** How far a variant is to be taken. */
export interface Plan {
  /**
   * Run the cases first (off for those that passed them before). Of the further ones, many times as many, a number runs
   * that slice, and `found` those alone on which some variant failed that had passed the cases.
   */
  readonly cases: boolean | 'found' | number;
  /** Interleaved pairs that everyone gets, then those that may win. 0 leaves timing out. */
  readonly pairs: number;
  readonly morePairs: number;
  /** Stay in the race only where the hopeful end reaches this ratio. */
  readonly floor: number;
  /** Or the ratio of speed from which it is measured. */
  readonly memory: boolean | number;
  /** Stress checks a class; 0 leaves them out. */
  readonly stress: number;
  /** Whether each kind of check is to be told by name, inputs of other types included. */
  readonly named?: true;
}

/** A plan that asks for nothing; others say what they add. */
export const NOTHING_ASKED: Plan = { cases: false, pairs: 0, morePairs: 0, floor: 0, memory: false, stress: 0 };

export interface TrialItem {
  /** The caller's own number. */
  readonly slot: number;
  /** Run text of the variant. */
  readonly text: string;
  readonly plan: Plan;
}

/** Counted work and allocations over the cases, ancestor and variant. */
export interface CountedWork {
  readonly before: number;
  readonly after: number;
  readonly madeBefore: number;
  readonly madeAfter: number;
}

/** Memory of one call, measured on both sides in the same state. */
export interface MemoryReading {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** One kind of check, in words. */
export interface NamedCheck {
  readonly name: string;
  /** Hard: one failure is infeasible. Graded: counts in the score. Told: inputs of other types, which do not count. */
  readonly kind: 'hard' | 'graded' | 'told';
  readonly run: number;
  readonly passed: number;
}

export interface StressReading {
  readonly checks: number;
  /** Mean over classes of the share passed. */
  readonly score: number;
  /** First failing check of a hard kind, or null. */
  readonly hard: string | null;
  /** Classes of neighbouring inputs in which the variant differs. */
  readonly failing: readonly FailingClass[];
  /** Every kind of check with its counts, where they were asked for by name. */
  readonly named?: readonly NamedCheck[];
}

export interface TrialResult {
  readonly slot: number;
  /** The last stage reached; `done` where nothing rejected it. */
  readonly stage: Stage;
  readonly reason: string | null;
  /** Number of the case that rejected it; negative for one of the further cases. */
  readonly killer: number | null;
  /** Whether at least one case ran. */
  readonly ran: boolean;
  /** Share of cases as the oracle says, or mean score; null where the cases were not all run. */
  readonly accuracy: number | null;
  readonly cases: number;
  readonly work: CountedWork | null;
  /** Logarithms of time(ancestor) / time(variant), one a pair. */
  readonly logs: readonly number[];
  readonly memory: MemoryReading | null;
  readonly stress: StressReading | null;
  /** Milliseconds spent in each stage. */
  readonly spent: Partial<Record<Stage, number>>;
}

/** What a first look at the subject found. */
export interface Preflight {
  /** Why the subject cannot be used, as a sentence; null where it can. */
  readonly refusal: string | null;
  readonly microsPerCall: number;
  readonly changesArguments: boolean;
  readonly cases: number;
  readonly accuracy: number;
  readonly graded: boolean;
  readonly bytesPerCall: number;
  readonly throws: number;
  /** Milliseconds that the look itself took, and the ancestor's own trial in it. */
  readonly lookMs: number;
  readonly trialMs: number;
  /** What a trial in time takes once all is warm. */
  readonly usualMs: number;
  /** Rows of inputs made in one second, a rough figure for planning. */
  readonly rowsPerSecond: number;
  /** How often a call runs each piece of the ancestor, by the piece's offset in its text: exact counts, per call. */
  readonly profile: readonly (readonly [offset: number, runs: number])[];
  /** Offsets of the pieces that run when the module is loaded. */
  readonly loaded: readonly number[];
  /** By the offset of a function's body: domains of `variation/kernel.ts` that most arguments are in, by position. */
  readonly domains: readonly (readonly [offset: number, domains: readonly (readonly string[])[]])[];
  /** What was seen of values, by `start-end` of their expression, of parameters by `<body's start>:<number>`. */
  readonly values: readonly (readonly [at: string, facts: ValueFacts])[];
  /** Expressions whose values a kernel was seen to give. */
  readonly parts: readonly Part[];
  /** Functions whose values a kernel was seen to give; null where none was looked at. */
  readonly wholes: readonly Whole[] | null;
  /** By export, the offset of the body of the function that a call enters first; -1 where none is. */
  readonly entries: readonly number[];
}

/** A trial that came no further than this, or of which nothing more was asked. */
export const endedAt = (slot: number, stage: Stage, reason: string | null): TrialResult => ({
  slot,
  stage,
  reason,
  killer: null,
  ran: true,
  accuracy: null,
  cases: 0,
  work: null,
  logs: [],
  memory: null,
  stress: null,
  spent: {},
});

/** The look at a subject that cannot be used. */
export const refused = (refusal: string): Preflight => ({
  refusal,
  microsPerCall: 0,
  changesArguments: false,
  cases: 0,
  accuracy: 0,
  graded: false,
  bytesPerCall: 0,
  throws: 0,
  lookMs: 0,
  trialMs: 0,
  usualMs: 0,
  rowsPerSecond: 0,
  profile: [],
  loaded: [],
  domains: [],
  values: [],
  parts: [],
  wholes: null,
  entries: [],
});

/** Inputs made beside the user's, and what broken copies of the ancestor did with them. */
export interface Extension {
  /** Inputs that reach code which no input reached, or on which a broken copy shows. */
  readonly recipes: readonly Recipe[];
  /** Pieces of code that they reach and none of the user's did. */
  readonly reached: number;
  /** Numbers of the broken copies that give another result on one of them. */
  readonly shows: readonly number[];
  /** Numbers of those that never differ in any value that they assign, return or test. */
  readonly silent: readonly number[];
}

/** A member of what a module exports. */
export interface ExportedMember {
  readonly path: string;
  readonly type: string;
}

export type Task =
  /** `whole`: with what the search needs of it, beside the judge. */
  | { readonly kind: 'preflight'; readonly whole: boolean }
  | { readonly kind: 'exports' }
  | { readonly kind: 'extend'; readonly faults: readonly string[] }
  | {
      readonly kind: 'trials';
      readonly items: readonly TrialItem[];
      /** Case numbers, those that rejected most variants first; negative ones join the cases. */
      readonly killers: readonly number[];
      /** Which inputs: the search's own, or others that it never sees. */
      readonly phase: Phase;
    };

export type Phase = 'search' | 'confirmation' | 'minimising';

export type TaskResult =
  | { readonly preflight: Preflight }
  | { readonly exports: readonly ExportedMember[] | null; readonly refusal: string | null }
  | { readonly extension: Extension }
  | { readonly results: readonly TrialResult[]; readonly busy: number };

/** Exit code of a host that grew too large. */
export const EXIT_MEMORY = 77;

export interface HostOptions {
  readonly payload: SubjectPayload;
  /** Number of the host's worker. */
  readonly worker: number;
  /** Megabytes of resident memory at which the host gives up. */
  readonly memoryLimit: number;
}

export type ToHost =
  | { readonly type: 'start'; readonly options: HostOptions }
  | { readonly type: 'task'; readonly id: number; readonly task: Task; readonly limit: number };

export type FromHost =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly id: number; readonly result: TaskResult }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly why: 'time' | 'memory' | 'crash';
      readonly message: string;
    };
