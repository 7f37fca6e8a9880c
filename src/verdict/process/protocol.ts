/** What the proof and its processes say to each other. JSON over the channel of `fork`. */

/** Rows that a side alone goes round in: no turn has more in one go. */
export const POOL = 1024;

/** What a process is for: comparing results, timing both sides in turn, timing one side alone, or reading memory. */
export type ProofMode = 'check' | 'together' | 'left' | 'right' | 'memory';

export interface ProofOrder {
  readonly mode: ProofMode;
  readonly left: string;
  readonly right: string;
  readonly esm: boolean;
  readonly exports: readonly string[];
  readonly inputs: string;
  readonly seed: number;
  readonly tolerance: number;
  readonly messages: readonly string[];
  /** Whether a call that throws is passed over: the left side was seen to throw on some inputs. */
  readonly catches: boolean;
  readonly checks: number;
  readonly checkMs: number;
  readonly pairs: number;
  readonly blockMs: number;
  /** Whether the right side runs and is copied first in the first pair. */
  readonly swapped: boolean;
}

export interface CheckAnswer {
  readonly checked: number;
  /** Inputs on which the left side throws. */
  readonly threw: number;
  /** Inputs on which the results differ, and the first of them. */
  readonly different: number;
  readonly mismatch: { readonly export: string; readonly input: string; readonly why: string } | null;
  /** Mean score by a graded oracle, or null. */
  readonly scores: { readonly left: number; readonly right: number } | null;
  /** Of the same inputs in every process: what each side makes of them, as a digest. */
  readonly digests: { readonly left: string; readonly right: string };
  /** Names of globals and built-ins that the right side changes and the left does not; what only the right leaves running. */
  readonly changes: string | null;
  readonly leaves: string | null;
}

export interface TogetherAnswer {
  /** ln(time left / time right), one a pair. */
  readonly logs: readonly number[];
  /** Microseconds a call, median. */
  readonly micros: { readonly left: number; readonly right: number };
}

/** Bytes a call. */
export interface MemoryAnswer {
  readonly left: number;
  readonly right: number;
  /** What the right side keeps more than the left (or less), and what of that comes with every call. */
  readonly retained: number;
  readonly growth: number;
}

/** One turn of a side that is alone in its process, for each export: `iterations` of `batch` calls. */
export interface Turn {
  readonly turn: number;
  readonly shares: readonly { readonly batch: number; readonly iterations: number }[];
}

/** Microseconds a call, by export: what warming up showed, and then what each turn did. */
export interface TurnAnswer {
  readonly micros: readonly number[];
}

/** The answer to warming up: rows that are copied together, by export, as well; 0 where they hold no lists or objects. */
export interface WarmAnswer extends TurnAnswer {
  readonly bulk: readonly number[];
}
