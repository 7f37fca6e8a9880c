/** The contract of a report format: a run in, text out; the same run gives the same text. */
import type { Generation, OutcomeRecord } from '../evolution/generation.ts';
import type { RunRecord } from '../population/run-record.ts';
import type { RunDetail } from '../verdict/run-result.ts';

export interface ReportedRun {
  readonly record: RunRecord<RunDetail>;
  readonly generations: readonly Generation[];
  /** The journal, for formats that show single trials. */
  readonly outcomes: readonly OutcomeRecord[];
}

export interface ReportFormat {
  readonly name: string;
  readonly render: (run: ReportedRun) => string;
}
