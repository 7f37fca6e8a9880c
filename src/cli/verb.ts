/** The contract of a verb. */
import type { Command } from 'commander';

export interface VerbContext {
  readonly version: string;
}

export type Verb = (context: VerbContext) => Command;
